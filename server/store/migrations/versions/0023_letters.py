"""Letters, what people want to be told, requests to move a session, one-time links and check-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("account_id", sa.String(64), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("once", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(300), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.String(300), server_default="", nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("useless_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_letters_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_letters_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_letters_account_id", "letters", ["account_id"])
    op.create_index("ix_letters_client_id", "letters", ["client_id"])
    op.create_index("ix_letters_created_at_ms", "letters", ["created_at_ms"])
    op.create_index("ix_letters_state", "letters", ["state"])
    op.create_index("uq_letters_once", "letters", ["once"], unique=True)
    op.create_table(
        "notice_choices",
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("account_id", sa.String(64), nullable=True),
        sa.Column("by_mail", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("messages", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("day_before", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("hour_before", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("arrivals", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("quiet_from", sa.String(5), server_default="", nullable=False),
        sa.Column("quiet_until", sa.String(5), server_default="", nullable=False),
        sa.Column("feed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_notice_choices"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_notice_choices_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_notice_choices_account_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_notice_choices_account_id", "notice_choices", ["account_id"])
    op.create_index("ix_notice_choices_client_id", "notice_choices", ["client_id"])
    op.create_table(
        "move_requests",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("accepted_ms", sa.BigInteger(), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("answered_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_move_requests"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_move_requests_session_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_move_requests_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_move_requests_client_id", "move_requests", ["client_id"])
    op.create_index("ix_move_requests_session_id", "move_requests", ["session_id"])
    op.create_table(
        "magic_links",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_magic_links"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_magic_links_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_magic_links_client_id", "magic_links", ["client_id"])
    op.create_table(
        "check_ins",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("nudged_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("client_id", name="pk_check_ins"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_check_ins_client_id", ondelete="CASCADE"),
    )
