"""A thread's page and what one does on it: the same for a client's thread and a group's, for trainers and clients."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from aiohttp import web

from server import ids, notices
from server.domain import clips as clip_rules
from server.domain import seats
from server.domain.errors import NotFound
from server.domain.threads import check_ins as check_in_rules
from server.domain.threads import messages as rules
from server.domain.threads.messages import Message
from server.domain.uploads import MINE, MOST_NOTE
from server.store import accounts, check_ins, clips, threads
from server.web import clip_cards, limits
from server.web.answers import db, done, json, now, page, read
from server.web.answers import wants_json as asks_json
from server.web.clip_cards import Card
from server.web.edge import SETTINGS, writing_page
from server.web.pages import local
from server.web.threads.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A message of words. check_in: it is what was asked for each week."""

    text: str = ""
    check_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Up to which moment the page has shown messages."""

    until_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheer:
    """Whether it is given or taken back."""

    on: bool = True


async def show(request: web.Request, one: Reading) -> web.StreamResponse:
    """The page; as JSON its last messages, or with ?known=<mark> that nothing has changed since."""
    before_ms = _number(request.query.get("before", ""))
    found = await threads.page(db(request), one.thread, most=rules.SHOWN + 1, before_ms=before_ms)
    shown = found[-rules.SHOWN :]
    wire = await _wire(request, one, shown)
    mark = ids.digest(dumps(wire))[:16]
    if asks_json(request):
        if request.query.get("known") == mark:
            return json({"mark": mark})
        return json({"mark": mark, "messages": wire})
    answer = page(
        request,
        f"threads/{one.side}.html",
        one=one,
        messages=wire,
        earlier=shown[0].created_at_ms if len(found) > len(shown) else None,
        is_end=before_ms is None,
        longest=rules.MAX_TEXT,
        asks_check_in=await _asks_check_in(request, one),
        token=request.match_info.get("token", ""),
        emergency=request.app[SETTINGS].emergency_number,
        config={
            "here": one.here,
            "base": one.base,
            "owner": one.me,
            "client": "" if one.side == "client" else one.client.id if one.client is not None else MINE,
            "side": one.side,
            "is_group": one.group is not None,
            "group": one.group.id if one.group is not None else "",
            "most_note": MOST_NOTE,
            "most_bytes": request.app[SETTINGS].clip_max_bytes,
            "mark": mark,
            "messages": wire,
        },
    )
    return writing_page(answer)


async def _asks_check_in(request: web.Request, one: Reading) -> bool:
    """Whether a client is expected to check in this week and has not."""
    if one.side != "client" or one.client is None:
        return False
    day = await check_ins.get(db(request), one.client.id)
    if day is None:
        return False
    week = check_in_rules.week(day, now(request), one.time_zone)
    return not await threads.since(db(request), one.thread, "check-in", week.from_ms)


async def write(request: web.Request, one: Reading) -> web.StreamResponse:
    """Puts words at the end of the thread. Raises NothingToSend, MessageTooLong and TooMany."""
    body = await read(request, Write)
    await limits.check(request, "message", one.me)
    message = rules.write(
        one.thread,
        id=ids.new(),
        author=one.me,
        text=body.text,
        kind="check-in" if body.check_in and one.side == "client" and one.group is None else "text",
        last_ms=await threads.last_ms(db(request), one.thread),
        now_ms=now(request),
    )
    await threads.add(db(request), message)
    await notices.message_written(db(request), request.app[SETTINGS], message, now(request))
    (wire,) = await _wire(request, one, [message])
    return done(request, f"{one.here}#end", sent=wire)


async def seen(request: web.Request, one: Reading) -> web.StreamResponse:
    """Notes up to where the reader has read; what is written later was not seen."""
    body = await read(request, Seen)
    if body.until_ms > 0:
        last_ms = await threads.last_ms(db(request), one.thread) or 0
        await threads.mark_read(db(request), one.thread, one.me, min(body.until_ms, last_ms))
    return done(request, one.here)


async def delete(request: web.Request, one: Reading) -> web.StreamResponse:
    """Takes a message of the reader's own back, with the picture or film it came with."""
    message = await _message(request, one)
    await threads.save(db(request), rules.delete(message, one.me, now(request)))
    clip = await clips.get(db(request), message.clip_id, lock=True) if message.clip_id else None
    if clip is not None and clip.deleted_at_ms is None:
        after = clip_rules.delete(clip, now(request), one.side)
        await clips.change(db(request), clip.id, deleted_at_ms=after.deleted_at_ms, deleted_by=after.deleted_by)
    return done(request, one.here)


