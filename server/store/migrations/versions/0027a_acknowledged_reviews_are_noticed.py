"""When the trainer saw that a client has read a review."""

import sqlalchemy as sa
from alembic import op

revision = "0027a"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("reviews", sa.Column("noticed_at_ms", sa.BigInteger(), nullable=True))
