"""People who sign in."""

from sqlalchemy import Column, String, Table

from server.store.tables.columns import ident, metadata, ms, ref, text

accounts = Table(
    "accounts",
    metadata,
    ident(),
    Column("email", String(254), nullable=False, unique=True),  # lower case
    text("name"),
    Column("role", String(16), nullable=False),  # owner | trainer
    text("password_hash", 255),
    text("time_zone", 64),
    text("phone", 40),
    ms("disabled_at_ms", optional=True),
    ms("created_at_ms"),
)

logins = Table(
    "logins",
    metadata,
    ident(),  # digest of the cookie's secret
    ref("account_id", "accounts"),
    text("device", 200),  # the browser's own words, for "signed in on"
    ms("created_at_ms"),
    ms("seen_at_ms"),
    ms("expires_at_ms"),
)

account_invites = Table(
    "account_invites",
    metadata,
    ident(),  # digest of the link's secret
    Column("purpose", String(16), nullable=False),  # owner | trainer | password
    text("email", 254),
    text("name"),
    ref("account_id", "accounts", optional=True),
    ms("created_at_ms"),
    ms("expires_at_ms"),
    ms("used_at_ms", optional=True),
)
