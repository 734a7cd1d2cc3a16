"""What is in the demo's library: two moments of the session before, and an assessment that waits to be looked at.

The pictures are those that show how an assessment is done, drawn by ourselves; they take the road of every upload.
"""

import asyncio
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from server import ids
from server.demo import past, reviewed
from server.demo.story import Story
from server.domain import assessments, clips, comments, consents, protocols
from server.domain.assessments import Assessment
from server.domain.clips import Clip, Source
from server.domain.comments import Comment
from server.domain.consents import Consent
from server.domain.jobs import Job
from server.domain.people import Client
from server.store import assessments as assessments_store
from server.store import clips as clips_store
from server.store import comments as comments_store
from server.store import consents as consents_store
from server.store import jobs as jobs_store
from server.store.database import Db

DRAWN = Path(__file__).resolve().parent.parent.parent / "static" / "protocols"
BEFORE_MARKER_MS = 3000  # a moment begins this long before the trainer marked it
MINUTE_MS = 60_000
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A clip whose last byte has come, as if somebody had sent the file `drawn`."""

    clip: Clip
    drawn: str
    said: tuple[Comment, ...] = ()


async def show(db: Db, story: Story, uploads: Path, now_ms: int) -> None:
    """Stores what the library holds; the media desk makes the clips ready as soon as it runs."""
    sam, mia, *_ = story.clients
    for client in (sam, mia):
        for purpose in ("clips", "remote_training"):
            await consents_store.add(db, _agreed(client, purpose, now_ms - 9 * DAY_MS))
    filmed = _assessment(mia, now_ms)
    moments = _moments(story, sam)
    for film in [*moments, *filmed[1]]:
        await _send(db, film, uploads, now_ms)
    await reviewed.add(db, moments[1].clip, story.trainer, now_ms - 2 * 3_600_000)
    await assessments_store.add(db, filmed[0])


def _moments(story: Story, sam: Client) -> list[Film]:
    began = story.log_of.opened_at_ms or story.log_of.starts_at_ms
    films = []
    for (at, label), drawn in zip(past.MARKERS, ("overhead-squat-front", "overhead-squat-side"), strict=True):
        at_ms = began + past.since_ms(at)
        clip = _clip(sam, "moment", at_ms, label.capitalize(), entered_by="client", session_id=story.log_of.id)
        films.append(Film(clip=replace(clip, captured_at_ms=at_ms - BEFORE_MARKER_MS), drawn=drawn))
    first = films[0].clip
    said = (
        _comment(first, "trainer", 1500, "Look at your left knee here: it comes in as you go down.", 3 * MINUTE_MS),
        _comment(first, "client", 1500, "I see it now. Should I turn the toes out more?", 90 * MINUTE_MS),
    )
    told = _comment(films[1].clip, "trainer", 2000, "This is as deep as your heels let you.", 3 * MINUTE_MS)
    return [replace(films[0], said=said), replace(films[1], said=(told,)), *films[2:]]


def _assessment(mia: Client, now_ms: int) -> tuple[Assessment, list[Film]]:
    protocol = protocols.get("overhead-squat")
    given = assessments.give(
        protocol,
        id=ids.new(),
        step_ids=[ids.new() for _ in protocol.steps],
        client_id=mia.id,
        session_id=None,
        note="Same spot as last time, please.",
        has_company=False,
        now_ms=now_ms - 3 * DAY_MS,
    )
    films = []
    for minute, step in enumerate(protocol.steps):
        at_ms = now_ms - 5 * 3_600_000 + minute * 2 * MINUTE_MS
        clip = _clip(mia, "assessment", at_ms, f"{protocol.title}: {step.title}", entered_by="client")
        films.append(Film(clip=clip, drawn=step.demonstration))
        given = assessments.keep(given, step.key, clips.uploaded(clip, at_ms, 1), at_ms)
    return assessments.send(given, now_ms - 4 * 3_600_000), films


def _clip(client: Client, source: Source, at_ms: int, title: str, **more: object) -> Clip:
    return Clip(id=ids.new(), client_id=client.id, source=source, title=title, created_at_ms=at_ms, **more)  # type: ignore[arg-type]


def _comment(clip: Clip, author: clips.Author, moment_ms: int, text: str, later_ms: int) -> Comment:
    return comments.write(
        clip,
        id=ids.new(),
        author=author,
        text=text,
        moment_ms=moment_ms,
        count=0,
        now_ms=clip.created_at_ms + later_ms,
    )


def _agreed(client: Client, purpose: str, at_ms: int) -> Consent:
    words = consents.words(purpose)
    return Consent(
        id=ids.new(),
        client_id=client.id,
        purpose=purpose,
        given=True,
        version=words.version,
        text_sha256=words.sha256,
        method="client page",
        session_id="",
        at_ms=at_ms,
    )


async def _send(db: Db, film: Film, uploads: Path, now_ms: int) -> None:
    upload = ids.new()
    size = await asyncio.to_thread(_copy, DRAWN / f"{film.drawn}.webm", uploads / upload)
    await clips_store.add(db, clips.uploaded(film.clip, film.clip.created_at_ms, size))
    job = Job(
        id=ids.new(),
        kind="prepare",
        subject=film.clip.id,
        detail={"upload": upload},
        run_after_ms=now_ms,
        created_at_ms=now_ms,
    )
    await jobs_store.add(db, job)
    for comment in film.said:
        await comments_store.add(db, comment)


def _copy(source: Path, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target.stat().st_size
