"""What a trainer keeps for the room."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, false

from server.store.tables.columns import ident, metadata, ms, ref, text

saved_timers = Table(
    "saved_timers",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    text("name", 60),
    Column("format", String(24), nullable=False),  # which recipe it was built by; free: none
    Column("recipe", JSON, nullable=True),  # what was filled in for that format
    Column("plan", JSON, nullable=False),  # intervals as the wire has them: what runs
    Column("length_ms", Integer, nullable=False),
    text("counts", 16),  # rounds | finish | out
    Column("is_favourite", Boolean, nullable=False, default=False, server_default=false()),
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    ms("updated_at_ms"),
    ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
)

exercises = Table(
    "exercises",  # those that a trainer made or changed; ours are data of the code
    metadata,
    ident(),
    ref("trainer_id", "accounts", index=False),
    Column("key", String(60), nullable=False),  # of a changed one of ours its key, else the id
    text("name", 60),
    Column("pattern", String(16), nullable=False),
    Column("equipment", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("one_sided", Boolean, nullable=False),
    Column("load", String(16), nullable=False),
    Column("cues", JSON, nullable=False),  # in the order of their keys
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    ms("updated_at_ms"),
    ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
    Column("guide", JSON, nullable=False, default=dict, server_default="{}"),
    Column("needs_spotter", Boolean, nullable=False, default=False, server_default=false()),
    Column("clips", JSON, nullable=False, default=list, server_default="[]"),
    Index("ix_exercises_trainer_id_key", "trainer_id", "key", unique=True),
)
