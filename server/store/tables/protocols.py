"""A trainer's own protocols in versions, results of assessments, and sheets of groups."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

protocols = Table(
    "protocols",
    metadata,
    ident(),  # the key that assessments name
    ref("trainer_id", "accounts"),
    Column("version", Integer, nullable=False),  # the one that is offered now
    ms("updated_at_ms"),
    ms("deleted_at_ms", optional=True),  # offered no more; assessments keep it
)

protocol_versions = Table(
    "protocol_versions",
    metadata,
    Column("protocol_id", String(64), ForeignKey("protocols.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", JSON, nullable=False),  # server.domain.protocols.Protocol
    ms("created_at_ms"),
)

results = Table(
    "results",
    metadata,
    Column("assessment_id", String(64), ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    ref("client_id", "clients"),
    Column("protocol", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("delivery", String(16), nullable=False),  # in_person | live | async
    ms("taken_at_ms"),
    Column("sex", String(8), nullable=True),  # of the norm table; null: no norms
    Column("conditions", JSON, nullable=False),
    Column("readings", JSON, nullable=False),
    Column("observations", JSON, nullable=False),
    Column("note", Text, nullable=False, default="", server_default=""),
    Column("rev", Integer, nullable=False),
    ms("shared_at_ms", optional=True),  # since when the client has the report
)

assessment_sheets = Table(
    "assessment_sheets",  # one protocol, done with several people at once
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    Column("group_id", String(64), ForeignKey("groups.id", ondelete="SET NULL"), nullable=True, index=True),
    text("title", 160),
    Column("protocol", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    ms("created_at_ms"),
)
