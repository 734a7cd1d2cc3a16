"""The session sheet: the log in words, during the session and after it; and its chapters for a video player."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from recordings import chapters as cuts
from recordings import entries as log
from recordings import timeline
from recordings.timeline import Row, Timeline
from server import access
from server.domain import seats, sessions, sheet, wall_clock, wording
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.sessions import Session
from server.live import LIVE
from server.store import client_sheets, clients, clips
from server.web import clip_cards, sheet_words
from server.web.answers import db, now, page
from server.web.clip_cards import Card
from server.web.identity import signed_in
from server.web.readiness import cards as health

MOST_CLIPS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story: when, since the beginning, with which sign, and what."""

    at_ms: int
    since: str
    icon: str
    text: str


async def show(request: web.Request) -> web.StreamResponse:
    """The sheet."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    moment = now(request)
    found = await _timeline(request, session)
    people = await clients.get_many(db(request), session.client_ids)
    return page(
        request,
        "sheet/show.html",
        session=session,
        state=sessions.state(session, moment),
        waits=sessions.waits_for_outcome(session, moment),
        begun=moment >= session.starts_at_ms or session.opened_at_ms is not None,
        people=people,
        flags=await health.on_sheet(request, session, people),
        now_ms=moment,
        wording=wording,
        told=_tell(found) if found else None,
        clips=await _clips(request, me, session),
        given=await client_sheets.of_session(db(request), session.id),
        timeline=found,
    )


async def chapters(request: web.Request) -> web.StreamResponse:
    """The chapters as a WebVTT file. Raises NotFound before the room was first opened."""
    return await _chapters(request, "vtt", "text/vtt", cuts.webvtt)


async def chapters_srt(request: web.Request) -> web.StreamResponse:
    """The chapters as a SubRip file. Raises NotFound before the room was first opened."""
    return await _chapters(request, "srt", "application/x-subrip", cuts.srt)


async def _chapters(
    request: web.Request, ending: str, kind: str, written: Callable[[list[cuts.Chapter]], str]
) -> web.Response:
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    found = await _timeline(request, session)
    if found is None:
        raise NotFound("There are no chapters: nothing has happened in the room yet.")
    name = f"session-{wall_clock.local(session.starts_at_ms, session.time_zone):%Y-%m-%d}.{ending}"
    return web.Response(
        text=written(cuts.chapters(found)),
        content_type=kind,
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _timeline(request: web.Request, session: Session) -> Timeline | None:
    rows = await request.app[LIVE].log.read(session.id)
    return timeline.read_log(
        [Row(seq=row.seq, at_ms=row.at_ms, type=row.type, actor=row.actor, payload=row.payload) for row in rows],
        now_ms=now(request),
    )


async def _clips(request: web.Request, me: Account, session: Session) -> list[Card]:
    """What was kept of it, in the order in which it was filmed."""
    kept = await clips.list_for(db(request), clips.Wanted(trainer_id=me.id, session_id=session.id), most=MOST_CLIPS)
    return sorted(await clip_cards.for_trainer(db(request), seats.trainer(me.id), kept), key=lambda card: card.at_ms)


def _tell(found: Timeline) -> dict[str, Any]:
    """The parts of the sheet."""
    began_ms = found.began_at_ms
    cues = [entry for entry in found.entries if isinstance(entry, log.CueSaid)]
    return {
        "lasted": sheet.length(found.until_ms - began_ms),
        "present": [(name, sheet.length(ms)) for name, ms in timeline.present(found).items()],
        "cues": sheet.by_exercise(
            (cue.exercise, cue.say, cue.kind, cue.at_ms - began_ms, cue.is_missed) for cue in cues
        ),
        "timers": [_line(entry, found) for entry in found.entries if isinstance(entry, log.TimerRan)],
        "efforts": [_line(entry, found) for entry in found.entries if isinstance(entry, log.EffortTold)],
        "markers": [_line(entry, found) for entry in found.entries if isinstance(entry, log.Mark)],
        "chat": [entry for entry in found.entries if isinstance(entry, log.Line)],
        "story": [_line(entry, found) for entry in found.entries],
        "clock": lambda at_ms: sheet.clock(at_ms - began_ms),
        "since": sheet.clock,
    }


def _line(entry: log.Entry, found: Timeline) -> Line:
    icon, text = sheet_words.told(entry, is_ended=found.is_ended)
    return Line(entry.at_ms, sheet.clock(entry.at_ms - found.began_at_ms), icon, text)
