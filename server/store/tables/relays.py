"""Who carries the rooms' pictures."""

from sqlalchemy import Column, Integer, String, Table

from server.store.tables.columns import ident, metadata, ms, ref

relays = Table(
    "relays",
    metadata,
    ident(),
    Column("socket", String(200), nullable=False),  # where it is asked, on this machine
    Column("address", String(80), nullable=False),  # host:port, UDP
    Column("pid", Integer, nullable=False),
    ms("started_at_ms"),
)

room_relays = Table(
    "room_relays",
    metadata,
    Column("room", String(64), primary_key=True),  # a session's id
    ref("relay_id", "relays"),  # gone with its relay: then another takes the room
    ms("at_ms"),
)
