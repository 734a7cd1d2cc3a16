"""Programs: templates of a trainer's library, and clients' own copies."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from server.store.tables.columns import ident, metadata, ms, ref, text

programs = Table(
    "programs",
    metadata,
    ident(),
    ref("trainer_id", "accounts", index=False),
    ref("client_id", "clients", optional=True),  # none: a template
    Column("from_id", String(64), nullable=True),  # what it was copied from, which may be gone
    text("name", 80),
    text("about", 1000),
    Column("alone", Boolean, nullable=False),
    Column("weeks", JSON, nullable=False),  # as server.domain.programs.json_shape tells them
    Column("weeks_count", Integer, nullable=False),  # written out
    text("starts_on", 10),  # ISO date
    Column("training_days", JSON, nullable=False),  # 1 Monday … 7 Sunday
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    ms("updated_at_ms"),
    ms("ended_at_ms", optional=True),
    ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
    Index("ix_programs_trainer_id_client_id", "trainer_id", "client_id"),
)
