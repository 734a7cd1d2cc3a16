"""Work that is done by whoever claims it."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from server.store.tables.columns import ident, metadata, ms, text

jobs = Table(
    "jobs",
    metadata,
    ident(),
    Column("kind", String(32), nullable=False),  # as server.domain.jobs.Kind
    Column("subject", String(64), nullable=False, index=True),  # a clip's id, a letter's, a voice-over's, a film's
    Column("detail", JSON, nullable=False, default=dict),
    Column("state", String(16), nullable=False),  # waiting | running | done | failed
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    ms("run_after_ms"),
    text("claimed_by", 64),
    ms("claimed_until_ms", optional=True),  # past: whoever had it is gone, and another may take it
    Column("percent", Integer, nullable=False, default=0, server_default="0"),
    text("problem", 300),
    ms("created_at_ms"),
    ms("finished_at_ms", optional=True),
    Column("lost_claims", Integer, nullable=False, default=0, server_default="0"),  # in a row
    Index("ix_jobs_state_run_after_ms", "state", "run_after_ms"),
)
