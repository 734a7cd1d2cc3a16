"""Forms, their versions, what clients answered, and goals."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "forms",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_forms"),
        sa.ForeignKeyConstraint(["trainer_id"], ["accounts.id"], name="fk_forms_trainer_id", ondelete="CASCADE"),
    )
    op.create_index("ix_forms_trainer_id_key", "forms", ["trainer_id", "key"], unique=True)
    op.create_table(
        "form_versions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("trainer_id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_versions"),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["accounts.id"], name="fk_form_versions_trainer_id", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_form_versions_trainer_id_key_number", "form_versions", ["trainer_id", "key", "number"], unique=True
    )
    op.create_table(
        "filled_forms",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("session_id", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("source", sa.String(16), nullable=False, server_default=""),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("accepted_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_filled_forms"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_filled_forms_client_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_filled_forms_session_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["form_versions.id"], name="fk_filled_forms_version_id"),
    )
    op.create_index("ix_filled_forms_client_id", "filled_forms", ["client_id"])
    op.create_index("ix_filled_forms_session_id", "filled_forms", ["session_id"])
    op.create_index("ix_filled_forms_version_id", "filled_forms", ["version_id"])
    op.create_table(
        "answer_changes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("filled_id", sa.String(64), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("by", sa.String(64), nullable=False, server_default=""),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_changes"),
        sa.ForeignKeyConstraint(
            ["filled_id"], ["filled_forms.id"], name="fk_answer_changes_filled_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_answer_changes_filled_id_at_ms", "answer_changes", ["filled_id", "at_ms"])
    op.create_table(
        "answer_notes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("filled_id", sa.String(64), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False, server_default=""),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_answer_notes"),
        sa.ForeignKeyConstraint(
            ["filled_id"], ["filled_forms.id"], name="fk_answer_notes_filled_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_answer_notes_filled_id", "answer_notes", ["filled_id"])
    op.create_table(
        "form_files",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("filled_id", sa.String(64), nullable=False),
        sa.Column("question", sa.String(40), nullable=False, server_default=""),
        sa.Column("name", sa.String(120), nullable=False, server_default=""),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False, server_default=""),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_files"),
        sa.ForeignKeyConstraint(["filled_id"], ["filled_forms.id"], name="fk_form_files_filled_id", ondelete="CASCADE"),
    )
    op.create_index("ix_form_files_filled_id", "form_files", ["filled_id"])
    op.create_table(
        "goals",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False, server_default=""),
        sa.Column("unit", sa.String(20), nullable=False, server_default=""),
        sa.Column("start", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("by_date", sa.String(10), nullable=False, server_default=""),
        sa.Column("review_date", sa.String(10), nullable=False, server_default=""),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reviews", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_goals_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_goals_client_id", "goals", ["client_id"])
