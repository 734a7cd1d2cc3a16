"""Rows of `seats`, and what each stands on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, event, insert, select, update

from server.domain import sharing
from server.domain.accounts import Account, Login
from server.domain.devices import Device
from server.domain.invites import Invite
from server.domain.people import Client
from server.domain.seats import Grounds, Seat
from server.domain.sessions import Session
from server.store import sessions, shares
from server.store.database import Db
from server.store.tables import accounts, client_devices, clients, logins, seats, session_invites

_CHUNK = 400  # SQLite takes only so many values in one statement


async def add(db: Db, seat: Seat) -> None:
    """Stores a new seat."""
    await db.execute(insert(seats).values(**{**asdict(seat), "door": dict(seat.door)}))


async def save(db: Db, seat: Seat) -> None:
    """Stores the name, the door and the device a seat hangs on anew."""
    changed = {"name": seat.name, "door": dict(seat.door), "hangs_on": seat.hangs_on}
    await db.execute(update(seats).where(seats.c.id == seat.id).values(changed))


async def get(db: Db, id: str) -> Seat | None:
    """The seat, or None."""
    row = (await db.execute(select(seats).where(seats.c.id == id))).mappings().one_or_none()
    return None if row is None else Seat(**row)


async def by_resume(db: Db, resume: str) -> Seat | None:
    """The seat that the secret with this digest takes back, good or not."""
    row = (await db.execute(select(seats).where(seats.c.resume == resume))).mappings().first()
    return None if row is None else Seat(**row)


async def last_door(db: Db, person: str) -> Mapping[str, str] | None:
    """What this person said at the door of the last session they joined, anywhere; None when it is their first."""
    asked = select(seats.c.door).where(seats.c.person == person, seats.c.device == "main")
    found: Mapping[str, str] | None = (
        await db.execute(asked.order_by(seats.c.created_at_ms.desc(), seats.c.id).limit(1))
    ).scalar_one_or_none()
    return found


async def grounds(db: Db, ids: Sequence[str]) -> dict[str, Grounds]:
    """What these seats stand on, by seat; unknown ones are left out."""
    found = {seat.id: seat for seat in await _seats(db, ids)}
    firsts = {seat.id: seat for seat in await _seats(db, [one.hangs_on for one in found.values() if _is_second(one)])}
    roots = {id: firsts.get(seat.hangs_on) if _is_second(seat) else seat for id, seat in found.items()}
    hooks = {root.hangs_on for root in roots.values() if root is not None}
    people = {root.person.partition(":")[2] for root in roots.values() if root is not None}
    all_sessions = {one: await sessions.get(db, one) for one in {seat.session_id for seat in found.values()}}
    all_logins = await _by_id(db, Login, logins, hooks)
    all_devices = await _by_id(db, Device, client_devices, hooks)
    all_invites = await _by_id(db, Invite, session_invites, hooks)
    all_accounts = await _by_id(db, Account, accounts, people)
    all_clients = await _by_id(db, Client, clients, people)
    standing = {}
    for id, seat in found.items():
        root, session = roots[id], all_sessions[seat.session_id]
        assert session is not None, "a seat goes with its session"
        hook, person = (root.hangs_on, root.person.partition(":")[2]) if root is not None else ("", "")
        standing[id] = Grounds(
            seat=seat,
            first=root,
            session=session,
            account=all_accounts.get(person),
            may_lead=person in all_accounts and await _may_lead(db, person, session),
            login=all_logins.get(hook),
            client=all_clients.get(person),
            device=all_devices.get(hook),
            invite=all_invites.get(hook),
        )
    return standing


async def revoke(
    db: Db,
    now_ms: int,
    *,
    peers: Iterable[str] | None = None,
    person: str | None = None,
    session: str | None = None,
    hangs_on: Iterable[str] | None = None,
) -> list[tuple[str, str]]:
    """Revokes the seats that fit everything given, and the second devices from them; gives (session, seat) of each."""
    which: list[ColumnElement[bool]] = []
    if peers is not None:
        which.append(seats.c.id.in_(list(peers)))
    if person is not None:
        which.append(seats.c.person == person)
    if session is not None:
        which.append(seats.c.session_id == session)
    if hangs_on is not None:
        which.append(seats.c.hangs_on.in_(list(hangs_on)))
    assert which, "say which seats"
    gone = await _revoke(db, now_ms, which)
    seconds = await _revoke(db, now_ms, [seats.c.hangs_on.in_([seat for _, seat in gone])]) if gone else []
    return [*gone, *seconds]


async def revoked_of(db: Db, ids: Sequence[str]) -> set[str]:
    """Which of these seats are revoked, or not there any more."""
    good: set[str] = set()
    for chunk in _chunks(list(ids)):
        asked = select(seats.c.id).where(seats.c.id.in_(chunk), seats.c.revoked_at_ms.is_(None))
        good.update((await db.execute(asked)).scalars())
    return set(ids) - good


def after_commit(db: Db, then: Callable[[], None]) -> None:
    """Calls `then` once this transaction is durable; never, if it is rolled back."""

    def committed(_: object) -> None:
        event.remove(db.sync_session, "after_rollback", rolled_back)
        then()

    def rolled_back(_: object) -> None:
        event.remove(db.sync_session, "after_commit", committed)

    event.listen(db.sync_session, "after_commit", committed, once=True)
    event.listen(db.sync_session, "after_rollback", rolled_back, once=True)


async def _may_lead(db: Db, account_id: str, session: Session) -> bool:
    if account_id == session.trainer_id:
        return True
    shared = await shares.get_many(db, session.client_ids, account_id)
    may = [sharing.is_enough(shared.get(client_id), "write") for client_id in session.client_ids]
    return bool(may) and all(may)


async def _revoke(db: Db, now_ms: int, which: list[ColumnElement[bool]]) -> list[tuple[str, str]]:
    done = update(seats).where(seats.c.revoked_at_ms.is_(None), *which).values(revoked_at_ms=now_ms)
    rows = await db.execute(done.returning(seats.c.session_id, seats.c.id))
    return [(session_id, id) for session_id, id in rows]


def _is_second(seat: Seat) -> bool:
    return seat.device != "main"


async def _seats(db: Db, ids: Iterable[str]) -> list[Seat]:
    return list((await _by_id(db, Seat, seats, set(ids))).values())


async def _by_id(db: Db, kind: Any, table: Any, ids: set[str]) -> dict[str, Any]:
    found = {}
    for chunk in _chunks(sorted(ids)):
        for row in (await db.execute(select(table).where(table.c.id.in_(chunk)))).mappings():
            found[row["id"]] = kind(**row)
    return found


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
