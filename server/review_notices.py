"""Letters to a client about what their trainer shows them of their clips."""

from server import notices
from server.domain.clips import Clip
from server.domain.comparisons import Comparison
from server.domain.people import Client
from server.domain.review.reviews import Review
from server.domain.threads import choices as choices_rules
from server.domain.threads import letters as rules
from server.settings import Settings
from server.store import notice_choices
from server.store.database import Db


async def review_sent(
    db: Db, settings: Settings, client: Client, clip: Clip, review: Review, trainer: str, now_ms: int
) -> bool:
    """Tells a client that there is a review to look at, unless they have opened it by then; whether a letter waits."""
    wants = await notice_choices.get(db, notices.name_of(client))
    if not notices.may_be_told(client) or not (wants.by_mail and wants.messages):
        return False
    url = f"{notices.page_of(settings, client)}/clips/{review.clip_id}"
    soon = now_ms + rules.WAITS_FOR_READING_MS
    return await notices.write(
        db,
        client,
        "review",
        f"review:{review.clip_id}:{review.sent_at_ms}",
        rules.review(client.name, trainer, clip.media, url),
        now_ms=now_ms,
        send_at_ms=choices_rules.after_quiet(wants, soon, client.time_zone),
        about={"review": review.clip_id, "sent_at_ms": review.sent_at_ms},
    )


async def comparison_sent(
    db: Db, settings: Settings, client: Client, sent: Comparison, trainer: str, now_ms: int
) -> bool:
    """Tells a client that two of their clips lie side by side, unless they have looked by then; whether one waits."""
    wants = await notice_choices.get(db, notices.name_of(client))
    if not notices.may_be_told(client) or not (wants.by_mail and wants.messages):
        return False
    soon = now_ms + rules.WAITS_FOR_READING_MS
    return await notices.write(
        db,
        client,
        "review",
        f"comparison:{sent.id}:{sent.sent_at_ms}",
        rules.comparison(client.name, trainer, f"{notices.page_of(settings, client)}/comparisons/{sent.id}"),
        now_ms=now_ms,
        send_at_ms=choices_rules.after_quiet(wants, soon, client.time_zone),
        about={"comparison": sent.id, "sent_at_ms": sent.sent_at_ms},
    )


async def part_sent(
    db: Db, settings: Settings, client: Client, clip: Clip, what: rules.Part, trainer: str, now_ms: int
) -> bool:
    """Tells a client of a voice-over or a film that was sent by itself; of several that come together once.

    Whether a letter waits.
    """
    wants = await notice_choices.get(db, notices.name_of(client))
    if not notices.may_be_told(client) or not (wants.by_mail and wants.messages):
        return False
    soon = now_ms + rules.WAITS_FOR_READING_MS
    await notices.write(
        db,
        client,
        "review",
        f"part:{clip.id}:{now_ms // rules.PARTS_TOGETHER_MS}",
        rules.part(client.name, trainer, what, clip.media, f"{notices.page_of(settings, client)}/clips/{clip.id}"),
        now_ms=now_ms,
        send_at_ms=choices_rules.after_quiet(wants, soon, client.time_zone),
        about={"parts": clip.id},
    )
    return True
