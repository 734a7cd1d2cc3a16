"""Comments on a span or a drawing, with answers, voice notes and clips; the take before one that is filmed again."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027a"


def upgrade() -> None:
    for column in (
        sa.Column("person", sa.String(80), nullable=False, server_default=""),
        sa.Column("answers", sa.String(64), nullable=True),
        sa.Column("until_ms", sa.Integer(), nullable=True),
        sa.Column("frame", sa.Integer(), nullable=True),
        sa.Column("shape", sa.String(64), nullable=False, server_default=""),
        sa.Column("media_id", sa.String(64), nullable=True),
        sa.Column("resolved_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.String(80), nullable=False, server_default=""),
    ):
        op.add_column("clip_comments", column)
    op.create_index("ix_clip_comments_media_id", "clip_comments", ["media_id"])
    op.add_column("assessment_steps", sa.Column("redo_clip_id", sa.String(64), nullable=True))
    op.add_column("assessment_steps", sa.Column("redo_moment_ms", sa.Integer(), nullable=True))
    op.create_index("ix_assessment_steps_redo_clip_id", "assessment_steps", ["redo_clip_id"])
