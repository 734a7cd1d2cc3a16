"""One clip: the page it is watched on, its state while it is made ready, what has been seen of it."""

from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web

from recordings import refusals
from server import access, ids
from server.domain import clip_words
from server.domain import clips as rules
from server.domain import comments as comment_rules
from server.domain.jobs import Job
from server.media import MEDIA
from server.store import audit, clips, comments, jobs, key_titles, reviews
from server.store import sessions as sessions_store
from server.web import clip_cards, takes
from server.web.answers import db, done, json, now, page, read
from server.web.client_page import confirmed
from server.web.clip_comments import wires
from server.web.clip_log import told_of
from server.web.comparing import offers
from server.web.edge import SETTINGS, watching_page
from server.web.identity import signed_in
from server.web.reviews import films, measured, voice_overs
from server.web.reviews import marks as review_marks
from server.web.watching import Watching, by_client, by_trainer, watching_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Retitle:
    """What a clip is to be called."""

    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody has seen: comments up to that moment, and for the trainer whether the clip was watched."""

    comments_until_ms: int = 0
    watched: bool = False


# ---- the trainer


async def show(request: web.Request) -> web.StreamResponse:
    """The page; of a deleted clip as long as it lies in the trainer's bin."""
    return await _page(request, await by_trainer(request), "clips/show.html")


async def save(request: web.Request) -> web.StreamResponse:
    """Gives the clip another title."""
    one = await by_trainer(request, lock=True)
    body = await read(request, Retitle)
    after = rules.rename(one.clip, body.title)
    await clips.change(db(request), after.id, title=after.title)
    return done(request, one.here, title=rules.title_of(after), notice="Saved.")


async def state(request: web.Request) -> web.StreamResponse:
    """Where the clip stands and what is written about it, for a page that looks again."""
    one = await by_trainer(request)
    return json(await _state(request, one))


async def seen(request: web.Request) -> web.StreamResponse:
    """Notes which comments are not new for this trainer any more; of one who may write, that the clip was watched."""
    one = await by_trainer(request, lock=True)
    body = await read(request, Seen)
    await _mark_seen(request, one, body)
    if body.watched and one.clip.waits_for_review and access.may_write(db(request)):
        await clips.change(db(request), one.clip.id, reviewed_at_ms=now(request))
    return done(request, one.here)


async def retry(request: web.Request) -> web.StreamResponse:
    """Lets the media worker try a refused clip once more, however old it is. Raises NothingToRetry."""
    one = await by_trainer(request, lock=True)
    after = rules.retry(one.clip)
    before = [job for job in await jobs.of(db(request), after.id) if job.kind == "prepare"]
    moment = now(request)
    again = Job(
        id=ids.new(),
        kind="prepare",
        subject=after.id,
        detail=before[-1].detail if before else {},
        run_after_ms=moment,
        created_at_ms=moment,
    )
    await clips.save(db(request), after)
    await jobs.add(db(request), again)
    await db(request).commit()
    request.app[MEDIA].wake()
    return done(request, one.here, notice="It is being tried again.")


# ---- the client


async def client_show(request: web.Request) -> web.StreamResponse:
    """The page for the client."""
    one = await by_client(request)
    return await _page(request, one, "clips/client.html")


async def client_state(request: web.Request) -> web.StreamResponse:
    """The same as for the trainer."""
    return json(await _state(request, await by_client(request)))


async def client_seen(request: web.Request) -> web.StreamResponse:
    """Notes which comments are not new for the client any more."""
    one = await by_client(request, lock=True)
    await _mark_seen(request, one, await read(request, Seen))
    return done(request, one.here)


async def client_delete(request: web.Request) -> web.StreamResponse:
    """Puts a clip of the client away: nobody sees it, and for thirty days only the client brings it back."""
    one = await by_client(request, lock=True)
    after = rules.delete(one.clip, now(request), "client")
    await clips.change(db(request), after.id, deleted_at_ms=after.deleted_at_ms, deleted_by=after.deleted_by)
    await _note(request, one, "clip.deleted")
    here = f"/c/{request.match_info['token']}"
    return done(request, f"{here}#clips", notice="Deleted. You can bring it back for thirty days.")


