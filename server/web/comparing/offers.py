"""Which clips a clip is worth comparing with: the same step of its baseline or reassessment, then what is like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain import assessments as rules
from server.domain.assessments import Assessment
from server.domain.clips import Clip, title_of
from server.store import assessments, clips
from server.store.database import Db

SHOWN_MOST = 200  # of a client's clips, the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A clip to compare with."""

    clip: Clip
    why: str  # "Baseline" | "Reassessment" | "" for one that is merely like it
    like: str = ""  # in which way: "The same step"
    rank: int = 9  # the lowest first


async def of_clip(db: Db, clip: Clip) -> list[Offer]:
    """The same step in the baseline of its assessment and in whatever repeats it, the baseline first."""
    if clip.client_id is None:
        return []
    given = await assessments.of_client(db, clip.client_id, most=SHOWN_MOST)
    return await _repeated(db, clip, given)


async def to_choose(db: Db, clip: Clip) -> list[Offer]:
    """All of the client's clips that can be laid beside this one: what repeats it, what is like it, then the newest."""
    if clip.client_id is None:
        return []
    given = await assessments.of_client(db, clip.client_id, most=SHOWN_MOST)
    first = await _repeated(db, clip, given)
    known = {offer.clip.id for offer in first} | {clip.id}
    steps = {step.clip_id: (one.protocol, step.step) for one in given for step in one.steps if step.clip_id}
    here = steps.get(clip.id)
    found = []
    for other in await clips.of_client(db, clip.client_id, most=SHOWN_MOST):
        if other.id in known or not is_picture(other):
            continue
        there = steps.get(other.id)
        like, rank = "", 9
        if here and there and here == there:
            like, rank = "The same step", 1
        elif here and there and here[0] == there[0]:
            like, rank = "The same assessment", 2
        elif clip.title and clip.title.casefold() == other.title.casefold():
            like, rank = "The same title", 3
        found.append(Offer(clip=other, why="", like=like, rank=rank))
    return [*first, *sorted(found, key=lambda offer: offer.rank)]


async def of_steps(db: Db, assessment: Assessment) -> dict[str, Clip]:
    """Step -> the clip of the same step in the baseline, for the steps of which there are both."""
    if assessment.baseline_id is None:
        return {}
    before = await assessments.get(db, assessment.baseline_id)
    if before is None or before.client_id != assessment.client_id or before.protocol != assessment.protocol:
        return {}
    mine = {step.step for step in assessment.steps if step.clip_id}
    wanted = {step.clip_id: step.step for step in before.steps if step.clip_id and step.step in mine}
    return {wanted[clip.id]: clip for clip in await clips.get_many(db, wanted) if is_picture(clip)}


def is_picture(clip: Clip) -> bool:
    """Whether there is, or will be, something to see in it."""
    return clip.deleted_at_ms is None and clip.state != "refused" and clip.media != "sound"


def title_for(offer: Offer) -> str:
    """What an offer is called on a button."""
    return offer.why or title_of(offer.clip)


async def _repeated(db: Db, clip: Clip, given: Sequence[Assessment]) -> list[Offer]:
    by_id = {one.id: one for one in given}
    wanted: dict[str, str] = {}
    for mine in given:
        for step in mine.steps:
            if step.clip_id != clip.id:
                continue
            root = mine.baseline_id or mine.id
            for one in sorted(by_id.values(), key=lambda each: each.created_at_ms):
                is_baseline = one.id == root
                if one.id == mine.id or not (is_baseline or one.baseline_id == root) or one.protocol != mine.protocol:
                    continue
                for other in one.steps:
                    if other.step == step.step and other.clip_id and rules.standing(one) != "cancelled":
                        wanted.setdefault(other.clip_id, "Baseline" if is_baseline else "Reassessment")
    wanted.pop(clip.id, None)
    found = {each.id: each for each in await clips.get_many(db, wanted) if is_picture(each)}
    return [Offer(clip=found[id], why=why, rank=0) for id, why in wanted.items() if id in found]
