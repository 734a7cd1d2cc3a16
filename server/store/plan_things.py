"""What exists of what plans ask for: sessions, assessments, forms and trainings, as one kind of thing."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, or_, select

from server.domain import wall_clock
from server.domain.plans.due import Thing
from server.domain.plans.plan import What
from server.domain.sessions import Delivery
from server.store.database import Db
from server.store.tables import assessments, participants, sessions

_CHUNK = 500
_SESSION = [
    sessions.c[name]
    for name in ("id", "title", "service", "delivery", "starts_at_ms", "outcome", "cancelled_at_ms", "ended_at_ms")
]
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
        for row in (await db.execute(_assessments(some, from_ms, until_ms))).mappings():
            found[row["client_id"]].append(_assessment(row, zones[row["client_id"]]))
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
        if kind == "assessment":
            row = (await db.execute(select(assessments).where(assessments.c.id == id))).mappings().one_or_none()
            if row is not None:
                found.append(_assessment(row, time_zone))
    return found


async def _followed(db: Db, id: str) -> RowMapping | None:
    for _ in range(20):
        row = (await db.execute(select(sessions).where(sessions.c.id == id))).mappings().one_or_none()
        if row is None or not row["moved_to"]:
            return row
        id = row["moved_to"]
    return None


def _sessions(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    return (
        select(participants.c.client_id, *_SESSION)
        .join(sessions, sessions.c.id == participants.c.session_id)
        .where(participants.c.client_id.in_(client_ids), _starts(from_ms, until_ms))
    )


def _starts(from_ms: int, until_ms: int) -> ColumnElement[bool]:
    return and_(sessions.c.starts_at_ms >= from_ms, sessions.c.starts_at_ms < until_ms)


def _span(since: date, until: date) -> tuple[int, int]:
    """Moments before the first and after the last of these days, wherever on earth they are counted."""
    first, last = (wall_clock.moment(day, wall_clock.MIDNIGHT, "UTC") for day in (since, until))
    return first - wall_clock.DAY_MS, last + 2 * wall_clock.DAY_MS


def _assessments(client_ids: Collection[str], from_ms: int, until_ms: int) -> Select[Any]:
    return select(assessments).where(
        assessments.c.client_id.in_(client_ids),
        assessments.c.session_id.is_(None),  # what is done together is told by its session
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
        delivery=Delivery(row["delivery"]),
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
        delivery=Delivery.ASYNC,
        day=wall_clock.local(at_ms, time_zone).date(),
        state="gone" if row["cancelled_at_ms"] else "done" if row["sent_at_ms"] else "ahead",
        title=row["title"],
        protocol=row["protocol"],
        href=f"/assessments/{row['id']}",
    )
