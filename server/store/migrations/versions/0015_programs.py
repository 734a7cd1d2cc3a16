"""Programs: templates of a trainer's library, and clients' own copies."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "programs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("from_id", sa.String(64), nullable=True),
        sa.Column("name", sa.String(80), nullable=False, server_default=""),
        sa.Column("about", sa.String(1000), nullable=False, server_default=""),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.Column("weeks_count", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.String(10), nullable=False, server_default=""),
        sa.Column("training_days", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_programs"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_programs_trainer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_programs_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_programs_client_id", "programs", ["client_id"])
    op.create_index("ix_programs_trainer_id_client_id", "programs", ["trainer_id", "client_id"])
