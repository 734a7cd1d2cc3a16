"""What clients did of their programs."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table

from server.store.tables.columns import metadata, ms, ref, text

training_log = Table(
    "training_log",  # only ever added to
    metadata,
    ref("client_id", "clients", index=False),
    Column("id", String(24), nullable=False),  # made on the device: what comes twice is one
    Column("seq", Integer, nullable=False),  # 1, 2, 3 … of this client
    text("kind", 16),
    text("by", 16),  # client | trainer
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    text("program_id", 64),
    text("day", 64),
    Column("entry", JSON, nullable=False),  # as the device said it, checked
    ms("at_ms"),
    ms("received_at_ms"),
    PrimaryKeyConstraint("client_id", "id"),
    Index("ix_training_log_client_id_seq", "client_id", "seq", unique=True),
    Index("ix_training_log_client_id_at_ms", "client_id", "at_ms"),
    Index("ix_training_log_said", "client_id", "kind", "received_at_ms"),  # what waits in the inbox, of all clients
)

training_rooms = Table(
    "training_rooms",  # which day of whose program is done in a session
    metadata,
    ref("session_id", "sessions", index=False),
    ref("client_id", "clients"),
    text("program_id", 64),
    text("day", 64),
    PrimaryKeyConstraint("session_id", "client_id"),
)
