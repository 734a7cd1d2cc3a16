"""Somebody may feel unwell when they train by themselves, in no session."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    with op.batch_alter_table("red_flags") as table:
        table.alter_column("session_id", existing_type=sa.String(64), nullable=True)
