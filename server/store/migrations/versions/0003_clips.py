"""Clips with their uploads and comments, assessments a client is led through, and jobs as rows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "clips",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column(
            "client_id",
            sa.String(64),
            sa.ForeignKey("clients.id", name="fk_clips_client_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "session_id",
            sa.String(64),
            sa.ForeignKey("sessions.id", name="fk_clips_session_id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("entered_by", sa.String(16), nullable=False),
        sa.Column("came_by", sa.String(16), nullable=False, server_default=""),
        sa.Column("moment", sa.String(64), nullable=False, server_default=""),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("file_name", sa.String(255), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("refusal", sa.String(32), nullable=False, server_default=""),
        sa.Column("percent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("media", sa.String(16), nullable=False, server_default=""),
        sa.Column("captured_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("stored_bytes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("ready_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_by", sa.String(16), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_clips"),
    )
    op.create_index("ix_clips_client_id", "clips", ["client_id"])
    op.create_index("ix_clips_client_id_created_at_ms", "clips", ["client_id", "created_at_ms"])
    op.create_index("ix_clips_moment", "clips", ["moment"])
    op.create_index("ix_clips_session_id", "clips", ["session_id"])
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column(
            "clip_id",
            sa.String(64),
            sa.ForeignKey("clips.id", name="fk_uploads_clip_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=True),
        sa.Column("metadata", sa.Text(), nullable=False, server_default=""),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_clip_id", "uploads", ["clip_id"])
    op.create_index("ix_uploads_expires_at_ms", "uploads", ["expires_at_ms"])
    op.create_table(
        "clip_comments",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column(
            "clip_id",
            sa.String(64),
            sa.ForeignKey("clips.id", name="fk_clip_comments_clip_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("moment_ms", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("seen_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clip_comments"),
    )
    op.create_index("ix_clip_comments_clip_id", "clip_comments", ["clip_id"])
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column(
            "client_id",
            sa.String(64),
            sa.ForeignKey("clients.id", name="fk_assessments_client_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "session_id",
            sa.String(64),
            sa.ForeignKey("sessions.id", name="fk_assessments_session_id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("protocol", sa.String(64), nullable=False),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("has_company", sa.Boolean(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    op.create_index("ix_assessments_client_id", "assessments", ["client_id"])
    op.create_index("ix_assessments_session_id", "assessments", ["session_id"])
    op.create_table(
        "assessment_steps",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column(
            "assessment_id",
            sa.String(64),
            sa.ForeignKey("assessments.id", name="fk_assessment_steps_assessment_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column(
            "clip_id",
            sa.String(64),
            sa.ForeignKey("clips.id", name="fk_assessment_steps_clip_id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("redo", sa.Text(), nullable=False, server_default=""),
        sa.Column("redo_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("skipped_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assessment_steps"),
    )
    op.create_index("ix_assessment_steps_assessment_id", "assessment_steps", ["assessment_id"])
    op.create_index("ix_assessment_steps_clip_id", "assessment_steps", ["clip_id"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("run_after_ms", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("claimed_until_ms", sa.BigInteger(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("problem", sa.String(300), nullable=False, server_default=""),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("finished_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_state_run_after_ms", "jobs", ["state", "run_after_ms"])
    op.create_index("ix_jobs_subject", "jobs", ["subject"])
