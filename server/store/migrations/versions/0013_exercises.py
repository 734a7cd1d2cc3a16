"""Exercises that trainers made their own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "exercises",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("name", sa.String(60), nullable=False, server_default=""),
        sa.Column("pattern", sa.String(16), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("one_sided", sa.Boolean(), nullable=False),
        sa.Column("load", sa.String(16), nullable=False),
        sa.Column("cues", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_exercises"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_exercises_trainer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_exercises_trainer_id_key", "exercises", ["trainer_id", "key"], unique=True)
