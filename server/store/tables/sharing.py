"""Which clients are shared with which other trainers."""

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, String, Table

from server.store.tables.columns import metadata, ms, ref, text

client_shares = Table(
    "client_shares",
    metadata,
    ref("client_id", "clients", index=False),
    Column("account_id", String(64), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("right", String(8), nullable=False),  # read | write
    text("shared_by", 64),  # an account
    ms("created_at_ms"),
    PrimaryKeyConstraint("client_id", "account_id"),
)
