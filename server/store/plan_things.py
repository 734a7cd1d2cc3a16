"""What exists of what plans ask for: sessions, assessments, forms and trainings, as one kind of thing."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, or_, select

from server.domain import wall_clock
from server.domain.plans.due import Thing
from server.domain.plans.plan import What
from server.domain.sessions import Delivery
from server.store.database import Db
from server.store.tables import (
    assessments,
    filled_forms,
    form_versions,
    messages,
    participants,
    sessions,
    training_log,
)

FORMS: dict[str, What] = {"check-in": "check_in", "intake": "consultation"}  # what it is to answer one of these
_CHUNK = 500
_SESSION = [
    sessions.c[name]
    for name in ("id", "title", "service", "delivery", "starts_at_ms", "outcome", "cancelled_at_ms", "ended_at_ms")
]
_ASSESSMENT = [
    assessments.c[name]
    for name in (
        "id",
        "client_id",
        "session_id",
        "protocol",
        "title",
        "delivery",
        "created_at_ms",
        "sent_at_ms",
        "cancelled_at_ms",
    )
]
_DELIVERY = {each.value: each for each in Delivery}
_WHAT: dict[str, What] = {"consultation": "consultation", "assessment": "assessment", "workout": "workout"}


async def of_clients(
    db: Db, client_ids: Collection[str], zones: Mapping[str, str], since: date, until: date
) -> dict[str, list[Thing]]:
    """Client id -> what they have on the days since..until, and what a plan has made for them whenever that is.

    zones: client id -> the time zone in whose days it is told.
    """
    found: dict[str, list[Thing]] = defaultdict(list)
    wanted = list(client_ids)
    from_ms, until_ms = _span(since, until)
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        for row in (await db.execute(_sessions(some, from_ms, until_ms))).mappings():
            found[row["client_id"]].append(_session(row, zones[row["client_id"]]))
        for row in await _alone(db, _assessments(some, from_ms, until_ms)):
            found[row["client_id"]].append(_assessment(row, zones[row["client_id"]]))
        for row in (await db.execute(_forms().where(_answered(some, from_ms, until_ms)))).mappings():
            found[row["client_id"]].append(_form(row, zones[row["client_id"]]))
        for row in await _alone(db, _trainings(some, from_ms, until_ms)):
            found[row["client_id"]].append(_training(row, zones[row["client_id"]]))
        for row in (await db.execute(_told(some, from_ms, until_ms))).mappings():
            found[row["client_id"]].append(_check_in(row, zones[row["client_id"]]))
    return found


async def of_groups(
    db: Db, group_ids: Collection[str], zones: Mapping[str, str], since: date, until: date
) -> dict[str, list[Thing]]:
    """Group id -> the sessions planned for it on these days. zones: by group."""
    found: dict[str, list[Thing]] = defaultdict(list)
    if not group_ids:
        return found
    asked = select(*_SESSION, sessions.c.group_id).where(sessions.c.group_id.in_(list(group_ids)))
    asked = asked.where(_starts(*_span(since, until)))
    for row in (await db.execute(asked)).mappings():
        found[row["group_id"]].append(_session(row, zones[row["group_id"]]))
    return found


async def made(db: Db, refs: Collection[str], time_zone: str) -> list[Thing]:
    """The things that marks name, by their refs; what is gone is left out. A session that was moved is the one that
    took its place, under the ref of the first."""
    found = []
    for ref in refs:
        kind, _, id = ref.partition(":")
        if kind == "session":
            row = await _followed(db, id)
            if row is not None:
                found.append(replace(_session(row, time_zone), ref=ref))
        if kind == "form":
            row = (await db.execute(_forms().where(filled_forms.c.id == id))).mappings().one_or_none()
            if row is not None and row["key"] in FORMS:
                found.append(_form(row, time_zone))
        if kind == "assessment":
            row = (await db.execute(select(*_ASSESSMENT).where(assessments.c.id == id))).mappings().one_or_none()
            if row is not None:
                found.append(_assessment(row, time_zone))
    return found


async def _followed(db: Db, id: str) -> RowMapping | None:
    for _ in range(20):
        row = (
            (await db.execute(select(*_SESSION, sessions.c.moved_to).where(sessions.c.id == id)))
            .mappings()
            .one_or_none()
        )
        if row is None or not row["moved_to"]:
            return row
        id = row["moved_to"]
    return None


async def _alone(db: Db, asked: Select[Any]) -> list[RowMapping]:
    """Without what was done in a session, which is told by the session. Asked of the database as `session_id IS NULL`,
    SQLite went through all rows of all clients that have none: 290 ms of 100,000.
    """
    return [row for row in (await db.execute(asked)).mappings() if row["session_id"] is None]


def _sessions(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    return (
        select(participants.c.client_id, *_SESSION)
        .join(sessions, sessions.c.id == participants.c.session_id)
        .where(participants.c.client_id.in_(client_ids), _starts(from_ms, until_ms))
    )


def _forms() -> Select[Any]:
    columns = [filled_forms.c[name] for name in ("id", "client_id", "state", "created_at_ms", "sent_at_ms")]
    return select(*columns, form_versions.c.key).join(form_versions, form_versions.c.id == filled_forms.c.version_id)


def _answered(client_ids: Collection[str], from_ms: int, until_ms: int) -> ColumnElement[bool]:
    at_ms = func.coalesce(filled_forms.c.sent_at_ms, filled_forms.c.created_at_ms)
    mine = and_(filled_forms.c.client_id.in_(client_ids), form_versions.c.key.in_(list(FORMS)))
    return and_(mine, at_ms >= from_ms, at_ms < until_ms)


def _trainings(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    columns = [training_log.c[name] for name in ("client_id", "id", "kind", "at_ms", "session_id")]
    return select(*columns).where(
        training_log.c.client_id.in_(client_ids),
        training_log.c.at_ms >= from_ms,
        training_log.c.at_ms < until_ms,
        training_log.c.kind.in_(("finish", "check_in")),
    )


def _told(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    columns = [messages.c[name] for name in ("client_id", "id", "created_at_ms")]
    return select(*columns).where(
        messages.c.client_id.in_(client_ids),
        messages.c.created_at_ms >= from_ms,
        messages.c.created_at_ms < until_ms,
        messages.c.kind == "check-in",
        messages.c.author.startswith("c:"),
        messages.c.deleted_at_ms.is_(None),
    )


def _starts(from_ms: int, until_ms: int) -> ColumnElement[bool]:
    return and_(sessions.c.starts_at_ms >= from_ms, sessions.c.starts_at_ms < until_ms)


def _span(since: date, until: date) -> tuple[int, int]:
    """Moments before the first and after the last of these days, wherever on earth they are counted."""
    first, last = (wall_clock.moment(day, wall_clock.MIDNIGHT, "UTC") for day in (since, until))
    return first - wall_clock.DAY_MS, last + 2 * wall_clock.DAY_MS


def _assessments(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    return select(*_ASSESSMENT).where(
        assessments.c.client_id.in_(client_ids),
        assessments.c.cancelled_at_ms.is_(None),
        or_(
            and_(assessments.c.created_at_ms >= from_ms, assessments.c.created_at_ms < until_ms),
            and_(assessments.c.sent_at_ms >= from_ms, assessments.c.sent_at_ms < until_ms),
        ),
    )


def _session(row: RowMapping, time_zone: str) -> Thing:
    is_gone = row["cancelled_at_ms"] is not None or row["outcome"] in ("no_show", "late_cancel", "moved")
    is_done = row["outcome"] == "done" or row["ended_at_ms"] is not None
    return Thing(
        ref=f"session:{row['id']}",
        what=_WHAT[row["service"]],
        delivery=_DELIVERY[row["delivery"]],
        day=wall_clock.local(row["starts_at_ms"], time_zone).date(),
        state="gone" if is_gone else "done" if is_done else "ahead",
        title=row["title"],
        href=f"/sessions/{row['id']}",
    )


def _assessment(row: RowMapping, time_zone: str) -> Thing:
    at_ms = row["sent_at_ms"] or row["created_at_ms"]
    return Thing(
        ref=f"assessment:{row['id']}",
        what="assessment",
        delivery=_DELIVERY[row["delivery"]],
        day=wall_clock.local(at_ms, time_zone).date(),
        state="gone" if row["cancelled_at_ms"] else "done" if row["sent_at_ms"] else "ahead",
        title=row["title"],
        protocol=row["protocol"],
        href=f"/assessments/{row['id']}",
    )


def _form(row: RowMapping, time_zone: str) -> Thing:
    at_ms = row["sent_at_ms"] or row["created_at_ms"]
    return Thing(
        ref=f"form:{row['id']}",
        what=FORMS[row["key"]],
        delivery=Delivery.ASYNC,
        day=wall_clock.local(at_ms, time_zone).date(),
        state="done" if row["state"] != "open" else "ahead",
        href=f"/forms/{row['id']}",
    )


def _training(row: RowMapping, time_zone: str) -> Thing:
    return Thing(
        ref=f"training:{row['id']}",
        what="workout" if row["kind"] == "finish" else "check_in",
        delivery=Delivery.ASYNC,
        day=wall_clock.local(row["at_ms"], time_zone).date(),
        state="done",
    )


def _check_in(row: RowMapping, time_zone: str) -> Thing:
    return Thing(
        ref=f"message:{row['id']}",
        what="check_in",
        delivery=Delivery.ASYNC,
        day=wall_clock.local(row["created_at_ms"], time_zone).date(),
        state="done",
        href=f"/clients/{row['client_id']}/messages",
    )
