"""The titles of key frames that a trainer keeps at hand."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "key_titles",
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_key_titles_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name="pk_key_titles"),
    )
