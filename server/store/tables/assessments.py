"""Assessments a client is led through."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

assessments = Table(
    "assessments",
    metadata,
    ident(),
    ref("client_id", "clients"),
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("protocol", String(64), nullable=False),  # a key of server.domain.protocols, or the id of an own one
    text("title", 120),
    Column("note", Text, nullable=False, default="", server_default=""),  # the trainer's words to the client
    Column("has_company", Boolean, nullable=False),  # the trainer was told that somebody will be near
    ms("created_at_ms"),
    ms("sent_at_ms", optional=True),
    ms("reviewed_at_ms", optional=True),
    ms("cancelled_at_ms", optional=True),
    Column("delivery", String(16), nullable=False, default="async", server_default="async"),
    Column("version", Integer, nullable=False, default=1, server_default="1"),
    # What these two name may be gone: no keys, which SQLite cannot add to a table that is there already.
    Column("baseline_id", String(64), nullable=True, index=True),
    Column("sheet_id", String(64), nullable=True, index=True),
)

assessment_steps = Table(
    "assessment_steps",
    metadata,
    ident(),
    ref("assessment_id", "assessments"),
    Column("position", Integer, nullable=False),  # from 0
    Column("step", String(64), nullable=False),  # a key of the protocol's steps
    Column("clip_id", String(64), ForeignKey("clips.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("note", Text, nullable=False, default="", server_default=""),  # the client's words to the trainer
    Column(
        "redo", Text, nullable=False, default="", server_default=""
    ),  # "please film this again": the trainer's words
    ms("redo_at_ms", optional=True),
    ms("skipped_at_ms", optional=True),
    ms("answered_at_ms", optional=True),
    Column("redo_clip_id", String(64), nullable=True, index=True),  # the take before the one that was asked for
    Column("redo_moment_ms", Integer, nullable=True),  # which moment of it shows what was meant
)
