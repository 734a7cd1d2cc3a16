"""A review is sent to the client, who opens it and says that they have read it; the trainer sees both."""

from dataclasses import dataclass

from aiohttp import web

from server import review_notices
from server.domain.review import reviews as rules
from server.store import audit, clips, comments, reviews, voice_overs
from server.web.answers import db, done, now, read
from server.web.edge import SETTINGS
from server.web.reviews.marks import standing
from server.web.watching import by_client, by_trainer


@dataclass(frozen=True, slots=True)
class SendReview:
    """Sends it with these words, or with `undo` takes it back."""

    words: str = ""
    undo: bool = False


# ---- the trainer


async def send(request: web.Request) -> web.StreamResponse:
    """Sends it and tells the client, or takes it back. Raises EmptyReview, OutOfRange."""
    one = await by_trainer(request, lock=True)
    body = await read(request, SendReview)
    before = await reviews.get(db(request), one.clip.id)
    moment = now(request)
    if body.undo:
        after = rules.take_back(before)
    else:
        has_comments = await comments.count(db(request), one.clip.id) > 0
        has_comments = has_comments or bool(await voice_overs.ready_of(db(request), one.clip.id))
        is_of_client = one.client is not None and one.clip.deleted_at_ms is None
        after = rules.send(
            before, body.words, by=one.actor, has_comments=has_comments, is_of_client=is_of_client, now_ms=moment
        )
    await reviews.save(db(request), after)
    # What was spoken goes along, and comes back along: one alone is sent and taken back where it is listed.
    await voice_overs.send_all(db(request), one.clip.id, None if body.undo else moment)
    if one.clip.waits_for_review and not body.undo:
        await clips.change(db(request), one.clip.id, reviewed_at_ms=moment)
    deed = "review.taken-back" if body.undo else "review.sent"
    about = f"c:{one.client.id}" if one.client else one.actor
    await audit.note(db(request), moment, one.actor, deed, about, clip=one.clip.id)
    name = one.names["client"]
    if body.undo:
        return done(request, one.here, notice=f"{name} does not see it any more.", review=standing(after))
    assert one.client is not None
    has_letter = await review_notices.review_sent(
        db(request), request.app[SETTINGS], one.client, one.clip, after, one.names["trainer"], moment
    )
    how = "A letter tells them." if has_letter else "It stands on their page."
    return done(request, one.here, notice=f"Sent to {name}. {how}", review=standing(after))


async def noticed(request: web.Request) -> web.StreamResponse:
    """A trainer has the page open on which it stands that the client has read it."""
    one = await by_trainer(request, lock=True)
    before = await reviews.get(db(request), one.clip.id)
    after = rules.notice(before, now(request))
    if after != before:
        await reviews.save(db(request), after)
    return done(request, one.here)


# ---- the client


async def client_opened(request: web.Request) -> web.StreamResponse:
    """The client looks at it. Raises NotSent."""
    return await _told(request, rules.look_at)


async def client_read(request: web.Request) -> web.StreamResponse:
    """The client has read it. Raises NotSent."""
    return await _told(request, rules.acknowledge)


async def _told(request: web.Request, step: rules.Step) -> web.StreamResponse:
    one = await by_client(request, lock=True)
    before = await reviews.get(db(request), one.clip.id)
    after = step(before, now(request))
    if after != before:
        await reviews.save(db(request), after)
    if after.standing == "acknowledged" and before.standing != "acknowledged":
        await audit.note(
            db(request), now(request), one.actor, "review.read", f"c:{one.clip.client_id}", clip=one.clip.id
        )
    name = one.names["trainer"]
    notice = f"{name} sees that you have read it." if after.standing == "acknowledged" else None
    return done(request, one.here, notice=notice, review=standing(after))
