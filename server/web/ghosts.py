"""The ghost a client stands in: the take before of the same view, laid over the camera's picture."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from server.domain import assessments as rules
from server.domain import clips as clip_rules
from server.domain.assessments import Assessment, Step
from server.domain.clips import Clip
from server.store import assessments, clips
from server.web.answers import db


async def ghost(request: web.Request, assessment: Assessment, step: Step) -> dict[str, Any] | None:
    """What a client stands in: the take before of the same view, of this assessment or of its baseline.

    None where there is none, or nothing to film.
    """
    if rules.state(assessment, step) not in ("again", "todo", "kept"):
        return None
    words, moment_ms = "Your last take", step.redo_moment_ms
    clip = await in_use(request, step.redo_clip_id)
    if clip is None and assessment.baseline_id:
        words, moment_ms = "Last time", None
        baseline = await assessments.get(db(request), assessment.baseline_id)
        same: Sequence[Step] = () if baseline is None else [one for one in baseline.steps if one.step == step.step]
        clip = await in_use(request, same[0].clip_id) if same and baseline else None
    if clip is None or clip.client_id != assessment.client_id or clip.media != "video" or not clip.is_watchable:
        return None
    files = f"/c/{request.match_info['token']}/clips/{clip.id}/files"
    playable = next(name for name in ("play", "proxy", "preview") if name in clip.files)
    return {
        "words": words,
        "src": f"{files}/{playable}",
        "poster": f"{files}/poster.jpg" if "poster.jpg" in clip.files else "",
        # Without a moment its poster says enough; the middle is where most movements are most of what they are.
        "at_ms": clip.start_ms + (moment_ms if moment_ms is not None else (clip.duration_ms or 0) // 2),
    }


async def in_use(request: web.Request, clip_id: str | None) -> Clip | None:
    """That clip, if its client may still watch it."""
    found = await clips.get(db(request), clip_id) if clip_id else None
    return found if found is not None and clip_rules.may_watch(found, "client") else None
