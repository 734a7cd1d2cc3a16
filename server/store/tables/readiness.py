"""Whether clients may exercise: histories, what happened in rooms that makes a trainer look again, and documents."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

readiness = Table(  # append-only
    "readiness",
    metadata,
    ident(),
    ref("client_id", "clients", index=False),
    ms("at_ms"),
    Column("deed", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("source", String(32), nullable=False),
    text("by", 80),
    Column("limits", Text, nullable=False, default="", server_default=""),
    Column("note", Text, nullable=False, default="", server_default=""),
    ms("valid_until_ms", optional=True),
    text("session_id", 64),
    text("document_id", 64),
    text("answers_id", 64),
    Index("ix_readiness_client_id_at_ms", "client_id", "at_ms"),
)

red_flags = Table(
    "red_flags",
    metadata,
    ident(),
    ref("client_id", "clients"),
    ref("session_id", "sessions", optional=True),
    Column("kind", String(16), nullable=False),  # unwell | pain
    ms("at_ms"),
    text("places"),  # of a pain
    Column("verdict", String(16), nullable=False),  # open | confirmed | dismissed
    text("word"),
    text("by", 80),
    ms("decided_at_ms", optional=True),
)

# What a doctor wrote, or a form filled in elsewhere: small, few, and gone with the client's own row.
health_documents = Table(
    "health_documents",
    metadata,
    ident(),
    ref("client_id", "clients"),
    text("name"),
    text("type", 80),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    text("by", 80),
    ms("created_at_ms"),
)
