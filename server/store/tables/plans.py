"""What clients and groups are due, and what a trainer keeps to begin with."""

from sqlalchemy import JSON, Column, Index, Integer, PrimaryKeyConstraint, String, Table

from server.store.tables.columns import ident, metadata, ms, ref, text

plans = Table(
    "plans",
    metadata,
    ident(),
    ref("trainer_id", "accounts", index=False),
    ref("client_id", "clients", optional=True, index=False),  # of a client or of a group, never of both
    ref("group_id", "groups", optional=True, index=False),
    text("time_zone", 64),
    Column("lines", JSON, nullable=False),
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    Index("ix_plans_trainer_id_id", "trainer_id", "id"),  # the first so many of a thousand
    Index("ix_plans_client_id", "client_id", unique=True),
    Index("ix_plans_group_id", "group_id", unique=True),
)

plan_marks = Table(  # what was said about one time that something is due
    "plan_marks",
    metadata,
    ref("plan_id", "plans", index=False),
    Column("line_id", String(64), nullable=False),
    Column("slot", String(16), nullable=False),
    text("moved_to", 10),  # an ISO date
    ms("done_at_ms", optional=True),
    ms("skipped_at_ms", optional=True),
    text("made", 80),  # session:<id> | assessment:<id> | form:<id>
    PrimaryKeyConstraint("plan_id", "line_id", "slot"),
)

plan_templates = Table(
    "plan_templates",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    text("name", 120),
    Column("parts", JSON, nullable=False),
    ms("created_at_ms"),
)
