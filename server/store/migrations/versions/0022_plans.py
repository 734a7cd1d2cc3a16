"""Plans: what clients and groups are due."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("group_id", sa.String(64), nullable=True),
        sa.Column("time_zone", sa.String(64), nullable=False, server_default=""),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_plans_trainer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_plans_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_plans_group_id", ondelete="CASCADE"),
    )
    op.create_index("ix_plans_trainer_id", "plans", ["trainer_id"])
    op.create_index("ix_plans_client_id", "plans", ["client_id"], unique=True)
    op.create_index("ix_plans_group_id", "plans", ["group_id"], unique=True)
    op.create_table(
        "plan_marks",
        sa.Column("plan_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("slot", sa.String(16), nullable=False),
        sa.Column("moved_to", sa.String(10), nullable=False, server_default=""),
        sa.Column("done_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("skipped_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("made", sa.String(80), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("plan_id", "line_id", "slot", name="pk_plan_marks"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_marks_plan_id", ondelete="CASCADE"),
    )
    op.create_table(
        "plan_templates",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False, server_default=""),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_templates"),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["accounts.id"], name="fk_plan_templates_trainer_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_plan_templates_trainer_id", "plan_templates", ["trainer_id"])
