"""The room: its seats and its log."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from server.store.tables.columns import ident, metadata, ms, ref, text

seats = Table(
    "seats",
    metadata,
    ident(),  # the peer id, public within the room
    ref("session_id", "sessions"),
    Column("resume", String(64), nullable=False),  # digest of the secret that takes the seat back
    Column("person", String(80), nullable=False),  # t:<account>, c:<client> or g:<invite>
    Column("role", String(16), nullable=False),  # trainer | client
    Column("device", String(16), nullable=False),  # main | camera | remote
    text("name"),
    text("hangs_on", 64),  # digest of the login or device cookie; the invite's id; the parent seat of a camera
    Column(
        "door", JSON, nullable=False, default=dict
    ),  # {address, callback, helper, emergency}: today's answers at the door
    ms("created_at_ms"),
    ms("revoked_at_ms", optional=True),
    Index("ix_seats_person_created_at_ms", "person", "created_at_ms"),  # what somebody said at the last door
    Index("ix_seats_resume", "resume"),
    Index("ix_seats_hangs_on", "hangs_on"),
)

room_events = Table(
    "room_events",
    metadata,
    Column("room", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    ms("at_ms"),
    Column("type", String(32), nullable=False),
    Column("actor", String(64), nullable=False),  # a peer id, or "server"
    Column("audience", JSON, nullable=False),  # "everyone" | "trainers" | [peer id…]
    Column("payload", JSON, nullable=False),
    Column("valid_ms", Integer, nullable=True),
    Column("command", String(80), nullable=True),  # "<peer>:<client-made id>": a retry appends nothing twice
    Index("uq_room_events_room_command", "room", "command", unique=True),
)