async def client_restore(request: web.Request) -> web.StreamResponse:
    """Brings a clip back that the client put away."""
    client = await confirmed(request, lock=True)
    clip = await access.deleted_clip_of(db(request), client, request.match_info["clip"], lock=True)
    one = await watching_of(request, clip, client)
    rules.restore(clip, "client")
    await clips.change(db(request), clip.id, deleted_at_ms=None, deleted_by="")
    await _note(request, one, "clip.restored")
    return done(request, f"/c/{request.match_info['token']}#clips", notice="It is back.")


# ---- both


async def _page(request: web.Request, one: Watching, template: str) -> web.StreamResponse:
    clip = one.clip
    if one.side == "trainer":
        (card,) = await clip_cards.for_trainer(
            db(request), one.actor, [clip], {clip.client_id or "": one.names["client"]}
        )
    else:
        (card,) = await clip_cards.for_client(db(request), one.actor, [clip], request.match_info["token"])
    told = await _state(request, one)
    points, bars = await told_of(request, clip, one.side)
    review = await reviews.get(db(request), clip.id)
    token = request.match_info.get("token", "")
    answer = page(
        request,
        template,
        one=one,
        clip=clip,
        card=card,
        session=await sessions_store.get(db(request), clip.session_id) if clip.session_id else None,
        review=review,
        source=rules.SOURCES[clip.source],
        sent_by=clip_words.sent_by(clip, one.names["client"], one.side),
        gone_at_ms=rules.gone_at_ms(clip),
        to_save=rules.to_save(clip),
        comments=told["comments"],
        take=await takes.of_clip(request, one),
        may_write=one.side == "client" or access.may_write(db(request)),
        points=points,
        token=token,
        words=clip_words,
        offers=await _offers(request, one),
        longest=comment_rules.MAX_TEXT,
        config={
            **told,
            "here": one.here,
            "clip": clip.id,
            "person": one.actor,
            "client": clip.client_id if one.side == "trainer" else "",
            "base": "" if one.side == "trainer" else f"/c/{token}",
            "may_write": one.side == "client" or access.may_write(db(request)),
            "longest": comment_rules.MAX_TEXT,
            "most_bytes": request.app[SETTINGS].clip_max_bytes,
            "takes_answers": one.client is not None,
            "side": one.side,
            "names": one.names,
            "media": clip.media,
            "start_ms": clip.start_ms,
            "duration_ms": clip.duration_ms,
            "review": review_marks.config(request, one, review),
            "steps": await measured.steps_of(db(request), one),
            "reviewed": clip.reviewed_at_ms is not None,
            "voices": await voice_overs.told(request, one),
            "films": await films.told(request, one),
            "key_titles": await _key_titles(request, one),
            "bars": [asdict(bar) for bar in bars],
            "points": [{"at_ms": point.at_ms, "kind": point.kind, "title": point.title} for point in points],
        },
    )
    return watching_page(answer)


async def _offers(request: web.Request, one: Watching) -> list[offers.Offer] | None:
    """What the trainer is offered to compare it with at once; None: it is not to be compared at all."""
    if one.side == "client" or not offers.is_picture(one.clip):
        return None
    return await offers.of_clip(db(request), one.clip)


async def _key_titles(request: web.Request, one: Watching) -> list[str]:
    """What whoever looks calls key frames with one press; a client makes none."""
    if one.side != "trainer":
        return []
    return list(await key_titles.of(db(request), (await signed_in(request)).id))


async def _state(request: web.Request, one: Watching) -> dict[str, Any]:
    clip = one.clip
    written = await comments.of(db(request), clip.id, deleted=True)
    return {
        "state": clip.state,
        "percent": clip.percent,
        "words": clip_words.standing(clip),
        "why": refusals.sentence(clip.refusal) if clip.state == "refused" else "",
        "on_its_way": clip_words.is_on_its_way(clip),
        "lacks_film": clip_words.lacks_film(clip),
        "files": sorted(clip.files),
        "playable": [name for name in ("proxy", "play", "preview") if name in clip.files],
        "comments": await wires(request, one, written),
    }


async def _mark_seen(request: web.Request, one: Watching, body: Seen) -> None:
    if body.comments_until_ms > 0:
        until_ms = min(body.comments_until_ms, now(request))  # what is written later was not seen
        await comments.mark_seen(db(request), one.clip.id, one.actor, until_ms)


async def _note(request: web.Request, one: Watching, action: str) -> None:
    await audit.note(db(request), now(request), one.actor, action, rules.subject(one.clip), clip=one.clip.id)
