"""A clip says when a second camera filmed it, so that two views of one moment can be told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("clips", sa.Column("device", sa.String(16), nullable=False, server_default=""))
