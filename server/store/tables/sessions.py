"""What trainer and clients do together, and what a client is given of it."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

sessions = Table(
    "sessions",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    # A session outlives the group it was made for.
    Column("group_id", String(64), ForeignKey("groups.id", ondelete="SET NULL"), nullable=True, index=True),
    text("series_id", 64),  # the same for all sessions of a weekly repeat
    text("title"),
    Column("service", String(16), nullable=False),  # consultation | assessment | workout
    Column("delivery", String(16), nullable=False),  # in_person | live | async
    ms("starts_at_ms"),
    Column("duration_min", Integer, nullable=False),
    text("time_zone", 64),
    Column("place", String(16), nullable=False),  # link | phone | gym | … | other; "" when async
    text("place_note", 300),
    Column("notes", Text, nullable=False, default="", server_default=""),
    text("outcome", 16),  # "" | done | no_show | late_cancel | moved
    text("moved_to", 64),  # the session that took its place
    ms("cancelled_at_ms", optional=True),
    ms("opened_at_ms", optional=True),
    ms("ended_at_ms", optional=True),
    Column("revision", Integer, nullable=False, default=0, server_default="0"),  # SEQUENCE of its calendar entry
    ms("created_at_ms"),
    text("media", 16),  # "" | relay | direct: how its pictures are to go
    Index("ix_sessions_trainer_id_starts_at_ms", "trainer_id", "starts_at_ms"),
    Index("ix_sessions_series_id", "series_id"),
    Index("ix_sessions_moved_to", "moved_to"),
)

participants = Table(
    "participants",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, index=True),
)

session_invites = Table(
    "session_invites",
    metadata,
    ident(),
    ref("session_id", "sessions"),
    text("name"),  # whom it is for, in the trainer's words
    Column("generation", Integer, nullable=False, default=1, server_default="1"),
    ms("created_at_ms"),
    ms("revoked_at_ms", optional=True),
)

# The exercises of a session, listed before its room opens; from then on they are in its log.
day_lists = Table(
    "day_lists",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("entries", JSON, nullable=False),  # Planned of day_lines.py
    ms("updated_at_ms"),
)

# What a client is given of a session; the last of the versions is what they see.
client_sheets = Table(
    "client_sheets",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("rev", Integer, nullable=False),
    Column("sheet", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    ms("approved_at_ms", optional=True),  # of the last version
)
