"""Two clips side by side, kept under a name and sent to the client."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("first_id", sa.String(64), nullable=False),
        sa.Column("second_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False, server_default=""),
        sa.Column("setup", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], ondelete="CASCADE", name="fk_comparisons_trainer_id"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], ondelete="CASCADE", name="fk_comparisons_client_id"),
        sa.ForeignKeyConstraint(["first_id"], ["clips.id"], ondelete="CASCADE", name="fk_comparisons_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["clips.id"], ondelete="CASCADE", name="fk_comparisons_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comparisons"),
    )
    for column in ("trainer_id", "client_id", "first_id", "second_id"):
        op.create_index(f"ix_comparisons_{column}", "comparisons", [column])
