"""A group says who sees whom, what others see of a name, and who trains with whom; a session, how its pictures go."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("groups", sa.Column("clients_meet", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("groups", sa.Column("names", sa.String(16), nullable=False, server_default="first"))
    op.create_table(
        "group_pairs",
        sa.Column("group_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("partner_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "client_id", name="pk_group_pairs"),
        sa.ForeignKeyConstraint(
            ["group_id", "client_id"],
            ["group_members.group_id", "group_members.client_id"],
            name="fk_group_pairs_client_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "partner_id"],
            ["group_members.group_id", "group_members.client_id"],
            name="fk_group_pairs_partner_id",
            ondelete="CASCADE",
        ),
    )
    op.add_column("sessions", sa.Column("media", sa.String(16), nullable=False, server_default=""))
