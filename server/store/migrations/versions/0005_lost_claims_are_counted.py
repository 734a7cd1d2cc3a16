"""A job counts the claims in a row that ran out, so that one that kills whoever does it ends."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("lost_claims", sa.Integer(), nullable=False, server_default="0"))
