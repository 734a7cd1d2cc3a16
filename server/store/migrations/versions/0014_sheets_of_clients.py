"""A sheet for each client of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "client_sheets",
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("approved_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "client_id", name="pk_client_sheets"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_client_sheets_session_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_client_sheets_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_client_sheets_client_id", "client_sheets", ["client_id"])
