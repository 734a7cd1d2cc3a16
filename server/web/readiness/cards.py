"""What other pages show of readiness: Today, a session and its sheet, a client's desk page, and the client's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from server.domain import readiness as rules
from server.domain import sessions
from server.domain.accounts import DAY_MS, Account
from server.domain.people import Client
from server.domain.readiness import Standing, State, flags, words
from server.domain.readiness.documents import Document
from server.domain.readiness.flags import Flag
from server.domain.readiness.states import WARN_MS
from server.domain.sessions import Session
from server.store import health_documents, readiness, red_flags
from server.web import names
from server.web.answers import db, now

WAITS = (State.SUBMITTED, State.FOLLOW_UP, State.REOPENED)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Whose:
    """The client it is about."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Due:
    """A client who is not cleared for a session that begins within a day."""

    client: Whose
    session: Session
    state: State


@dataclass(frozen=True, slots=True)
class Health:
    """What Today tells of health checks. `review`: the trainer's word is missing; `ending`: cleared, not for long;
    `letters`: what doctors wrote, the first that each client sent.
    """

    flags: Sequence[tuple[Whose, Flag]]
    review: Sequence[tuple[Whose, Standing]]
    ending: Sequence[tuple[Whose, Standing]]
    letters: Sequence[tuple[Whose, Document]] = ()
    due: Sequence[Due] = ()

    def __bool__(self) -> bool:
        return bool(self.flags or self.review or self.letters or self.due or self.ending)


async def today(request: web.Request, me: Account, found: Sequence[Session]) -> Health:
    """What waits for the trainer. found: sessions around now."""
    decide = await to_decide(request, me)
    due = await _due(request, found, now(request))
    soon = {one.client.id for one in due}
    return replace(decide, due=due, ending=[one for one in decide.ending if one[0].id not in soon])


async def to_decide(request: web.Request, me: Account) -> Health:
    """What waits for the trainer, whatever is planned."""
    moment = now(request)
    undecided = await red_flags.open_for(db(request), me.id)
    ends = {"ends_after_ms": moment - WARN_MS, "ends_before_ms": moment + WARN_MS}
    watched = await readiness.to_watch(db(request), me.id, states=WAITS, **ends)
    letters: dict[str, Document] = {}
    for one in await health_documents.sent(db(request), me.id):
        letters.setdefault(one.client_id, one)
    wanted = {*(flag.client_id for flag in undecided), *(entry.client_id for entry in watched), *letters}
    people = await _people(request, wanted)
    stand = {entry.client_id: rules.standing([entry], moment) for entry in watched if entry.client_id in people}
    return Health(
        flags=[(people[flag.client_id], flag) for flag in undecided if flag.client_id in people][:SHOWN],
        review=[(people[id], one) for id, one in stand.items() if one.state in WAITS][:SHOWN],
        ending=[(people[id], one) for id, one in stand.items() if one.state not in WAITS][:SHOWN],
        letters=[(people[id], one) for id, one in letters.items() if id in people][:SHOWN],
    )


async def of_session(request: web.Request, session: Session) -> dict[str, Any]:
    """By client, for the session's page: the gate, none where the session is for talking; and what is not settled."""
    gates = {}
    if rules.applies(session):
        gates = await readiness.gates(db(request), session.client_ids, now(request), session.id)
    return {"gates": gates, "unsettled": await unsettled(request, session.client_ids), "words": words}


async def unsettled(request: web.Request, client_ids: Sequence[str]) -> dict[str, Flag]:
    """By client, what happened to them and was never settled, such as by a session that ended before: the foremost."""
    return flags.foremost(await red_flags.open_of(db(request), client_ids))


async def on_sheet(request: web.Request, session: Session, people: Sequence[Client]) -> list[tuple[Client, Flag]]:
    """What the trainer still has to decide of a session."""
    known = {client.id: client for client in people}
    found = await red_flags.of_session(db(request), session.id)
    return [(known[one.client_id], one) for one in found if one.verdict == "open" and one.client_id in known]


async def of_client(request: web.Request, client: Client) -> dict[str, Any]:
    """For a client's desk page and their own: where they stand, in words for either."""
    found = rules.standing(await readiness.history(db(request), client.id), now(request))
    open_flags = await unsettled(request, [client.id])
    return {"standing": found, "unsettled": open_flags, "told": words.FOR_CLIENT[found.state], "words": words}


async def _people(request: web.Request, client_ids: Iterable[str]) -> dict[str, Whose]:
    return {id: Whose(id, name) for id, name in (await names.of(request, client_ids)).items()}


async def _due(request: web.Request, found: Sequence[Session], moment: int) -> list[Due]:
    """Who is not cleared for what begins within a day, or will not be any more by then."""
    soon = [
        one
        for one in found
        if rules.applies(one)
        and one.starts_at_ms <= moment + DAY_MS
        and one.ends_at_ms > moment
        and sessions.state(one, moment) in (sessions.State.PLANNED, sessions.State.OPEN)
        and one.outcome is sessions.Outcome.UNSET
    ]
    wanted = sorted({id for one in soon for id in one.client_ids})
    histories = await readiness.histories(db(request), wanted)
    people = await _people(request, wanted)
    due = []
    for one in soon:
        for id in one.client_ids:
            gate = rules.may_exercise(histories[id], max(moment, one.starts_at_ms), one.id)
            if not gate.is_open and id in people:
                due.append(Due(people[id], one, gate.standing.state))
    return due
