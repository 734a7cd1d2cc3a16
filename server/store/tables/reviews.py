"""What trainers put on a clip, and how far the client has been told."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from server.store.tables.columns import metadata, ms, ref, text

reviews = Table(
    "reviews",  # one for each clip that has marks or was sent; its row is locked by whoever adds marks
    metadata,
    ref("clip_id", "clips", index=False),
    Column("seq", Integer, nullable=False, default=0, server_default="0"),  # the number of the last change
    Column("living", Integer, nullable=False, default=0, server_default="0"),  # marks
    Column("kept", Integer, nullable=False, default=0, server_default="0"),  # with those that were taken away
    Column("size", Integer, nullable=False, default=0, server_default="0"),  # bytes of all bodies
    Column("words", Text, nullable=False, default="", server_default=""),  # of the trainer, with it
    ms("sent_at_ms", optional=True),
    text("sent_by", 80),
    ms("opened_at_ms", optional=True),
    ms("acknowledged_at_ms", optional=True),
    ms("noticed_at_ms", optional=True),
    PrimaryKeyConstraint("clip_id"),
)

review_marks = Table(
    "review_marks",  # of each mark what was written last; one that was taken away stays as a row without a body
    metadata,
    ref("clip_id", "clips", index=False),
    Column("id", String(24), nullable=False),  # made on the device
    Column("seq", Integer, nullable=False),  # 1, 2, 3 … of the changes to marks of this clip
    text("kind", 16),
    Column("body", JSON, nullable=False),
    Column("size", Integer, nullable=False, default=0, server_default="0"),  # bytes of the body
    Column("stamp", String(40), nullable=False),  # sorts as text: server/domain/review/stamps.py
    Column("is_deleted", Boolean, nullable=False),
    text("by", 80),
    ms("changed_at_ms"),
    PrimaryKeyConstraint("clip_id", "id"),
    Index("ix_review_marks_clip_id_seq", "clip_id", "seq", unique=True),
)

key_titles = Table(
    "key_titles",  # of key frames, that a trainer gives with one press; without a row: ours
    metadata,
    ref("account_id", "accounts", index=False),
    Column("titles", JSON, nullable=False),
    PrimaryKeyConstraint("account_id"),
)
