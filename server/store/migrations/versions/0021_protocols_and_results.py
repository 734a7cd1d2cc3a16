"""A trainer's own protocols, results of assessments, and sheets of groups."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("assessments", sa.Column("delivery", sa.String(16), nullable=False, server_default="async"))
    op.add_column("assessments", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("assessments", sa.Column("baseline_id", sa.String(64), nullable=True))
    op.add_column("assessments", sa.Column("sheet_id", sa.String(64), nullable=True))
    op.create_index("ix_assessments_baseline_id", "assessments", ["baseline_id"])
    op.create_index("ix_assessments_sheet_id", "assessments", ["sheet_id"])
    op.execute("UPDATE assessments SET delivery = 'live' WHERE session_id IS NOT NULL")
    op.add_column("assessment_steps", sa.Column("answered_at_ms", sa.BigInteger(), nullable=True))
    op.create_table(
        "protocols",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_protocols"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_protocols_trainer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_protocols_trainer_id", "protocols", ["trainer_id"])
    op.create_table(
        "protocol_versions",
        sa.Column("protocol_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("protocol_id", "version", name="pk_protocol_versions"),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["protocols.id"], name="fk_protocol_versions_protocol_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "results",
        sa.Column("assessment_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("protocol", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.String(16), nullable=False),
        sa.Column("taken_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sex", sa.String(8), nullable=True),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("readings", sa.JSON(), nullable=False),
        sa.Column("observations", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("shared_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_results"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name="fk_results_assessment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_results_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_results_client_id", "results", ["client_id"])
    op.create_table(
        "assessment_sheets",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("group_id", sa.String(64), nullable=True),
        sa.Column("title", sa.String(160), nullable=False, server_default=""),
        sa.Column("protocol", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assessment_sheets"),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["accounts.id"], name="fk_assessment_sheets_trainer_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_assessment_sheets_group_id", ondelete="SET NULL"),
    )
    op.create_index("ix_assessment_sheets_trainer_id", "assessment_sheets", ["trainer_id"])
    op.create_index("ix_assessment_sheets_group_id", "assessment_sheets", ["group_id"])
