"""An upload of open length says how far it may come, and counts as much against its client's quota."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("granted_bytes", sa.BigInteger(), nullable=False, server_default="0"))
