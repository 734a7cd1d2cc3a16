"""A client's sessions are found without looking at everybody's."""

from alembic import op

revision = "0030"
down_revision = "0031"


def upgrade() -> None:
    op.create_index("ix_participants_client_id", "participants", ["client_id"])
