"""What stays of a session in pictures."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from server.store.tables.columns import ident, metadata, ms, ref, text

clips = Table(
    "clips",
    metadata,
    ident(),
    ref("client_id", "clients", optional=True),  # null: of the trainer alone
    # A clip outlives the session it was made in.
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("source", String(16), nullable=False),  # moment | assessment | upload | recording
    Column("entered_by", String(16), nullable=False),  # trainer | client
    text("came_by", 16),  # "" | mail | message | hand
    text("moment", 64),  # its id in the session's log
    text("title", 120),
    text("file_name", 255),
    Column("state", String(16), nullable=False),  # uploading | uploaded | processing | ready | refused
    text("refusal", 32),
    Column("percent", Integer, nullable=False, default=0, server_default="0"),
    text("media", 16),  # video | photo
    ms("captured_at_ms", optional=True),
    Column("duration_ms", Integer, nullable=True),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    Column("start_ms", Integer, nullable=False, default=0, server_default="0"),
    Column("size_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    Column("stored_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    Column("files", JSON, nullable=False, default=dict),
    ms("created_at_ms"),
    ms("uploaded_at_ms", optional=True),
    ms("ready_at_ms", optional=True),
    ms("reviewed_at_ms", optional=True),
    ms("deleted_at_ms", optional=True),
    text("deleted_by", 16),  # "" | trainer | client: only who put it away brings it back
    Column("splice", JSON(none_as_null=True), nullable=True),  # {head_bytes, keep_ms, drop_end_ms}; null: a whole file
    text("device", 16),  # "" | camera
    Column("gaps", JSON, nullable=False, default=list, server_default="[]"),  # [[from_ms, to_ms]]: nothing was recorded
    ref("trainer_id", "accounts", optional=True),  # whose it is where it is of no client
    Index("ix_clips_client_id_created_at_ms", "client_id", "created_at_ms"),
    Index("ix_clips_moment", "moment"),
)

uploads = Table(
    "uploads",
    metadata,
    ident(),
    ref("clip_id", "clips"),
    Column("part", String(16), nullable=False),  # whole | preview
    Column("person", String(80), nullable=False),  # who sends it: t:<account> or c:<client>
    Column("length", BigInteger, nullable=True),  # null: not said yet (Upload-Defer-Length)
    Column("metadata", Text, nullable=False, default="", server_default=""),  # Upload-Metadata as it came
    Column("details", JSON, nullable=False, default=dict),  # what of it the media worker needs
    ms("created_at_ms"),
    ms("expires_at_ms"),
    ms("finished_at_ms", optional=True),
    Column("granted_bytes", BigInteger, nullable=False, default=0, server_default="0"),  # while `length` is null
    Index("ix_uploads_expires_at_ms", "expires_at_ms"),
)

clip_comments = Table(
    "clip_comments",
    metadata,
    ident(),
    ref("clip_id", "clips", index=False),
    Column("author", String(16), nullable=False),  # trainer | client
    Column("moment_ms", Integer, nullable=True),  # the moment of the clip it hangs on; null: the whole clip
    Column("text", Text, nullable=False),
    ms("created_at_ms"),
    ms("deleted_at_ms", optional=True),
    text("person", 80),  # who wrote it: t:<account> or c:<client>; "" of those before that was noted
    # What these name may be gone: no keys, which SQLite cannot add to a table that is there already.
    Column("answers", String(64), nullable=True),  # the comment it answers, always the first of its thread
    Column("until_ms", Integer, nullable=True),  # of a span: where it ends
    Column("frame", Integer, nullable=True),  # which frame was shown, where the page knew
    text("shape", 64),  # the drawing it is about
    Column("media_id", String(64), nullable=True, index=True),  # a voice note or a clip that came with it
    ms("resolved_at_ms", optional=True),  # of the first of a thread: the trainer says it is settled
    text("resolved_by", 80),
    # What the other side wrote since somebody read there is found without reading what was said before.
    Index("ix_clip_comments_clip_id_author_created_at_ms", "clip_id", "author", "created_at_ms"),
)

comment_reads = Table(
    "comment_reads",
    metadata,
    Column("clip_id", String(64), ForeignKey("clips.id", ondelete="CASCADE"), primary_key=True),
    Column("reader", String(80), primary_key=True),  # t:<account> or c:<client>
    ms("until_ms"),  # what the other side wrote until then is not new for them
)
