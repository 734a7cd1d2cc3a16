"""Gives the rooms their authoriser and their log, and the web side its doors to the rooms. Wired by `server/main.py`:

    app[LIVE] = live = Live(database, clock)
    live.attach(app, origins=…, address_of=address_of, ice=IceSettings(…), redis_url=settings.redis_url)
    app[identity.LOGINS_ENDED].append(live.logins_ended)
    async with stun.listening(settings.media_host, settings.media_port): …  # OSError: the port is taken

For handlers (`live = request.app[LIVE]`):

    taken = await live.take_seat(db, session, person=seats.client(bob.id), role="client", device="main", …)
    await live.revoke(db, hangs_on=[login_id])              # logins, devices, invites, a camera's first seat
    await live.revoke(db, session=session.id, person=…)     # sockets close when `db` is committed, in every process
    await live.append(session.id, Draft(type="consent", payload={…}, audience="trainers"))
    room = await live.state(session.id)                     # signaling.room.Room
"""

import asyncio
import hmac
import itertools
import logging
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from aiohttp import web

from server import ids
from server.domain import consents as consent_rules
from server.domain import invites as invite_rules
from server.domain import opening as opening_rules
from server.domain import readiness as readiness_rules
from server.domain import seats as rules
from server.domain import sessions, wording
from server.domain.opening import Opening
from server.domain.seats import Device, Removed, Role, SessionOver
from server.domain.sessions import Session
from server.relays import Relays
from server.store import audit, clients, consents, days, groups, invites, readiness, seats
from server.store import sessions as sessions_store
from server.store.database import Database, Db
from server.store.days import Listed
from server.store.events import DatabaseLog
from signaling import ice, namespace
from signaling.calls import PURPOSE, Calls
from signaling.day import read_entry
from signaling.door import Seat
from signaling.gates import Gate
from signaling.gates import changed as gate_changed
from signaling.ice import IceSettings
from signaling.log import Draft, Entry
from signaling.media.plane import Recorded
from signaling.messages.day import DayEntry
from signaling.messages.hello import Hello
from signaling.rates import Limits
from signaling.refusals import Refused
from signaling.room import Room
from signaling.rooms import Rooms
from signaling.stage import Stage

log = logging.getLogger(__name__)

