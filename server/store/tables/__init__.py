"""Every table of the database, a file for each family. Times are epoch milliseconds, secrets SHA-256 digests."""

from server.store.tables.accounts import account_invites, accounts, logins
from server.store.tables.assessments import assessment_steps, assessments
from server.store.tables.audit import audit
from server.store.tables.clips import clip_comments, clips, comment_reads, uploads
from server.store.tables.columns import metadata
from server.store.tables.comparisons import comparisons
from server.store.tables.forms import (
    answer_changes,
    answer_notes,
    filled_forms,
    form_files,
    form_versions,
    forms,
    goals,
)
from server.store.tables.jobs import jobs
from server.store.tables.library import exercises, saved_timers
from server.store.tables.people import (
    client_devices,
    clients,
    consent_texts,
    consents,
    device_codes,
    group_members,
    group_pairs,
    groups,
)
from server.store.tables.plans import plan_marks, plan_templates, plans
from server.store.tables.programs import programs
from server.store.tables.protocols import assessment_sheets, protocol_versions, protocols, results
from server.store.tables.readiness import health_documents, readiness, red_flags
from server.store.tables.relays import relays, room_relays
from server.store.tables.reviews import key_titles, review_marks, reviews
from server.store.tables.rooms import room_events, seats
from server.store.tables.sessions import client_sheets, day_lists, participants, session_invites, sessions
from server.store.tables.sharing import client_shares
from server.store.tables.threads import (
    check_ins,
    letters,
    magic_links,
    message_cheers,
    messages,
    move_requests,
    notice_choices,
    thread_reads,
)
from server.store.tables.training import training_log, training_rooms
from server.store.tables.voice_overs import films, voice_overs

__all__ = [
    "account_invites",
    "accounts",
    "answer_changes",
    "answer_notes",
    "assessment_sheets",
    "assessment_steps",
    "assessments",
    "audit",
    "check_ins",
    "client_devices",
    "client_shares",
    "client_sheets",
    "clients",
    "clip_comments",
    "clips",
    "comment_reads",
    "comparisons",
    "consent_texts",
    "consents",
    "day_lists",
    "device_codes",
    "exercises",
    "filled_forms",
    "films",
    "form_files",
    "form_versions",
    "forms",
    "goals",
    "group_members",
    "group_pairs",
    "groups",
    "health_documents",
    "jobs",
    "key_titles",
    "letters",
    "logins",
    "magic_links",
    "message_cheers",
    "messages",
    "metadata",
    "move_requests",
    "notice_choices",
    "participants",
    "plan_marks",
    "plan_templates",
    "plans",
    "programs",
    "protocol_versions",
    "protocols",
    "readiness",
    "red_flags",
    "relays",
    "results",
    "review_marks",
    "reviews",
    "room_events",
    "room_relays",
    "saved_timers",
    "seats",
    "session_invites",
    "sessions",
    "thread_reads",
    "training_log",
    "training_rooms",
    "uploads",
    "voice_overs",
]
