"""People who train, their devices, groups and consents."""

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text, false

from server.store.tables.columns import ident, metadata, ms, ref, text

clients = Table(
    "clients",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    text("name"),
    text("email", 254),
    text("phone", 40),
    text("time_zone", 64),
    text("birth_date", 10),
    text("emergency_name"),
    text("emergency_phone", 40),
    text("address", 300),
    Column("notes", Text, nullable=False, default="", server_default=""),
    Column("link_generation", Integer, nullable=False, default=1, server_default="1"),
    ms("link_revoked_at_ms", optional=True),  # set: no link works until a new one is made
    ms("archived_at_ms", optional=True),
    ms("created_at_ms"),
)

client_devices = Table(
    "client_devices",
    metadata,
    ident(),  # digest of the cookie's secret
    ref("client_id", "clients"),
    Column("generation", Integer, nullable=False),
    text("name", 200),
    ms("created_at_ms"),
    ms("seen_at_ms"),
    ms("forgotten_at_ms", optional=True),  # set: it opens nothing; the row stays, so that the next one needs a code
)

device_codes = Table(
    "device_codes",
    metadata,
    ident(),
    ref("client_id", "clients"),
    Column("code", String(6), nullable=False),  # shown to the trainer, so kept readable; lives ten minutes
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    ms("created_at_ms"),
    ms("expires_at_ms"),
)

groups = Table(
    "groups",
    metadata,
    ident(),
    ref("trainer_id", "accounts"),
    text("name"),
    Column("notes", Text, nullable=False, default="", server_default=""),
    ms("created_at_ms"),
    Column("clients_meet", Boolean, nullable=False, default=False, server_default=false()),
    Column("names", String(16), nullable=False, default="first", server_default="first"),  # first | full
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", String(64), ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True),
)

group_pairs = Table(  # a pair stands here twice, once for each of the two: so nobody is in two pairs
    "group_pairs",
    metadata,
    Column("group_id", String(64), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("partner_id", String(64), nullable=False),
    ForeignKeyConstraint(
        ["group_id", "client_id"],
        ["group_members.group_id", "group_members.client_id"],
        name="fk_group_pairs_client_id",
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["group_id", "partner_id"],
        ["group_members.group_id", "group_members.client_id"],
        name="fk_group_pairs_partner_id",
        ondelete="CASCADE",
    ),
)

consents = Table(  # append-only: a withdrawal is a new row
    "consents",
    metadata,
    ident(),
    ref("client_id", "clients"),
    Column("purpose", String(32), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    text("method", 32),  # client page | pre-join page | entered by trainer
    text("session_id", 64),
    ms("at_ms"),
    text("signed_by", 120),
)

consent_texts = Table(  # append-only: what the owner wrote in place of our words
    "consent_texts",
    metadata,
    ident(),
    Column("purpose", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    text("title", 120),
    Column("text", Text, nullable=False),
    text("by", 80),
    ms("at_ms"),
    Index("ix_consent_texts_purpose_version", "purpose", "version", unique=True),
)
