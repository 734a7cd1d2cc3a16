"""Two clips side by side, for the trainer and, once it was sent, for the client; and choosing the other clip."""

import logging
from dataclasses import dataclass, field, replace

from aiohttp import web

from server import access, ids, review_notices
from server.domain import clips as clip_rules
from server.domain import comparisons as rules
from server.domain import seats
from server.domain.clips import Clip
from server.domain.comparisons import ClipDeleted, Comparison, NothingToSee, Setup
from server.domain.errors import NotFound
from server.store import audit, comparisons
from server.web import clip_cards
from server.web.answers import db, done, json, now, page, read
from server.web.client_page import confirmed
from server.web.comparing import offers, pairs
from server.web.comparing.pairs import Pair
from server.web.edge import SETTINGS, watching_page
from server.web.identity import signed_in
from server.web.pages import local
from server.web.reviews import marks as review_marks

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """What it is called, and how it lies."""

    name: str = ""
    setup: Setup = field(default_factory=Setup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Words to the client; or takes it back."""

    words: str = ""
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Puts it away, or with `undo` brings it back."""

    undo: bool = False


# ---- the trainer


async def choose(request: web.Request) -> web.StreamResponse:
    """The client's other clips, what repeats this one first; and what was kept of it. Raises NothingToSee."""
    me = await signed_in(request)
    clip = await _clip(request, "clip")
    if not offers.is_picture(clip):
        raise ClipDeleted if clip.deleted_at_ms is not None else NothingToSee
    found = await offers.to_choose(db(request), clip)
    shown = await clip_cards.for_trainer(db(request), seats.trainer(me.id), [offer.clip for offer in found])
    (card,) = await clip_cards.for_trainer(db(request), seats.trainer(me.id), [clip])
    client = None if clip.client_id is None else await access.client(db(request), me, clip.client_id)
    return page(
        request,
        "comparing/choose.html",
        clip=clip,
        card=card,
        client=client,
        lines=list(zip(found, shown, strict=True)),
        kept=await comparisons.of_clip(db(request), clip.id),
    )


async def show(request: web.Request) -> web.StreamResponse:
    """Two clips side by side, as nobody has laid them out yet."""
    me = await signed_in(request)
    pair = await pairs.of_trainer(request, me, request.match_info["clip"], request.match_info["other"])
    return await _page(request, pair, None)


async def open_kept(request: web.Request) -> web.StreamResponse:
    """Two clips as they were kept. Raises ClipDeleted."""
    me = await signed_in(request)
    kept = await access.comparison(db(request), me, request.match_info["comparison"])
    return await _page(request, await pairs.of_trainer(request, me, kept.first_id, kept.second_id), kept)


async def keep(request: web.Request) -> web.StreamResponse:
    """Keeps a pair under a name."""
    me = await signed_in(request)
    body = await read(request, Keep)
    pair = await pairs.of_trainer(request, me, request.match_info["clip"], request.match_info["other"])
    moment = now(request)
    made = Comparison(
        id=ids.new(),
        trainer_id=me.id,
        client_id=pair.client_id,
        first_id=pair.first.id,
        second_id=pair.second.id,
        name="",
        created_at_ms=moment,
        changed_at_ms=moment,
    )
    kept = rules.change(made, body.name, body.setup, moment)
    await comparisons.add(db(request), kept)
    await _note(request, f"t:{me.id}", "comparison.kept", kept)
    return done(request, f"/comparisons/{kept.id}", kept=pairs.kept_config(kept))


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps it anew, as it lies now; what the client has opens like that from now on."""
    me = await signed_in(request)
    body = await read(request, Keep)
    before = await access.comparison(db(request), me, request.match_info["comparison"], lock=True)
    after = rules.change(before, body.name or before.name, body.setup, now(request))
    await comparisons.save(db(request), after)
    return done(request, f"/comparisons/{after.id}", kept=pairs.kept_config(after))


async def send(request: web.Request) -> web.StreamResponse:
    """Puts it on the client's page, or takes it off. Raises OfNoClient, ClipDeleted."""
    me = await signed_in(request)
    body = await read(request, Send)
    before = await access.comparison(db(request), me, request.match_info["comparison"], lock=True)
    if body.undo:
        after = rules.take_back(before)
    else:
        pair = await pairs.of_trainer(request, me, before.first_id, before.second_id)
        after = rules.send(before, (pair.first, pair.second), body.words, now(request))
    await comparisons.save(db(request), after)
    await _note(request, f"t:{me.id}", "comparison.taken-back" if body.undo else "comparison.sent", after)
    notice = "It is off your client's page."
    if not body.undo:
        client = await access.client(db(request), me, after.client_id or "")
        settings = request.app[SETTINGS]
        has_letter = await review_notices.comparison_sent(db(request), settings, client, after, me.name, now(request))
        notice = f"Sent to {client.name}. {'A letter tells them.' if has_letter else 'It stands on their page.'}"
    return done(request, f"/comparisons/{after.id}", notice=notice, kept=pairs.kept_config(after))


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts it away; the clips stay. With `undo` brings it back."""
    me = await signed_in(request)
    body = await read(request, Delete)
    before = await access.comparison(db(request), me, request.match_info["comparison"], lock=True, deleted=body.undo)
    after = replace(before, deleted_at_ms=None if body.undo else now(request))
    await comparisons.save(db(request), after)
    await _note(request, f"t:{me.id}", "comparison.restored" if body.undo else "comparison.deleted", after)
    return done(request, f"/comparisons/{after.id}" if body.undo else f"/clips/{after.first_id}/compare")


# ---- the client


async def client_show(request: web.Request) -> web.StreamResponse:
    """Two clips as the trainer laid them out. Raises ClipDeleted when one was put away since."""
    client = await confirmed(request)
    kept = await access.comparison_of(db(request), client, request.match_info["comparison"])
    return await _page(request, await pairs.of_client(request, client, kept), kept)


async def client_opened(request: web.Request) -> web.StreamResponse:
    """Notes that the client has looked at it."""
    client = await confirmed(request)
    kept = await access.comparison_of(db(request), client, request.match_info["comparison"], lock=True)
    await comparisons.save(db(request), rules.open(kept, now(request)))
    return done(request, f"/c/{request.match_info['token']}/comparisons/{kept.id}")


async def client_first_marks(request: web.Request) -> web.StreamResponse:
    """What is drawn on the first clip, without what is private."""
    return await _client_marks(request, "first")


async def client_second_marks(request: web.Request) -> web.StreamResponse:
    """The same of the second."""
    return await _client_marks(request, "second")


# ---- both


async def _page(request: web.Request, pair: Pair, kept: Comparison | None) -> web.StreamResponse:
    cards = await pairs.cards(request, pair)
    both = await pairs.labels(request, pair)
    config = {
        "side": pair.side,
        "here": pair.here,
        "kept": pairs.kept_config(kept),
        "setup": pairs.blank(cards),
        "name": kept.name if kept else pairs.name_for(pair, both),
        "may_write": pair.side == "trainer" and access.may_write(db(request)),
        "may_send": pair.client_id is not None and pair.first.client_id == pair.second.client_id,
    }
    for which, card, label in zip(("first", "second"), cards, both, strict=True):
        when = local(card.at_ms, pair.time_zone, "date")
        config[which] = pairs.clip_config(card, label, when, await _review(request, pair, kept, which, card.clip))
    answer = page(
        request,
        "comparing/show.html" if pair.side == "trainer" else "comparing/client.html",
        pair=pair,
        kept=kept,
        cards=cards,
        both=both,
        config=config,
        token=request.match_info.get("token", ""),
        time_zone=pair.time_zone,
    )
    return watching_page(answer)


async def _review(
    request: web.Request, pair: Pair, kept: Comparison | None, which: str, clip: Clip
) -> dict[str, object]:
    """Where the marks of one of the two are told, as `review_marks.config` says it for a clip's own page."""
    if pair.side == "trainer":
        me = await signed_in(request)
        return {
            "url": f"/clips/{clip.id}/review",
            "shelf": f"t:{me.id}/{clip.id}",
            "may_write": access.may_write(db(request)),
            "now_ms": now(request),
            "standing": "open",
        }
    return {
        "url": f"{pair.here}/{which}/review",
        "shelf": "",
        "may_write": False,
        "now_ms": now(request),
        "standing": "sent",
    }


async def _client_marks(request: web.Request, which: rules.Which) -> web.StreamResponse:
    client = await confirmed(request)
    kept = await access.comparison_of(db(request), client, request.match_info["comparison"])
    pair = await pairs.of_client(request, client, kept)
    clip = pair.first if which == "first" else pair.second
    return json(await review_marks.for_client(request, clip, is_sent=True))


async def _clip(request: web.Request, name: str) -> Clip:
    me = await signed_in(request)
    clip = await access.clip(db(request), me, request.match_info[name])
    if not clip_rules.may_watch(clip, "trainer"):
        raise NotFound
    return clip


async def _note(request: web.Request, actor: str, action: str, kept: Comparison) -> None:
    subject = f"c:{kept.client_id}" if kept.client_id else f"t:{kept.trainer_id}"
    await audit.note(db(request), now(request), actor, action, subject, comparison=kept.id)
    log.info("%s: %s", action, kept.id)
