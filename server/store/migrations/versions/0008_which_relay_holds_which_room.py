"""Relays tell where they are asked, and a row says which one holds which room."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "relays",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("socket", sa.String(200), nullable=False),
        sa.Column("address", sa.String(80), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relays"),
    )
    op.create_table(
        "room_relays",
        sa.Column("room", sa.String(64), nullable=False),
        sa.Column("relay_id", sa.String(64), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_room_relays"),
        sa.ForeignKeyConstraint(["relay_id"], ["relays.id"], name="fk_room_relays_relay_id_relays", ondelete="CASCADE"),
    )
    op.create_index("ix_room_relays_relay_id", "room_relays", ["relay_id"])
