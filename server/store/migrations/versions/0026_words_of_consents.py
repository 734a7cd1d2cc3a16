"""An owner's own words of consents, and who signed for somebody under age."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "consent_texts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False, server_default=""),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False, server_default=""),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent_texts"),
    )
    op.create_index("ix_consent_texts_purpose_version", "consent_texts", ["purpose", "version"], unique=True)
    op.add_column("consents", sa.Column("signed_by", sa.String(120), nullable=False, server_default=""))
