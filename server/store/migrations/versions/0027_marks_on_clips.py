"""What trainers put on a clip, and how far the client has been told."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("living", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("kept", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("size", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("sent_by", sa.String(80), nullable=False, server_default=""),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_reviews_clip_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clip_id", name="pk_reviews"),
    )
    op.create_table(
        "review_marks",
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, server_default=""),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("stamp", sa.String(40), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("changed_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_review_marks_clip_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clip_id", "id", name="pk_review_marks"),
    )
    op.create_index("ix_review_marks_clip_id_seq", "review_marks", ["clip_id", "seq"], unique=True)
