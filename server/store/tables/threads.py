"""What people write to each other, and what they are told by mail and calendar."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, false

from server.store.tables.columns import ident, metadata, ms, ref

messages = Table(
    "messages",
    metadata,
    ident(),
    ref("client_id", "clients", optional=True, index=False),  # one of the two: whose thread it stands in
    ref("group_id", "groups", optional=True, index=False),
    Column("author", String(80), nullable=False),  # t:<account> or c:<client>
    Column("kind", String(16), nullable=False),  # text | check-in | move
    Column("text", Text, nullable=False, default="", server_default=""),
    Column("clip_id", String(64), ForeignKey("clips.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("is_urgent", Boolean, nullable=False, default=False, server_default=false()),
    ms("created_at_ms"),
    ms("deleted_at_ms", optional=True),
    Index("ix_messages_client_id_created_at_ms", "client_id", "created_at_ms"),
    Index("ix_messages_group_id_created_at_ms", "group_id", "created_at_ms"),
)

thread_reads = Table(
    "thread_reads",
    metadata,
    Column("thread", String(80), primary_key=True),  # c:<client> or g:<group>
    Column("reader", String(80), primary_key=True),  # t:<account> or c:<client>
    ref("client_id", "clients", optional=True),
    ref("group_id", "groups", optional=True),
    ms("until_ms"),
)

message_cheers = Table(
    "message_cheers",
    metadata,
    Column("message_id", String(64), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(80), primary_key=True),
    ms("at_ms"),
)
