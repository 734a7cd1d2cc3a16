"""What trainers say over clips, and the films that are made of reviews."""

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Table

from server.store.tables.columns import ident, metadata, ms, ref, text

voice_overs = Table(
    "voice_overs",
    metadata,
    ident(),
    ref("clip_id", "clips"),
    text("by", 80),
    text("title", 120),
    Column("state", String(16), nullable=False),  # uploading | processing | ready | refused
    text("refusal", 32),
    Column("duration_ms", Integer, nullable=False),
    Column("events", JSON, nullable=False),  # [[t_ms, type, …]]: static/js/review/performance.js
    Column("pieces", JSON, nullable=False),  # [[bytes, ms to keep]] of each recording
    Column("captions", JSON, nullable=False),  # [{from_ms, to_ms, text}]
    Column("size_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    ms("created_at_ms"),
    ms("changed_at_ms"),
    ms("sent_at_ms", optional=True),
)

films = Table(
    "films",
    metadata,
    ident(),
    ref("clip_id", "clips"),
    ref("second_clip_id", "clips", optional=True),
    ref("voice_over_id", "voice_overs", optional=True),
    Column("what", String(16), nullable=False),  # clip | voice | pair
    text("title", 120),
    text("by", 80),
    Column("state", String(16), nullable=False),  # waiting | working | ready | refused | cancelled
    text("refusal", 32),
    Column("percent", Integer, nullable=False, default=0, server_default="0"),
    Column("spec", JSON, nullable=False),
    Column("length_ms", Integer, nullable=False),
    Column("size_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    ms("created_at_ms"),
    ms("ready_at_ms", optional=True),
    ms("expires_at_ms", optional=True),
    ms("sent_at_ms", optional=True),
)
