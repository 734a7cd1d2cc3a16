"""Two clips side by side, as they were kept."""

from sqlalchemy import JSON, Column, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

comparisons = Table(
    "comparisons",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),  # who made it
    ref("client_id", "clients", optional=True),  # null: both clips are the trainer's own
    ref("first_id", "clips"),
    ref("second_id", "clips"),
    text("name", 120),
    Column("setup", JSON, nullable=False),  # server/domain/comparisons.py Setup
    Column("words", Text, nullable=False, default="", server_default=""),  # of the trainer, to the client
    ms("created_at_ms"),
    ms("changed_at_ms"),
    ms("sent_at_ms", optional=True),
    ms("opened_at_ms", optional=True),
    ms("deleted_at_ms", optional=True),
)
