"""The exercises of a session, listed before it begins."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "day_lists",
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_day_lists"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_day_lists_session_id", ondelete="CASCADE"),
    )
