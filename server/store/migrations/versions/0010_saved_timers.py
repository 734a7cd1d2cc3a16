"""Timers that trainers keep."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "saved_timers",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(60), nullable=False, server_default=""),
        sa.Column("format", sa.String(24), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("length_ms", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(16), nullable=False, server_default=""),
        sa.Column("is_favourite", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_saved_timers"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_saved_timers_trainer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_saved_timers_trainer_id", "saved_timers", ["trainer_id"])
