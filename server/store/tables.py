"""Every table of the database. Times are epoch milliseconds, secrets SHA-256 digests, ids come from `server.ids`."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", String(64), primary_key=True)


def _ref(name: str, target: str, *, optional: bool = False, index: bool = True) -> Column[str]:
    return Column(name, String(64), ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=optional, index=index)


def _ms(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=optional)


def _text(name: str, size: int = 200) -> Column[str]:
    return Column(name, String(size), nullable=False, default="", server_default="")


# People who sign in.
accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("email", String(254), nullable=False, unique=True),  # lower case
    _text("name"),
    Column("role", String(16), nullable=False),  # owner | trainer
    _text("password_hash", 255),
    _text("time_zone", 64),
    _text("phone", 40),
    _ms("disabled_at_ms", optional=True),
    _ms("created_at_ms"),
)
logins = Table(
    "logins",
    metadata,
    _id(),  # digest of the cookie's secret
    _ref("account_id", "accounts"),
    _text("device", 200),  # the browser's own words, for "signed in on"
    _ms("created_at_ms"),
    _ms("seen_at_ms"),
    _ms("expires_at_ms"),
)
account_invites = Table(
    "account_invites",
    metadata,
    _id(),  # digest of the link's secret
    Column("purpose", String(16), nullable=False),  # owner | trainer | password
    _text("email", 254),
    _text("name"),
    _ref("account_id", "accounts", optional=True),
    _ms("created_at_ms"),
    _ms("expires_at_ms"),
    _ms("used_at_ms", optional=True),
)

# People who train.
clients = Table(
    "clients",
    metadata,
    _id(),
    _ref("trainer_id", "accounts"),
    _text("name"),
    _text("email", 254),
    _text("phone", 40),
    _text("time_zone", 64),
    _text("birth_date", 10),
    _text("emergency_name"),
    _text("emergency_phone", 40),
    _text("address", 300),
    Column("notes", Text, nullable=False, default="", server_default=""),
    Column("link_generation", Integer, nullable=False, default=1, server_default="1"),
    _ms("link_revoked_at_ms", optional=True),  # set: no link works until a new one is made
    _ms("archived_at_ms", optional=True),
    _ms("created_at_ms"),
)
client_devices = Table(
    "client_devices",
    metadata,
    _id(),  # digest of the cookie's secret
    _ref("client_id", "clients"),
    Column("generation", Integer, nullable=False),
    _text("name", 200),
    _ms("created_at_ms"),
    _ms("seen_at_ms"),
    _ms("forgotten_at_ms", optional=True),  # set: it opens nothing; the row stays, so that the next one needs a code
)
device_codes = Table(
    "device_codes",
    metadata,
    _id(),
    _ref("client_id", "clients"),
    Column("code", String(6), nullable=False),  # shown to the trainer, so kept readable; lives ten minutes
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    _ms("created_at_ms"),
    _ms("expires_at_ms"),
)
groups = Table(
    "groups",
    metadata,
    _id(),
    _ref("trainer_id", "accounts"),
    _text("name"),
    Column("notes", Text, nullable=False, default="", server_default=""),
    _ms("created_at_ms"),
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
    _id(),
    _ref("client_id", "clients"),
    Column("purpose", String(32), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    _text("method", 32),  # client page | pre-join page | entered by trainer
    _text("session_id", 64),
    _ms("at_ms"),
)

# What they do together.
sessions = Table(
    "sessions",
    metadata,
    _id(),
    _ref("trainer_id", "accounts"),
    # A session outlives the group it was made for.
    Column("group_id", String(64), ForeignKey("groups.id", ondelete="SET NULL"), nullable=True, index=True),
    _text("series_id", 64),  # the same for all sessions of a weekly repeat
    _text("title"),
    Column("service", String(16), nullable=False),  # consultation | assessment | workout
    Column("delivery", String(16), nullable=False),  # in_person | live | async
    _ms("starts_at_ms"),
    Column("duration_min", Integer, nullable=False),
    _text("time_zone", 64),
    Column("place", String(16), nullable=False),  # link | phone | gym | … | other; "" when async
    _text("place_note", 300),
    Column("notes", Text, nullable=False, default="", server_default=""),
    _text("outcome", 16),  # "" | done | no_show | late_cancel | moved
    _text("moved_to", 64),  # the session that took its place
    _ms("cancelled_at_ms", optional=True),
    _ms("opened_at_ms", optional=True),
    _ms("ended_at_ms", optional=True),
    Column("revision", Integer, nullable=False, default=0, server_default="0"),  # SEQUENCE of its calendar entry
    _ms("created_at_ms"),
    _text("media", 16),  # "" | relay | direct: how its pictures are to go
    Index("ix_sessions_trainer_id_starts_at_ms", "trainer_id", "starts_at_ms"),
    Index("ix_sessions_series_id", "series_id"),
    Index("ix_sessions_moved_to", "moved_to"),
)
participants = Table(
    "participants",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True),
)
session_invites = Table(
    "session_invites",
    metadata,
    _id(),
    _ref("session_id", "sessions"),
    _text("name"),  # whom it is for, in the trainer's words
    Column("generation", Integer, nullable=False, default=1, server_default="1"),
    _ms("created_at_ms"),
    _ms("revoked_at_ms", optional=True),
)

# The room.
seats = Table(
    "seats",
    metadata,
    _id(),  # the peer id, public within the room
    _ref("session_id", "sessions"),
    Column("resume", String(64), nullable=False),  # digest of the secret that takes the seat back
    Column("person", String(80), nullable=False),  # t:<account>, c:<client> or g:<invite>
    Column("role", String(16), nullable=False),  # trainer | client
    Column("device", String(16), nullable=False),  # main | camera | remote
    _text("name"),
    _text("hangs_on", 64),  # digest of the login or device cookie; the invite's id; the parent seat of a camera
    Column("door", JSON, nullable=False, default=dict),  # {address, callback, helper}: today's answers at the door
    _ms("created_at_ms"),
    _ms("revoked_at_ms", optional=True),
    Index("ix_seats_person_created_at_ms", "person", "created_at_ms"),  # what somebody said at the last door
    Index("ix_seats_resume", "resume"),
    Index("ix_seats_hangs_on", "hangs_on"),
)
room_events = Table(
    "room_events",
    metadata,
    Column("room", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _ms("at_ms"),
    Column("type", String(32), nullable=False),
    Column("actor", String(64), nullable=False),  # a peer id, or "server"
    Column("audience", JSON, nullable=False),  # "everyone" | "trainers" | [peer id…]
    Column("payload", JSON, nullable=False),
    Column("valid_ms", Integer, nullable=True),
    Column("command", String(80), nullable=True),  # "<peer>:<client-made id>": a retry appends nothing twice
    Index("uq_room_events_room_command", "room", "command", unique=True),
)

# What stays of it in pictures.
clips = Table(
    "clips",
    metadata,
    _id(),
    _ref("client_id", "clients", optional=True),  # null: of the trainer alone
    # A clip outlives the session it was made in.
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("source", String(16), nullable=False),  # moment | assessment | upload | recording
    Column("entered_by", String(16), nullable=False),  # trainer | client
    _text("came_by", 16),  # "" | mail | message | hand
    _text("moment", 64),  # its id in the session's log
    _text("title", 120),
    _text("file_name", 255),
    Column("state", String(16), nullable=False),  # uploading | uploaded | processing | ready | refused
    _text("refusal", 32),
    Column("percent", Integer, nullable=False, default=0, server_default="0"),
    _text("media", 16),  # video | photo
    _ms("captured_at_ms", optional=True),
    Column("duration_ms", Integer, nullable=True),
    Column("width", Integer, nullable=True),
    Column("height", Integer, nullable=True),
    Column("start_ms", Integer, nullable=False, default=0, server_default="0"),
    Column("size_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    Column("stored_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    Column("files", JSON, nullable=False, default=dict),
    _ms("created_at_ms"),
    _ms("uploaded_at_ms", optional=True),
    _ms("ready_at_ms", optional=True),
    _ms("reviewed_at_ms", optional=True),
    _ms("deleted_at_ms", optional=True),
    _text("deleted_by", 16),  # "" | trainer | client: only who put it away brings it back
    Column("splice", JSON(none_as_null=True), nullable=True),  # {head_bytes, keep_ms, drop_end_ms}; null: a whole file
    _text("device", 16),  # "" | camera
    Column("gaps", JSON, nullable=False, default=list, server_default="[]"),  # [[from_ms, to_ms]]: nothing was recorded
    _ref("trainer_id", "accounts", optional=True),  # whose it is where it is of no client
    Index("ix_clips_client_id_created_at_ms", "client_id", "created_at_ms"),
    Index("ix_clips_moment", "moment"),
)
uploads = Table(
    "uploads",
    metadata,
    _id(),
    _ref("clip_id", "clips"),
    Column("part", String(16), nullable=False),  # whole | preview
    Column("person", String(80), nullable=False),  # who sends it: t:<account> or c:<client>
    Column("length", BigInteger, nullable=True),  # null: not said yet (Upload-Defer-Length)
    Column("metadata", Text, nullable=False, default="", server_default=""),  # Upload-Metadata as it came
    Column("details", JSON, nullable=False, default=dict),  # what of it the media worker needs
    _ms("created_at_ms"),
    _ms("expires_at_ms"),
    _ms("finished_at_ms", optional=True),
    Column("granted_bytes", BigInteger, nullable=False, default=0, server_default="0"),  # while `length` is null
    Index("ix_uploads_expires_at_ms", "expires_at_ms"),
)
clip_comments = Table(
    "clip_comments",
    metadata,
    _id(),
    _ref("clip_id", "clips"),
    Column("author", String(16), nullable=False),  # trainer | client
    Column("moment_ms", Integer, nullable=True),  # the moment of the clip it hangs on; null: the whole clip
    Column("text", Text, nullable=False),
    _ms("created_at_ms"),
    _ms("seen_at_ms", optional=True),  # when the other side's page showed it; null: new for them
    _ms("deleted_at_ms", optional=True),
)

# Assessments a client is led through.
assessments = Table(
    "assessments",
    metadata,
    _id(),
    _ref("client_id", "clients"),
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("protocol", String(64), nullable=False),  # a key of server.domain.protocols
    _text("title", 120),
    Column("note", Text, nullable=False, default="", server_default=""),  # the trainer's words to the client
    Column("has_company", Boolean, nullable=False),  # the trainer was told that somebody will be near
    _ms("created_at_ms"),
    _ms("sent_at_ms", optional=True),
    _ms("reviewed_at_ms", optional=True),
    _ms("cancelled_at_ms", optional=True),
)
assessment_steps = Table(
    "assessment_steps",
    metadata,
    _id(),
    _ref("assessment_id", "assessments"),
    Column("position", Integer, nullable=False),  # from 0
    Column("step", String(64), nullable=False),  # a key of the protocol's steps
    Column("clip_id", String(64), ForeignKey("clips.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("note", Text, nullable=False, default="", server_default=""),  # the client's words to the trainer
    Column(
        "redo", Text, nullable=False, default="", server_default=""
    ),  # "please film this again": the trainer's words
    _ms("redo_at_ms", optional=True),
    _ms("skipped_at_ms", optional=True),
)

# Who carries the rooms' pictures.
relays = Table(
    "relays",
    metadata,
    _id(),
    Column("socket", String(200), nullable=False),  # where it is asked, on this machine
    Column("address", String(80), nullable=False),  # host:port, UDP
    Column("pid", Integer, nullable=False),
    _ms("started_at_ms"),
)
room_relays = Table(
    "room_relays",
    metadata,
    Column("room", String(64), primary_key=True),  # a session's id
    _ref("relay_id", "relays"),  # gone with its relay: then another takes the room
    _ms("at_ms"),
)

# Work that is done by whoever claims it.
jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("kind", String(32), nullable=False),  # prepare | preview | trimmings | proxy
    Column("subject", String(64), nullable=False, index=True),  # a clip's id
    Column("detail", JSON, nullable=False, default=dict),
    Column("state", String(16), nullable=False),  # waiting | running | done | failed
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    _ms("run_after_ms"),
    _text("claimed_by", 64),
    _ms("claimed_until_ms", optional=True),  # past: whoever had it is gone, and another may take it
    Column("percent", Integer, nullable=False, default=0, server_default="0"),
    _text("problem", 300),
    _ms("created_at_ms"),
    _ms("finished_at_ms", optional=True),
    Column("lost_claims", Integer, nullable=False, default=0, server_default="0"),  # in a row
    Index("ix_jobs_state_run_after_ms", "state", "run_after_ms"),
)

# What a trainer keeps for the room.
saved_timers = Table(
    "saved_timers",
    metadata,
    _id(),
    _ref("trainer_id", "accounts"),
    _text("name", 60),
    Column("format", String(24), nullable=False),  # which recipe it was built by; free: none
    Column("recipe", JSON, nullable=True),  # what was filled in for that format
    Column("plan", JSON, nullable=False),  # intervals as the wire has them: what runs
    Column("length_ms", Integer, nullable=False),
    _text("counts", 16),  # rounds | finish | out
    Column("is_favourite", Boolean, nullable=False, default=False, server_default=false()),
    Column("rev", Integer, nullable=False),
    _ms("created_at_ms"),
    _ms("updated_at_ms"),
    _ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
)
exercises = Table(
    "exercises",  # those that a trainer made or changed; ours are data of the code
    metadata,
    _id(),
    _ref("trainer_id", "accounts", index=False),
    Column("key", String(60), nullable=False),  # of a changed one of ours its key, else the id
    _text("name", 60),
    Column("pattern", String(16), nullable=False),
    Column("equipment", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("one_sided", Boolean, nullable=False),
    Column("load", String(16), nullable=False),
    Column("cues", JSON, nullable=False),  # in the order of their keys
    Column("rev", Integer, nullable=False),
    _ms("created_at_ms"),
    _ms("updated_at_ms"),
    _ms("deleted_at_ms", optional=True),  # set: can be brought back for a day
    Index("ix_exercises_trainer_id_key", "trainer_id", "key", unique=True),
)

# The exercises of a session, listed before its room opens; from then on they are in its log.
day_lists = Table(
    "day_lists",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("entries", JSON, nullable=False),  # Planned of day_lines.py
    _ms("updated_at_ms"),
)

# What a client is given of a session; the last of the versions is what they see.
client_sheets = Table(
    "client_sheets",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("rev", Integer, nullable=False),
    Column("sheet", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    _ms("approved_at_ms", optional=True),  # of the last version
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _ms("at_ms"),
    _text("actor", 80),
    _text("action", 64),
    _text("subject", 80),
    Column("detail", JSON, nullable=False, default=dict),
    Index("ix_audit_subject_at_ms", "subject", "at_ms"),
)
