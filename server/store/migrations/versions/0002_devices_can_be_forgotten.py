"""Devices can be forgotten; indexes for what is asked often."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("client_devices", sa.Column("forgotten_at_ms", sa.BigInteger(), nullable=True))
    op.create_index("ix_seats_person_created_at_ms", "seats", ["person", "created_at_ms"])
    op.create_index("ix_seats_resume", "seats", ["resume"])
    op.create_index("ix_seats_hangs_on", "seats", ["hangs_on"])
    op.create_index("ix_sessions_series_id", "sessions", ["series_id"])
    op.create_index("ix_sessions_moved_to", "sessions", ["moved_to"])
