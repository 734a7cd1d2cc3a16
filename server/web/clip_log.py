"""What the session's log says about a clip: chapters on its own clock, as far as whoever watches may know them."""

from collections.abc import Iterable, Iterator

from aiohttp import web

from recordings.chapters import webvtt
from recordings.clip_chapters import Point, cut, points, with_gaps
from recordings.clip_lanes import Bar, lanes
from recordings.timeline import Row, read_log
from server.domain import clips as rules
from server.domain.clips import Author, Clip
from server.live import LIVE
from server.web.answers import now
from signaling.log import Entry


async def told_of(request: web.Request, clip: Clip, reader: Author) -> tuple[list[Point], list[Bar]]:
    """What happened while it was filmed, as chapters and as lanes; empty for a clip of no session, and for a photo."""
    if clip.session_id is None or clip.captured_at_ms is None or not clip.duration_ms:
        return [], []
    rows = list(_rows(await request.app[LIVE].log.read(clip.session_id), clip, reader))
    timeline = read_log(rows, now_ms=now(request))
    if timeline is None:
        return with_gaps([], clip.gaps), []
    found = points(timeline, clip.captured_at_ms, clip.duration_ms)
    return with_gaps(found, clip.gaps), lanes(timeline, rows, clip.captured_at_ms, clip.duration_ms)


async def points_of(request: web.Request, clip: Clip, reader: Author) -> list[Point]:
    """The chapters alone."""
    return (await told_of(request, clip, reader))[0]


async def chapters_of(request: web.Request, clip: Clip, reader: Author) -> str:
    """The same as a WebVTT file for the clip's video."""
    return webvtt(cut(await points_of(request, clip, reader), clip.start_ms, clip.duration_ms or 0))


def _rows(entries: Iterable[Entry], clip: Clip, reader: Author) -> Iterator[Row]:
    """The rows that were for everyone or for the person it shows; the trainer reads their own marks, too.

    What was said to somebody else alone belongs to somebody else's clips, whoever watches this one; and all of it to
    the film of who said it.
    """
    person = rules.subject(clip)
    devices = {person}
    for entry in entries:
        peer = entry.payload.get("peer")
        if isinstance(peer, dict) and peer.get("person") == person:
            devices.add(peer["id"])
        audience = entry.audience
        is_theirs = (
            audience == "everyone"
            or clip.client_id is None
            or (isinstance(audience, tuple) and not devices.isdisjoint(audience))
        )
        if is_theirs or (audience == "trainers" and reader == "trainer"):
            yield Row(seq=entry.seq, at_ms=entry.at_ms, type=entry.type, actor=entry.actor, payload=entry.payload)
