"""Who did what, and when."""

from sqlalchemy import JSON, Column, Index, Table

from server.store.tables.columns import ident, metadata, ms, text

audit = Table(
    "audit",
    metadata,
    ident(),
    ms("at_ms"),
    text("actor", 80),
    text("action", 64),
    text("subject", 80),
    Column("detail", JSON, nullable=False, default=dict),
    Index("ix_audit_subject_at_ms", "subject", "at_ms"),
)
