"""The newest of each kind of row about one client: one question each, answered by an index, whatever else there is."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, and_, or_, select

from server.domain import wording
from server.domain.consents import METHODS, words
from server.domain.sessions import Delivery, Service
from server.domain.whole.story import PAGE, Happened, Show
from server.store.database import Db
from server.store.tables import (
    answer_notes,
    assessments,
    audit,
    clip_comments,
    clips,
    consents,
    filled_forms,
    form_versions,
    goals,
    health_documents,
    messages,
    participants,
    plan_marks,
    plans,
    readiness,
    red_flags,
    results,
    sessions,
    training_log,
)

TEXT_MOST = 240
Source = tuple[Select[Any], ColumnElement[int], ColumnElement[str], Callable[[RowMapping], Happened]]
TRAINING = {
    "finish": "Finished a day of the program",
    "note": "Wrote about a training",
    "pain": "Felt pain while training",
    "unwell": "Felt unwell while training",
    "check_in": "Checked in",
    "skip": "Left an exercise out",
}
AUDIT = {
    "client.added": "Became a client",
    "client.archived": "Was archived",
    "client.restored": "Was taken back",
    "client.shared": "Was shared with another trainer",
    "client.share-ended": "Is not shared with another trainer any more",
    "client.exported": "Everything was made ready to be handed out",
    "link.renewed": "Got a new link",
    "link.revoked": "The link was revoked",
    "device.confirmed": "Opened the page on a device",
    "recording.started": "Was recorded from here on",
    "recording.stopped": "The recording ended",
}


async def newest(
    db: Db, client_id: str, show: Show = "", before: tuple[int, str] | None = None, *, most: int = PAGE + 1
) -> list[Happened]:
    """The newest so many of each kind that belongs to `show`, older than `before` (a moment and an id)."""
    found: list[Happened] = []
    for asked, at_ms, id, tell in _sources(client_id, show):
        if before is not None:
            asked = asked.where(or_(at_ms < before[0], and_(at_ms == before[0], id < before[1])))
        rows = (await db.execute(asked.order_by(at_ms.desc(), id.desc()).limit(most))).mappings()
        found += [tell(row) for row in rows]
    return found


def _sources(client_id: str, show: Show) -> Sequence[Source]:
    every: dict[Show, Callable[[str], Sequence[Source]]] = {
        "sessions": _sessions,
        "clips": _clips,
        "assessments": _assessments,
        "forms": _forms,
        "messages": _messages,
        "training": _training,
        "agreed": _agreed,
        "plan": _plan,
    }
    if show:
        return every[show](client_id)
    return [source for made in every.values() for source in made(client_id)]


def _sessions(client_id: str) -> Sequence[Source]:
    joined = participants.join(sessions, sessions.c.id == participants.c.session_id)
    asked = _of(joined, sessions, "title", "service", "delivery", "outcome", "cancelled_at_ms", at="starts_at_ms")
    return [
        (
            asked.where(participants.c.client_id == client_id),
            sessions.c.starts_at_ms,
            sessions.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="session",
                at_ms=row["starts_at_ms"],
                title=row["title"],
                text=_how_it_went(row),
                href=f"/sessions/{row['id']}",
            ),
        )
    ]


def _how_it_went(row: RowMapping) -> str:
    how = f"{wording.SERVICES[Service(row['service'])]}, {wording.DELIVERIES[Delivery(row['delivery'])].lower()}"
    if row["cancelled_at_ms"]:
        return f"{how}: cancelled"
    ended = wording.OUTCOMES.get(row["outcome"], "") if row["outcome"] else ""
    return f"{how}: {ended.lower()}" if ended else how


def _clips(client_id: str) -> Sequence[Source]:
    asked = _of(clips, clips, "title", "media", "source", at="created_at_ms")
    comments = _of(
        clip_comments.join(clips, clips.c.id == clip_comments.c.clip_id),
        clip_comments,
        "text",
        "author",
        "clip_id",
        at="created_at_ms",
    )
    return [
        (
            asked.where(clips.c.client_id == client_id, clips.c.deleted_at_ms.is_(None)),
            clips.c.created_at_ms,
            clips.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="clip",
                at_ms=row["created_at_ms"],
                title=row["title"] or ("Photo" if row["media"] == "photo" else "Clip"),
                text={"moment": "A moment of a session", "recording": "A recording"}.get(row["source"], ""),
                href=f"/clips/{row['id']}",
            ),
        ),
        (
            comments.where(
                clips.c.client_id == client_id, clip_comments.c.deleted_at_ms.is_(None), clips.c.deleted_at_ms.is_(None)
            ),
            clip_comments.c.created_at_ms,
            clip_comments.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="clip",
                at_ms=row["created_at_ms"],
                title="A comment on a clip" if row["author"] == "trainer" else "The client about a clip",
                text=_short(row["text"]),
                href=f"/clips/{row['clip_id']}#comments",
            ),
        ),
    ]


def _assessments(client_id: str) -> Sequence[Source]:
    given = _of(assessments, assessments, "title", at="created_at_ms")
    taken = select(
        results.c.assessment_id.label("id"), results.c.taken_at_ms, results.c.note, assessments.c.title
    ).join(assessments, assessments.c.id == results.c.assessment_id)
    mine = and_(assessments.c.client_id == client_id, assessments.c.cancelled_at_ms.is_(None))
    return [
        (
            given.where(mine),
            assessments.c.created_at_ms,
            assessments.c.id,
            _told("assessment", "created_at_ms", "{} was given"),
        ),
        (
            _of(assessments, assessments, "title", at="sent_at_ms").where(mine, assessments.c.sent_at_ms.is_not(None)),
            assessments.c.sent_at_ms,
            assessments.c.id,
            _told("assessment", "sent_at_ms", "{} is done"),
        ),
        (
            taken.where(results.c.client_id == client_id),
            results.c.taken_at_ms,
            results.c.assessment_id,
            lambda row: Happened(
                id=row["id"],
                kind="result",
                at_ms=row["taken_at_ms"],
                title=f"Results: {row['title']}",
                text=_short(row["note"]),
                href=f"/assessments/{row['id']}/results",
            ),
        ),
    ]


def _forms(client_id: str) -> Sequence[Source]:
    joined = filled_forms.join(form_versions, form_versions.c.id == filled_forms.c.version_id)
    title = form_versions.c.text["title"].as_string().label("title")
    asked = select(filled_forms.c.id, filled_forms.c.created_at_ms, title).select_from(joined)
    sent = select(filled_forms.c.id, filled_forms.c.sent_at_ms, title).select_from(joined)
    notes = _of(
        answer_notes.join(filled_forms, filled_forms.c.id == answer_notes.c.filled_id),
        answer_notes,
        "text",
        "filled_id",
        at="at_ms",
    )
    mine = filled_forms.c.client_id == client_id
    return [
        (
            asked.where(mine),
            filled_forms.c.created_at_ms,
            filled_forms.c.id,
            _told("form", "created_at_ms", "“{}” was asked"),
        ),
        (
            sent.where(mine, filled_forms.c.sent_at_ms.is_not(None)),
            filled_forms.c.sent_at_ms,
            filled_forms.c.id,
            _told("form", "sent_at_ms", "“{}” was answered"),
        ),
        (
            notes.where(mine),
            answer_notes.c.at_ms,
            answer_notes.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="form",
                at_ms=row["at_ms"],
                title="About an answer",
                text=_short(row["text"]),
                href=f"/forms/{row['filled_id']}",
            ),
        ),
        (
            _of(goals, goals, "words", "state", at="created_at_ms").where(goals.c.client_id == client_id),
            goals.c.created_at_ms,
            goals.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="goal",
                at_ms=row["created_at_ms"],
                title="A goal",
                text=_short(row["words"]),
                href=f"/clients/{client_id}#goals",
            ),
        ),
    ]


def _messages(client_id: str) -> Sequence[Source]:
    asked = _of(messages, messages, "text", "author", "kind", "is_urgent", at="created_at_ms")
    return [
        (
            asked.where(messages.c.client_id == client_id, messages.c.deleted_at_ms.is_(None)),
            messages.c.created_at_ms,
            messages.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="message",
                at_ms=row["created_at_ms"],
                title=_who_wrote(row),
                text=_short(row["text"]),
                href=f"/clients/{client_id}/messages",
            ),
        )
    ]


def _who_wrote(row: RowMapping) -> str:
    if row["kind"] == "check-in":
        return "Checked in"
    return "The client wrote" if row["author"].startswith("c:") else "The trainer wrote"


def _training(client_id: str) -> Sequence[Source]:
    """One question for each kind: sets, of which there may be a hundred thousand, are passed over by the index."""
    found: list[Source] = []
    for kind in TRAINING:
        asked = _of(training_log, training_log, "entry", "kind", "by", at="at_ms")
        found.append(
            (
                asked.where(training_log.c.client_id == client_id, training_log.c.kind == kind),
                training_log.c.at_ms,
                training_log.c.id,
                lambda row: Happened(
                    id=row["id"],
                    kind="training",
                    at_ms=row["at_ms"],
                    title=TRAINING[row["kind"]],
                    text=_short(
                        " ".join(str(row["entry"].get(key) or "") for key in ("name", "text", "place")).strip()
                    ),
                    href="",
                ),
            )
        )
    return found


def _agreed(client_id: str) -> Sequence[Source]:
    return [
        (
            _of(consents, consents, "purpose", "given", "method", at="at_ms").where(consents.c.client_id == client_id),
            consents.c.at_ms,
            consents.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="consent",
                at_ms=row["at_ms"],
                title=f"{'Agreed' if row['given'] else 'Said no'}: {words(row['purpose']).title}",
                text=METHODS.get(row["method"], ""),
                href=f"/clients/{client_id}#consents",
            ),
        ),
        (
            _of(readiness, readiness, "deed", "state", "note", at="at_ms").where(readiness.c.client_id == client_id),
            readiness.c.at_ms,
            readiness.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="health",
                at_ms=row["at_ms"],
                title=f"Health check: {str(row['state']).replace('_', ' ')}",
                text=_short(row["note"]),
                href=f"/clients/{client_id}/health",
            ),
        ),
        (
            _of(red_flags, red_flags, "kind", "places", "session_id", at="at_ms").where(
                red_flags.c.client_id == client_id
            ),
            red_flags.c.at_ms,
            red_flags.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="health",
                at_ms=row["at_ms"],
                title="Felt unwell in a session" if row["kind"] == "unwell" else "Felt pain in a session",
                text=_short(row["places"]),
                href=f"/sessions/{row['session_id']}/sheet",
            ),
        ),
        (
            _of(health_documents, health_documents, "name", at="created_at_ms").where(
                health_documents.c.client_id == client_id
            ),
            health_documents.c.created_at_ms,
            health_documents.c.id,
            lambda row: Happened(
                id=row["id"],
                kind="health",
                at_ms=row["created_at_ms"],
                title="A document came",
                text=_short(row["name"]),
                href=f"/clients/{client_id}/health",
            ),
        ),
    ]


def _plan(client_id: str) -> Sequence[Source]:
    marks = select(
        (plan_marks.c.line_id + "." + plan_marks.c.slot).label("id"), plan_marks.c.done_at_ms, plan_marks.c.slot
    ).join(plans, plans.c.id == plan_marks.c.plan_id)
    lines = _of(audit, audit, "action", at="at_ms")
    return [
        (
            marks.where(plans.c.client_id == client_id, plan_marks.c.done_at_ms.is_not(None)),
            plan_marks.c.done_at_ms,
            plan_marks.c.line_id + "." + plan_marks.c.slot,
            lambda row: Happened(
                id=row["id"],
                kind="plan",
                at_ms=row["done_at_ms"],
                title="Done by plan",
                text=f"Due {row['slot'].partition('.')[0]}",
                href=f"/clients/{client_id}/plan",
            ),
        ),
        (
            lines.where(audit.c.subject == f"c:{client_id}", audit.c.action.in_(list(AUDIT))),
            audit.c.at_ms,
            audit.c.id,
            lambda row: Happened(id=row["id"], kind="plan", at_ms=row["at_ms"], title=AUDIT[row["action"]]),
        ),
    ]


def _of(joined: FromClause, table: Any, *names: str, at: str) -> Select[Any]:
    return select(table.c.id, table.c[at], *[table.c[name] for name in names]).select_from(joined)


def _told(kind: str, at: str, title: str) -> Callable[[RowMapping], Happened]:
    return lambda row: Happened(
        id=row["id"], kind=kind, at_ms=row[at], title=title.format(row["title"]), href=f"/{kind}s/{row['id']}"
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= TEXT_MOST else f"{text[: TEXT_MOST - 1]}…"
