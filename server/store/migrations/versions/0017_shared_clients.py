"""Clients shared with another trainer."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "client_shares",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("right", sa.String(8), nullable=False),
        sa.Column("shared_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "account_id", name="pk_client_shares"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_client_shares_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_client_shares_account_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_client_shares_account_id", "client_shares", ["account_id"])
