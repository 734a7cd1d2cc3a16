"""Which rows of which table are about one client: what is handed out, and what must be gone after erasing.

A test fails when a table is in neither of the two: whoever adds one says here whose it is.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Select, or_, select

from server.store.tables import (
    answer_changes,
    answer_notes,
    assessment_steps,
    assessments,
    audit,
    clip_comments,
    clips,
    filled_forms,
    form_files,
    group_members,
    message_cheers,
    messages,
    metadata,
    participants,
    plan_marks,
    plans,
    review_marks,
    reviews,
    room_events,
    seats,
    sessions,
)

Rows = Callable[[str], ColumnElement[bool]]

CLIENT_ID = "client_id"  # most tables say it in a column of that name


def _own(table: str) -> Rows:
    column = metadata.tables[table].c[CLIENT_ID]
    return lambda client_id: column == client_id


def _through(column: ColumnElement[str], ids: Callable[[str], Select[tuple[str]]]) -> Rows:
    return lambda client_id: column.in_(ids(client_id))


def sessions_of(client_id: str) -> Select[tuple[str]]:
    """The ids of all sessions in which the client takes part."""
    return select(participants.c.session_id).where(participants.c.client_id == client_id)


def _clips_of(client_id: str) -> Select[tuple[str]]:
    return select(clips.c.id).where(clips.c.client_id == client_id)


def _forms_of(client_id: str) -> Select[tuple[str]]:
    return select(filled_forms.c.id).where(filled_forms.c.client_id == client_id)


HANDED_OUT: Mapping[str, Rows] = {
    "clients": lambda client_id: metadata.tables["clients"].c.id == client_id,
    **{
        name: _own(name)
        for name in (
            "assessments",
            "check_ins",
            "client_devices",
            "client_shares",
            "client_sheets",
            "clips",
            "comparisons",
            "consents",
            "filled_forms",
            "goals",
            "group_members",
            "group_pairs",
            "health_documents",
            "letters",
            "move_requests",
            "notice_choices",
            "participants",
            "plans",
            "programs",
            "readiness",
            "red_flags",
            "results",
            "thread_reads",
            "training_log",
            "training_rooms",
        )
    },
    "answer_changes": _through(answer_changes.c.filled_id, _forms_of),
    "answer_notes": _through(answer_notes.c.filled_id, _forms_of),
    "assessment_steps": _through(
        assessment_steps.c.assessment_id,
        lambda client_id: select(assessments.c.id).where(assessments.c.client_id == client_id),
    ),
    "audit": lambda client_id: audit.c.subject == f"c:{client_id}",
    "clip_comments": _through(clip_comments.c.clip_id, _clips_of),
    "comment_reads": _through(metadata.tables["comment_reads"].c.clip_id, _clips_of),
    "films": _through(metadata.tables["films"].c.clip_id, _clips_of),
    "form_files": _through(form_files.c.filled_id, _forms_of),
    "groups": _through(
        metadata.tables["groups"].c.id,
        lambda client_id: select(group_members.c.group_id).where(group_members.c.client_id == client_id),
    ),
    # What others wrote into a thread of a group is theirs.
    "messages": lambda client_id: or_(messages.c.client_id == client_id, messages.c.author == f"c:{client_id}"),
    "message_cheers": lambda client_id: message_cheers.c.person == f"c:{client_id}",
    "plan_marks": _through(
        plan_marks.c.plan_id, lambda client_id: select(plans.c.id).where(plans.c.client_id == client_id)
    ),
    "review_marks": _through(review_marks.c.clip_id, _clips_of),
    "reviews": _through(reviews.c.clip_id, _clips_of),
    "room_events": _through(room_events.c.room, sessions_of),  # of these, what this client was told or did
    "seats": lambda client_id: seats.c.person == f"c:{client_id}",
    "sessions": _through(sessions.c.id, sessions_of),
    "voice_overs": _through(metadata.tables["voice_overs"].c.clip_id, _clips_of),
}

OF_NOBODY: Mapping[str, str] = {
    "account_invites": "of trainers",
    "accounts": "of trainers",
    "assessment_sheets": "a title and a protocol; what was measured stands in results",
    "consent_texts": "the owner's words; who agreed to which stands in consents",
    "day_lists": "the trainer's list for a session; what was done of it stands in the log",
    "device_codes": "six digits that live ten minutes, and go with the client",
    "exercises": "of trainers",
    "form_versions": "questions; what was answered stands in filled_forms",
    "forms": "of trainers",
    "jobs": "work that is to be done",
    "key_titles": "of trainers",
    "logins": "of trainers",
    "magic_links": "secrets that open the page once, and go with the client",
    "plan_templates": "of trainers",
    "protocol_versions": "of trainers",
    "protocols": "of trainers",
    "relays": "of the machine",
    "room_relays": "of the machine",
    "saved_timers": "of trainers",
    "session_invites": "of guests",
    "uploads": "bytes on their way; they go with their clip",
}

# What opens something, is a file of its own, or is another person's.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "client_devices": ("id",),
    "clients": ("link_generation",),
    "form_files": ("content",),
    "group_pairs": ("partner_id",),
    "groups": ("notes",),
    "health_documents": ("content",),
    "seats": ("resume", "hangs_on"),
}
