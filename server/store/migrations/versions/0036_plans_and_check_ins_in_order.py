"""A trainer's first plans are found without sorting all of theirs, and check-ins without reading all messages."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_index("ix_plans_trainer_id_id", "plans", ["trainer_id", "id"])
    op.drop_index("ix_plans_trainer_id", "plans")
    op.create_index("ix_messages_client_id_kind", "messages", ["client_id", "kind", "created_at_ms"])
