"""What a program needs of an exercise: how it is done, whether somebody stands by, the trainer's own pictures of it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("exercises", sa.Column("guide", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("exercises", sa.Column("needs_spotter", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("exercises", sa.Column("clips", sa.JSON(), nullable=False, server_default="[]"))
