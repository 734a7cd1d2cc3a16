"""Who may exercise, and what makes a trainer look again."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "readiness",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("limits", sa.Text(), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("valid_until_ms", sa.BigInteger(), nullable=True),
        sa.Column("session_id", sa.String(64), nullable=False, server_default=""),
        sa.Column("document_id", sa.String(64), nullable=False, server_default=""),
        sa.Column("answers_id", sa.String(64), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_readiness"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_readiness_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_readiness_client_id_at_ms", "readiness", ["client_id", "at_ms"])
    op.create_table(
        "red_flags",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("places", sa.String(200), nullable=False, server_default=""),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("word", sa.String(200), nullable=False, server_default=""),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("decided_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_red_flags"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_red_flags_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_red_flags_session_id", ondelete="CASCADE"),
    )
    op.create_index("ix_red_flags_client_id", "red_flags", ["client_id"])
    op.create_index("ix_red_flags_session_id", "red_flags", ["session_id"])
    op.create_table(
        "health_documents",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False, server_default=""),
        sa.Column("type", sa.String(80), nullable=False, server_default=""),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_health_documents"),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_health_documents_client_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_health_documents_client_id", "health_documents", ["client_id"])
