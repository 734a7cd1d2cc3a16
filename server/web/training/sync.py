"""Takes what devices said of a training, and tells them what others said: the same sent twice changes nothing."""

import logging
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from server import ids, notices
from server.domain import seats
from server.domain.errors import DomainError, NotFound, OutOfRange
from server.domain.people import Client
from server.domain.readiness.flags import Flag
from server.domain.threads import messages
from server.domain.threads.messages import Thread
from server.domain.training import entries
from server.domain.training.entries import By, Entry
from server.store import programs, red_flags, threads, training
from server.web.answers import convert, db, json, now
from server.web.edge import SETTINGS

log = logging.getLogger(__name__)

TOLD_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a device sends. after: the number of the last entry it knows. Each entry is judged by itself."""

    after: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Taken:
    """What became of it."""

    kept: list[str] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, id: str, problem: DomainError) -> None:
        """Says why one is not kept."""
        told = {"id": id, "error": problem.code, "message": problem.message}
        self.refused.append({**told, "where": problem.where} if problem.where else told)


async def take(
    request: web.Request, client: Client, sent: list[dict[str, Any]], *, by: By, session_id: str = ""
) -> Taken:
    """Keeps what is sound and names what is not. The client's row must be locked. Raises OutOfRange, FullLog."""
    if len(sent) > entries.AT_ONCE:
        raise OutOfRange(f"At most {entries.AT_ONCE} entries at once.", "entries")
    moment = now(request)
    result = Taken()
    sound: list[Entry] = []
    theirs: dict[str, bool] = {"": True}
    for told in sent:
        id = str(told.get("id", ""))[:64]
        try:
            one = entries.checked(convert(told, Entry), moment)
            if one.program not in theirs:
                program = await programs.get(db(request), one.program)
                theirs[one.program] = program is not None and program.client_id == client.id
            if not theirs[one.program]:
                raise NotFound("This belongs to a program that is not there any more.", "program")
        except DomainError as problem:
            result.refuse(id, problem)
            continue
        sound.append(one)
        result.kept.append(one.id)
    sound = entries.set_right(sound, moment)
    fresh = await training.keep(db(request), client.id, sound, by=by, session_id=session_id, now_ms=moment)
    await _tell(request, client, fresh, session_id)
    if fresh or result.refused:
        log.info("training log: client %s, %s new, %s refused", client.id, len(fresh), len(result.refused))
    return result


async def answer(request: web.Request, client: Client, after: int, taken: Taken) -> web.Response:
    """What a client's own device hears back."""
    head = await training.head_of(db(request), client.id)
    after = min(max(after, 0), head)
    found = await training.after(db(request), client.id, after, most=TOLD_AT_ONCE)
    sent = set(taken.kept)
    return json(
        {
            "kept": taken.kept,
            "refused": taken.refused,
            "entries": [one.wire() for one in found if one.entry.id not in sent],
            "seq": found[-1].seq if found else after,
            "more": bool(found) and found[-1].seq < head,
            "now_ms": now(request),
        }
    )


async def _tell(request: web.Request, client: Client, fresh: list[Entry], session_id: str) -> None:
    """What makes a trainer look again becomes a flag of the client's health; a check-in stands in their thread, too."""
    for one in fresh:
        if one.kind == "check_in":
            await _write(request, client, one)
        if entries.is_flag(one):
            flag = Flag(
                id=ids.new(),
                client_id=client.id,
                session_id=session_id or None,
                kind="unwell" if one.kind == "unwell" else "pain",
                at_ms=one.at_ms,
                places=", ".join(one.where),
            )
            await red_flags.add(db(request), flag)
            if not session_id:  # at the gym the trainer stands beside them
                await notices.flag_raised(db(request), request.app[SETTINGS], client, flag, now(request))


async def _write(request: web.Request, client: Client, one: Entry) -> None:
    thread = Thread(client_id=client.id)
    message = messages.write(
        thread,
        id=ids.new(),
        author=seats.client(client.id),
        text=one.text,
        kind="check-in",
        last_ms=await threads.last_ms(db(request), thread),
        now_ms=now(request),
    )
    await threads.add(db(request), message)
    await notices.message_written(db(request), request.app[SETTINGS], message, now(request))
