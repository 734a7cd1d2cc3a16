"""What trainer and clients write to each other."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("group_id", sa.String(64), nullable=True),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("clip_id", sa.String(64), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_messages_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_messages_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_messages_clip_id", ondelete="SET NULL"),
    )
    op.create_index("ix_messages_clip_id", "messages", ["clip_id"])
    op.create_index("ix_messages_client_id_created_at_ms", "messages", ["client_id", "created_at_ms"])
    op.create_index("ix_messages_group_id_created_at_ms", "messages", ["group_id", "created_at_ms"])
    op.create_table(
        "thread_reads",
        sa.Column("thread", sa.String(80), nullable=False),
        sa.Column("reader", sa.String(80), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("group_id", sa.String(64), nullable=True),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("thread", "reader", name="pk_thread_reads"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_thread_reads_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_thread_reads_group_id", ondelete="CASCADE"),
    )
    op.create_index("ix_thread_reads_client_id", "thread_reads", ["client_id"])
    op.create_index("ix_thread_reads_group_id", "thread_reads", ["group_id"])
    op.create_table(
        "message_cheers",
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "person", name="pk_message_cheers"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_message_cheers_message_id", ondelete="CASCADE"
        ),
    )
