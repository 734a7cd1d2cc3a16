"""Consents on pages: what is asked, where the client stands, how an answer is stored and told to open rooms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import arrivals, ids
from server.arrivals import UPLOADS
from server.domain import consents as rules
from server.domain import people, seats, sessions, wall_clock
from server.domain.consents import Consent, Standing, Words
from server.domain.people import Client
from server.domain.sessions import State
from server.live import LIVE
from server.store import audit, consents
from server.store import sessions as sessions_store
from server.web.answers import db, now
from signaling.log import Draft

# Uploads whose bytes go as soon as their rows are gone.
TAKEN_BACK: web.RequestKey[list[str]] = web.RequestKey("taken_back", list)

Method = str  # a key of server.domain.consents.METHODS


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveConsent:
    """An answer: given or withdrawn, and the version of the words that was on the screen."""

    given: bool
    version: int | None = None
    signed_by: str = ""  # a guardian's name


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose as a page shows it: the words of now, the standing, and the answers so far, newest first."""

    purpose: str
    words: Words
    standing: Standing
    history: Sequence[Consent]

    @property
    def given(self) -> bool:
        """Whether the client agrees now."""
        return self.standing == "given"


async def lines(request: web.Request, client: Client) -> list[Line]:
    """Every purpose the client is asked about, with where they stand."""
    rows = await consents.list_for(db(request), client.id)
    texts = await consents.texts(db(request))
    answered = {row.purpose for row in rows}
    age = people.age(client, wall_clock.local(now(request), client.time_zone).date())
    return [
        Line(
            purpose,
            rules.words(purpose, texts),
            rules.standing(rows, purpose, texts),
            [row for row in reversed(rows) if row.purpose == purpose],
        )
        for purpose in rules.PURPOSES
        if purpose in answered or purpose in rules.asked_of(age)
    ]


async def consents_for_page(request: web.Request, client: Client, url_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """What the room's page shows before joining.

    url_of: purpose -> the address that takes `{"given": bool, "version"?: int}`. With `?session=<id>` behind
    `/c/{token}/consents/{purpose}` the answer is kept as given at the door of that session.
    """
    return [
        {
            "purpose": line.purpose,
            "title": line.words.title,
            "text": line.words.text,
            "version": line.words.version,
            "given": line.given,
            "url": url_of(line.purpose),
        }
        for line in await lines(request, client)
        if line.purpose != rules.GUARDIAN  # who signs for another does so on the client's page
    ]


async def record(
    request: web.Request,
    client: Client,
    purpose: str,
    answer: GiveConsent,
    *,
    actor: str,
    method: Method,
    session_id: str = "",
) -> Consent | None:
    """Stores an answer with its line in the audit; None when the client stands there already.

    Without consent to clips, moments that are still on their way are taken back.

    client: read with `lock`, so that two taps at once are one row. Raises NotFound and OutdatedWords.
    """
    row = rules.answer(
        await consents.list_for(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        purpose=purpose,
        given=answer.given,
        version=answer.version,
        method=method,
        session_id=session_id,
        signed_by=answer.signed_by,
        texts=await consents.texts(db(request)),
        now_ms=now(request),
    )
    if row is None:
        return None
    await consents.add(db(request), row)
    deed = "consent.given" if row.given else "consent.withdrawn"
    await audit.note(db(request), row.at_ms, actor, deed, f"c:{client.id}", purpose=purpose, version=row.version)
    if purpose == "clips" and not row.given:
        request[TAKEN_BACK] = await arrivals.withdraw(db(request), client.id)
    return row


async def tell_rooms(request: web.Request, client: Client, row: Consent | None) -> None:
    """Commits, then adds the answer to the logs of the client's open sessions, for the trainer and the client alone."""
    if row is None:
        return
    await db(request).commit()
    for upload_id in request.get(TAKEN_BACK, ()):
        await request.app[UPLOADS].remove(upload_id)
    moment = now(request)
    theirs = await sessions_store.for_client(db(request), client.id, from_ms=moment - sessions.LONGEST_MS)
    open_now = [session.id for session in theirs if sessions.state(session, moment) is State.OPEN]
    await db(request).rollback()  # a room's log is written in a transaction of its own
    live = request.app[LIVE]
    person = seats.client(client.id)
    for room_id in open_now:
        payload = {"person": person, "purpose": row.purpose, "given": row.given}
        await live.append(room_id, Draft(type="consent", payload=payload, audience=(person,)))
