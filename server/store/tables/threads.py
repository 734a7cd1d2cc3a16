"""What people write to each other, and what they are told by mail and calendar."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false, true

from server.store.tables.columns import ident, metadata, ms, ref, text

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
    Index("ix_messages_client_id_kind", "client_id", "kind", "created_at_ms"),  # the check-ins of all clients
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

letters = Table(
    "letters",
    metadata,
    ident(),
    Column("person", String(80), nullable=False),
    ref("client_id", "clients", optional=True),
    ref("account_id", "accounts", optional=True),
    Column("kind", String(16), nullable=False),
    Column("once", String(200), nullable=False),  # its name; a second one of that name is never written
    text("subject", 300),
    Column("text", Text, nullable=False, default="", server_default=""),  # "" once it has left
    Column("about", JSON, nullable=False, default=dict),
    Column("state", String(16), nullable=False, index=True),  # waiting | kept | sent | dropped | failed
    text("problem", 300),
    ms("created_at_ms"),
    ms("useless_at_ms"),
    ms("sent_at_ms", optional=True),
    Index("uq_letters_once", "once", unique=True),
    Index("ix_letters_created_at_ms", "created_at_ms"),
)

notice_choices = Table(
    "notice_choices",
    metadata,
    Column("person", String(80), primary_key=True),  # t:<account> or c:<client>
    ref("client_id", "clients", optional=True),
    ref("account_id", "accounts", optional=True),
    Column("by_mail", Boolean, nullable=False, default=True, server_default=true()),
    Column("messages", Boolean, nullable=False, default=True, server_default=true()),
    Column("day_before", Boolean, nullable=False, default=True, server_default=true()),
    Column("hour_before", Boolean, nullable=False, default=True, server_default=true()),
    Column("arrivals", Boolean, nullable=False, default=True, server_default=true()),
    text("quiet_from", 5),  # HH:MM of their own clock
    text("quiet_until", 5),
    Column("feed", Integer, nullable=False, default=0, server_default="0"),  # of the calendar address; 0: none
)

move_requests = Table(
    "move_requests",
    metadata,
    ident(),
    ref("session_id", "sessions"),
    ref("client_id", "clients"),
    ms("from_ms"),
    Column("proposals", JSON, nullable=False),  # epoch milliseconds, rising
    Column("words", Text, nullable=False, default="", server_default=""),
    Column("standing", String(16), nullable=False),  # open | accepted | declined | withdrawn
    Column("answer", Text, nullable=False, default="", server_default=""),
    ms("accepted_ms", optional=True),
    ms("created_at_ms"),
    ms("answered_at_ms", optional=True),
)

magic_links = Table(
    "magic_links",
    metadata,
    ident(),  # digest of the link's secret
    ref("client_id", "clients"),
    Column("generation", Integer, nullable=False),  # of the client's link: a new one kills it
    ms("created_at_ms"),
    ms("expires_at_ms"),
    ms("used_at_ms", optional=True),
)

check_ins = Table(
    "check_ins",
    metadata,
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True),
    Column("weekday", Integer, nullable=False),  # 0 Monday … 6 Sunday, by the client's clock
    ms("since_ms"),
    ms("nudged_at_ms", optional=True),
)