async def cheer(request: web.Request, one: Reading) -> web.StreamResponse:
    """Gives the reader's cheer to somebody's message, or takes it back. Raises NotFound for one's own."""
    body = await read(request, Cheer)
    message = await _message(request, one)
    if message.author == one.me:
        raise NotFound
    await threads.cheer(db(request), message.id, one.me, now(request), on=body.on)
    return done(request, f"{one.here}#m-{message.id}")


async def _message(request: web.Request, one: Reading) -> Message:
    found = await threads.get(db(request), one.thread, request.match_info["message"])
    if found is None:
        raise NotFound
    return found


async def _wire(request: web.Request, one: Reading, shown: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages as pages are told of them."""
    found = await clips.get_many(db(request), {each.clip_id for each in shown if each.clip_id})
    cards = {
        card.clip.id: card for card in await _cards(request, one, [each for each in found if not each.deleted_at_ms])
    }
    reads = await threads.reads(db(request), one.thread)
    others = [reads.get(person, 0) for person in one.others]
    cheers = await threads.cheers(db(request), [each.id for each in shown]) if one.group else {}
    names = {**await _other_trainers(request, one, shown), **one.names}
    return [_one(each, one, names, cards, others, cheers.get(each.id, ()), reads.get(one.me, 0)) for each in shown]


async def _other_trainers(request: web.Request, one: Reading, shown: Sequence[Message]) -> dict[str, str]:
    """The names of trainers with whom the client is or was shared, as far as they wrote here."""
    unknown = {each.author for each in shown if each.is_by_trainer and each.author not in one.names}
    found = [await accounts.get(db(request), author.removeprefix("t:")) for author in sorted(unknown)]
    return {seats.trainer(account.id): account.name for account in found if account is not None}


async def _cards(request: web.Request, one: Reading, found: Sequence[clip_rules.Clip]) -> list[Card]:
    if one.side == "trainer":
        return await clip_cards.for_trainer(db(request), one.me, found)
    token = request.match_info["token"]
    if one.group is None:
        return await clip_cards.for_client(db(request), one.me, found, token)
    mine = [each for each in found if each.client_id and seats.client(each.client_id) == one.me]
    others = [each for each in found if each not in mine]
    return [
        *await clip_cards.for_client(db(request), one.me, mine, token),
        *clip_cards.for_group(others, token, one.group.id),
    ]


def _one(
    message: Message,
    one: Reading,
    names: Mapping[str, str],
    cards: Mapping[str, Card],
    others: Collection[int],
    cheered: Collection[str],
    read_until_ms: int,
) -> dict[str, Any]:
    is_mine = message.author == one.me
    return {
        "id": message.id,
        "is_mine": is_mine,
        "name": "You" if is_mine else names.get(message.author, "Somebody who left"),
        "kind": message.kind,
        "text": message.text,
        "at_ms": message.created_at_ms,
        "when": local(message.created_at_ms, one.time_zone),
        "is_urgent": message.is_urgent,
        "is_new": not is_mine and message.created_at_ms > read_until_ms,
        "is_read": is_mine and one.group is None and rules.was_read_by_all(message, others),
        "clip": cards[message.clip_id].within if message.clip_id and message.clip_id in cards else None,
        "has_lost_clip": bool(message.clip_id) and message.clip_id not in cards,
        "cheers": len(cheered),
        "cheered": one.me in cheered,
        "cheerers": sorted("You" if each == one.me else names.get(each, "") for each in cheered),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
