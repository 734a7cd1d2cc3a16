"""What trainers say over clips, and the films that are made of reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "voice_overs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("refusal", sa.String(32), nullable=False, server_default=""),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("captions", sa.JSON(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_voice_overs"),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_voice_overs_clip_id", ondelete="CASCADE"),
    )
    op.create_index("ix_voice_overs_clip_id", "voice_overs", ["clip_id"])
    op.create_table(
        "films",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("second_clip_id", sa.String(64), nullable=True),
        sa.Column("voice_over_id", sa.String(64), nullable=True),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("refusal", sa.String(32), nullable=False, server_default=""),
        sa.Column("percent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("length_ms", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ready_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_films"),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_films_clip_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_clip_id"], ["clips.id"], name="fk_films_second_clip_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["voice_over_id"], ["voice_overs.id"], name="fk_films_voice_over_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_films_clip_id", "films", ["clip_id"])
    op.create_index("ix_films_second_clip_id", "films", ["second_clip_id"])
    op.create_index("ix_films_voice_over_id", "films", ["voice_over_id"])
