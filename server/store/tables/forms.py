"""Forms, their versions, what clients answered, and goals."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, false

from server.store.tables.columns import ident, metadata, ms, ref, text

forms = Table(
    "forms",  # those that a trainer made or changed; ours are data of the code
    metadata,
    ident(),
    ref("trainer_id", "accounts", index=False),
    Column("key", String(60), nullable=False),  # of a changed one of ours its key, else the id
    Column("text", JSON, nullable=False),
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    ms("updated_at_ms"),
    ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
    Index("ix_forms_trainer_id_key", "trainer_id", "key", unique=True),
)

form_versions = Table(
    "form_versions",  # a row for each wording that somebody was asked with; never changed
    metadata,
    ident(),
    ref("trainer_id", "accounts", index=False),
    Column("key", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", JSON, nullable=False),
    ms("at_ms"),
    Index("ix_form_versions_trainer_id_key_number", "trainer_id", "key", "number", unique=True),
)

filled_forms = Table(
    "filled_forms",
    metadata,
    ident(),
    ref("client_id", "clients"),
    Column("version_id", String(64), ForeignKey("form_versions.id"), nullable=False, index=True),
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("state", String(16), nullable=False),  # open | sent | accepted
    Column("answers", JSON, nullable=False),
    Column("marks", JSON, nullable=False),  # question -> asked_back | accepted
    Column("rev", Integer, nullable=False),
    text("asked_by", 64),
    Column("note", Text, nullable=False, default="", server_default=""),
    text("source", 16),  # how the answers came, when a trainer entered them
    ms("created_at_ms"),
    ms("updated_at_ms"),
    ms("sent_at_ms", optional=True),
    ms("accepted_at_ms", optional=True),
)

answer_changes = Table(
    "answer_changes",
    metadata,
    ident(),
    ref("filled_id", "filled_forms", index=False),
    Column("question", String(40), nullable=False),
    Column("before", JSON(none_as_null=True), nullable=True),
    Column("after", JSON(none_as_null=True), nullable=True),
    text("by", 64),  # t:<account> | c:<client>
    ms("at_ms"),
    Index("ix_answer_changes_filled_id_at_ms", "filled_id", "at_ms"),
)

answer_notes = Table(
    "answer_notes",
    metadata,
    ident(),
    ref("filled_id", "filled_forms"),
    Column("question", String(40), nullable=False),
    Column("text", Text, nullable=False),
    text("by", 64),
    ms("at_ms"),
    Column("is_question", Boolean, nullable=False, default=False, server_default=false()),
)

form_files = Table(
    "form_files",  # small things that came with a form: a photo of the paper, a doctor's letter
    metadata,
    ident(),
    ref("filled_id", "filled_forms"),
    text("question", 40),  # "": the whole form on paper
    text("name", 120),
    Column("type", String(40), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    text("by", 64),
    ms("at_ms"),
)

goals = Table(
    "goals",
    metadata,
    ident(),
    ref("client_id", "clients"),
    Column("words", Text, nullable=False),
    text("measure", 80),
    text("unit", 20),
    Column("start", Float, nullable=True),
    Column("target", Float, nullable=True),
    text("by_date", 10),  # ISO dates
    text("review_date", 10),
    Column("importance", Integer, nullable=True),  # 0..10
    Column("confidence", Integer, nullable=True),
    Column("state", String(16), nullable=False),  # open | reached | dropped
    Column("reviews", JSON, nullable=False),
    Column("rev", Integer, nullable=False),
    ms("created_at_ms"),
    ms("updated_at_ms"),
)
