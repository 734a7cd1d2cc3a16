"""What clients said in their training is found without reading everything they logged."""

from alembic import op

revision = "0034"
down_revision = "0030"


def upgrade() -> None:
    op.create_index("ix_training_log_said", "training_log", ["client_id", "kind", "received_at_ms"])
