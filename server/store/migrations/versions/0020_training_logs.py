"""What clients did of their programs, and which day of one a session does."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "training_log",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, server_default=""),
        sa.Column("by", sa.String(16), nullable=False, server_default=""),
        sa.Column("session_id", sa.String(64), nullable=True),
        sa.Column("program_id", sa.String(64), nullable=False, server_default=""),
        sa.Column("day", sa.String(64), nullable=False, server_default=""),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "id", name="pk_training_log"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_training_log_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_training_log_session_id", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_training_log_session_id", "training_log", ["session_id"])
    op.create_index("ix_training_log_client_id_seq", "training_log", ["client_id", "seq"], unique=True)
    op.create_index("ix_training_log_client_id_at_ms", "training_log", ["client_id", "at_ms"])
    op.create_table(
        "training_rooms",
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("program_id", sa.String(64), nullable=False, server_default=""),
        sa.Column("day", sa.String(64), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("session_id", "client_id", name="pk_training_rooms"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_training_rooms_session_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_training_rooms_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_training_rooms_client_id", "training_rooms", ["client_id"])