SWEEP_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A seat as the page that joined gets it; `resume` is a secret and is not kept here."""

    room: str
    peer: str
    resume: str
    role: Role
    device: Device


class Live:
    """The rooms of this server."""

    def __init__(
        self, database: Database, now_ms: Callable[[], int], *, count: Callable[[str], object] = lambda _type: None
    ) -> None:
        self._database = database
        self._now_ms = now_ms
        self._errands: set[asyncio.Task[None]] = set()
        self.log = DatabaseLog(database, count)
        self.rooms: Rooms

    def attach(
        self,
        app: web.Application,
        *,
        origins: Iterable[str],
        address_of: Callable[[web.Request], str],
        ice: IceSettings,
        limits: Limits | None = None,
        redis_url: str | None = None,
        relays: Relays | None = None,
    ) -> None:
        """Adds the socket (/live/) to an application; the rooms begin and end with it, before its database closes."""
        app.cleanup_ctx.append(self._keep_log)  # first in, last out: the rooms write until they are gone
        self._is_shared = redis_url is not None
        self.rooms = namespace.attach(
            app,
            log=self.log,
            authorise=self.authorise,
            ice_servers=lambda seat: self.ice_servers(ice, seat),
            now_ms=self._now_ms,
            origins=origins,
            address_of=address_of,
            limits=limits,
            redis_url=redis_url,
        )
        if relays is not None:
            self.rooms.calls = calls = Calls(self.rooms, relays, self.agreed, self.note_recorded)
            relays.hear, relays.lost = calls.hear, calls.lost
        app.cleanup_ctx.append(self._run)

    async def _run(self, _: web.Application) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._sweep(), name="sweep of seats")]
        if self.rooms.calls is not None:
            tasks.append(asyncio.create_task(self.rooms.calls.run(), name="news of the relays"))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *self._errands, return_exceptions=True)

    async def _keep_log(self, _: web.Application) -> AsyncIterator[None]:
        yield
        await self.log.close()

    # ---- for signaling

    async def authorise(self, hello: Hello) -> Seat:
        """The seat a hello names. Raises Refused: bad-hello for a wrong secret, else why the seat is not good."""
        async with self._database.reading() as db:
            grounds = (await seats.grounds(db, [hello.peer])).get(hello.peer)
            if grounds is None or grounds.seat.session_id != hello.room:
                raise Refused("bad-hello")
            if not hmac.compare_digest(grounds.seat.resume, ids.digest(hello.resume)):
                raise Refused("bad-hello")
            verdict = rules.verdict(grounds, self._now_ms())
            if verdict != "good":
                raise Refused(verdict)
            opening = await _opening(db, grounds.session, self._now_ms())
            begins = grounds.seat.role == "trainer" and grounds.session.opened_at_ms is None
            listed = _entries(await days.get(db, grounds.session.id)) if begins else ()
            gates = await self._gates(db, grounds.session, grounds.seat)
        seat = grounds.seat
        shown = opening.shown_name(seat.person, seat.name) if seat.role == "client" else seat.name
        return Seat(
            room=seat.session_id,
            peer=seat.id,
            person=seat.person,
            name=shown,
            role=seat.role,
            device=seat.device,
            # In the log everybody reads it: the trainer's own title may name who else takes part.
            title=wording.title_for_client(grounds.session, grounds.account.name if grounds.account else ""),
            # The door is for trainers only: they keep knowing who it is of whom others read a part of the name.
            door=seat.door if shown == seat.name else {**seat.door, "name": seat.name},
            mode=opening.mode,
            expected=opening.expected,
            stage=Stage(meet=opening.clients_meet, pairs=opening.pairs),
            day=listed,
            gates=gates,
        )

    async def _gates(self, db: Db, session: Session, seat: rules.Seat) -> dict[str, Gate]:
        """Who may exercise, by person, as far as a seat brings the news: a trainer's of all clients, a client's own."""
        if seat.device != "main" or not readiness_rules.applies(session):
            return {}
        asked = [id for id in session.client_ids if seat.role == "trainer" or seat.person == rules.client(id)]
        found = await readiness.gates(db, asked, self._now_ms(), session.id)
        return {rules.client(id): gate_in_room(one) for id, one in found.items()}

    async def agreed(self, room: str) -> dict[str, float]:
        """Which clients of a session agreed to be recorded, by person, and since when."""
        async with self._database.reading() as db:
            session = await sessions_store.get(db, room)
            found: dict[str, float] = {}
            texts = await consents.texts(db)
            for client_id in session.client_ids if session is not None else ():
                since_ms = consent_rules.since_ms(await consents.list_for(db, client_id), PURPOSE, texts)
                if since_ms is not None:
                    found[rules.client(client_id)] = float(since_ms)
        return found

    async def note_recorded(self, news: Recorded) -> None:
        """A line of the audit, which the client reads on the page of their own."""
        detail = {"session": news.room, "recording": news.recording, "why": news.why}
        async with self._database.writing() as db, db.begin():
            await audit.note(db, news.at_ms, "server", f"recording.{news.what}", news.person, **detail)

    def ice_servers(self, settings: IceSettings, seat: Seat) -> list[dict[str, object]]:
        """What a peer may ask for its way to the others."""
        return ice.servers(settings, f"{seat.room}.{seat.peer}", self._now_ms() // 1000)

    # ---- for the web side

    async def take_seat(
        self,
        db: Db,
        session: Session,
        *,
        person: str,
        role: Role,
        device: Device,
        name: str,
        hangs_on: str,
        door: Mapping[str, str] | None = None,
        resume: str | None = None,
    ) -> Taken:
        """A seat in a session's room: the one that `resume` takes back, if it is this person's, else a new one.

        hangs_on: the digest of the login or device cookie, the invite's id, or for a camera the seat it came from.
        Nothing enters the log yet. Raises SessionOver, Removed.
        """
        now_ms = self._now_ms()
        if sessions.is_over(session, now_ms) or sessions.is_cancelled(session):
            raise SessionOver
        if person in (await self.state(session.id)).barred:
            raise Removed
        door = dict(door or {})
        if resume is not None:
            kept = await self._kept(db, session, person, device, resume)
            if kept is not None:
                await seats.save(db, replace(kept, name=name, door=door, hangs_on=hangs_on))
                return Taken(room=session.id, peer=kept.id, resume=resume, role=kept.role, device=device)
        secret = ids.secret()
        seat = rules.Seat(
            id=ids.new(),
            session_id=session.id,
            resume=ids.digest(secret),
            person=person,
            role=role,
            device=device,
            name=name,
            hangs_on=hangs_on,
            door=door,
            created_at_ms=now_ms,
        )
        await seats.add(db, seat)
        return Taken(room=session.id, peer=seat.id, resume=secret, role=role, device=device)

    async def revoke(
        self,
        db: Db,
        *,
        peers: Iterable[str] | None = None,
        person: str | None = None,
        session: str | None = None,
        hangs_on: Iterable[str] | None = None,
        code: str = "revoked",
    ) -> None:
        """Revokes the seats that fit everything given. Their sockets close, with `code`, once `db` is committed."""
        gone = await seats.revoke(db, self._now_ms(), peers=peers, person=person, session=session, hangs_on=hangs_on)
        if gone:
            seats.after_commit(db, lambda: self.soon(self._expel(gone, Refused(code))))

    async def logins_ended(self, login_ids: Sequence[str]) -> None:
        """Takes back the seats of logins that have ended, in a transaction of its own."""
        async with self._database.writing() as db:
            await self.revoke(db, hangs_on=login_ids)
            await db.commit()

    async def append(self, room: str, draft: Draft) -> Entry:
        """Adds an event that came by HTTP to a room's log. Never inside a writing transaction: it is one of its own."""
        return (await self.rooms.write(room, lambda _: [draft]))[0]

    async def write(self, room: str, decide: Callable[[Room], list[Draft]]) -> list[Entry]:
        """Adds what `decide` makes of a room to its log; see `append`. Raises Refused."""
        return await self.rooms.write(room, decide)

    async def state(self, room: str) -> Room:
        """A room's state."""
        return await self.rooms.state(room)

    async def tell_gate(self, client_id: str) -> None:
        """Tells a client's open workouts and assessments whether they may exercise, where that is news.

        Never inside a writing transaction: a room's log is written in one of its own.
        """
        now_ms = self._now_ms()
        async with self._database.reading() as db:
            theirs = await sessions_store.for_client(db, client_id, from_ms=now_ms - sessions.LONGEST_MS)
            rows = await readiness.history(db, client_id)
        person = rules.client(client_id)
        for session in theirs:
            if not readiness_rules.applies(session) or sessions.state(session, now_ms) is not sessions.State.OPEN:
                continue
            gate = gate_in_room(readiness_rules.may_exercise(rows, now_ms, session.id))
            await self.write(session.id, partial(_gate_news, person, gate))

    # ---- closing

    async def _expel(self, gone: Iterable[tuple[str, str]], no: Refused) -> None:
        rooms: dict[str, list[str]] = {}
        for room, peer in gone:
            rooms.setdefault(room, []).append(peer)
        for room, peers in rooms.items():
            await self.rooms.expel(room, peers, no)

    async def _sweep(self) -> None:
        """Looks at every seat that has a socket twice a minute, a few rooms a second."""
        for beat in itertools.count():
            await asyncio.sleep(1)
            try:
                if self._is_shared:
                    await self._let_go_of_revoked()
                await self.sweep(partial(_is_due, beat))
            except Exception:
                log.exception("a sweep of seats failed")

    async def sweep(self, which: Callable[[str], bool] = lambda _room: True) -> None:
        """Closes the sockets of seats that are not good any more, whoever made them so and forgot to say it."""
        here = [(room.id, peer) for room in self.rooms if which(room.id) for peer in room.sockets]
        if not here:
            return
        async with self._database.reading() as db:
            grounds = await seats.grounds(db, [peer for _, peer in here])
        now_ms = self._now_ms()
        for room, peer in here:
            verdict = rules.verdict(grounds[peer], now_ms) if peer in grounds else "revoked"
            if verdict != "good":
                await self._expel([(room, peer)], Refused(verdict))

    async def _let_go_of_revoked(self) -> None:
        """What another process revoked: its word may have been lost on the way, the row was not."""
        here = [(room.id, peer) for room in self.rooms for peer in room.sockets]
        async with self._database.reading() as db:
            revoked = await seats.revoked_of(db, [peer for _, peer in here])
        if revoked:
            await self._expel([one for one in here if one[1] in revoked], Refused("revoked"))

    async def _kept(self, db: Db, session: Session, person: str, device: Device, resume: str) -> rules.Seat | None:
        kept = await seats.by_resume(db, ids.digest(resume))
        if kept is None or kept.revoked_at_ms is not None:
            return None
        return kept if (kept.session_id, kept.person, kept.device) == (session.id, person, device) else None

    def soon(self, errand: Awaitable[None]) -> None:
        """Does it beside everything else; the rooms' end waits for it."""
        task = asyncio.ensure_future(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


def gate_in_room(gate: readiness_rules.Gate) -> Gate:
    """A client's gate as a room is told it."""
    return Gate(why=gate.why or "", by_override=gate.override is not None and gate.why is not None)


def _gate_news(person: str, gate: Gate, room: Room) -> list[Draft]:
    return gate_changed(room.gates, person, gate)


def _entries(listed: Listed) -> tuple[DayEntry, ...]:
    """The exercises as they were listed before, for the log."""
    return tuple(read_entry({**one.wire(), "id": f"listed-{place}"}) for place, one in enumerate(listed.planned))


async def _opening(db: Db, session: Session, now_ms: int) -> Opening:
    """What the session's room is opened with."""
    group = await groups.get(db, session.group_id) if session.group_id else None
    invited = invite_rules.valid(await invites.of_session(db, session.id), session, now_ms)
    return opening_rules.of(session, await clients.get_many(db, session.client_ids), invited, group)


def _is_due(beat: int, room: str) -> bool:
    return zlib.crc32(room.encode()) % SWEEP_S == beat % SWEEP_S


LIVE: web.AppKey[Live] = web.AppKey("live", Live)
