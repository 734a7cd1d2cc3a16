"""The session sheet: the log in words, during the session and after it; and its chapters for a video player."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from recordings import chapters as cuts
from recordings import entries as log
from recordings import timeline
from recordings.timeline import Row, Timeline
from server import access
from server.domain import consents, sessions, sheet, wall_clock, wording
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.sessions import Session
from server.live import LIVE
from server.store import clients, clips
from server.web import clip_cards
from server.web.answers import db, now, page
from server.web.clip_cards import Card
from server.web.identity import signed_in

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
    return page(
        request,
        "sheet/show.html",
        session=session,
        state=sessions.state(session, moment),
        waits=sessions.waits_for_outcome(session, moment),
        begun=moment >= session.starts_at_ms or session.opened_at_ms is not None,
        people=await clients.get_many(db(request), session.client_ids),
        now_ms=moment,
        wording=wording,
        told=_tell(found) if found else None,
        clips=await _clips(request, me, session),
        timeline=found,
    )


async def chapters(request: web.Request) -> web.StreamResponse:
    """The chapters as a WebVTT file. Raises NotFound before the room was first opened."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    found = await _timeline(request, session)
    if found is None:
        raise NotFound("There are no chapters: nothing has happened in the room yet.")
    name = f"session-{wall_clock.local(session.starts_at_ms, session.time_zone):%Y-%m-%d}.vtt"
    return web.Response(
        text=cuts.webvtt(cuts.chapters(found)),
        content_type="text/vtt",
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
    return sorted(await clip_cards.for_trainer(db(request), kept), key=lambda card: card.at_ms)


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
    icon, text = _words(entry, is_ended=found.is_ended)
    return Line(entry.at_ms, sheet.clock(entry.at_ms - found.began_at_ms), icon, text)


def _words(entry: log.Entry, *, is_ended: bool) -> tuple[str, str]:
    """An icon's name and the words for one thing that happened."""
    match entry:
        case log.Knocked(name=name):
            return "hand", sheet.knocked(name)
        case log.TurnedAway(name=name):
            return "close", sheet.turned_away(name)
        case log.Came(name=name, is_camera=is_camera):
            return "camera" if is_camera else "person", sheet.came(name, is_camera=is_camera)
        case log.Went(name=name, why=why, is_camera=is_camera):
            return "leave", sheet.went(name, why, is_camera=is_camera)
        case log.CueSaid():
            words = sheet.cue(
                entry.say,
                is_private=entry.is_private,
                shown_to=entry.shown_to,
                missed_by=entry.missed_by,
                tapped_by=entry.tapped_by,
            )
            return "stop" if entry.kind == "safety" else "cue", words
        case log.TimerRan():
            return "timer", _timer(entry, is_ended=is_ended)
        case log.EffortTold():
            words = sheet.effort(
                entry.name,
                after=entry.after,
                rpe=entry.rpe,
                rir=entry.rir,
                pain=entry.pain,
                where=entry.where,
                first_rpe=entry.first_rpe,
            )
            return "heart", words
        case log.Stopped():
            words = sheet.stopped(
                entry.name,
                why=entry.why,
                by=entry.by,
                lasted_ms=entry.until_ms - entry.at_ms if entry.until_ms is not None else None,
                red_flag=entry.red_flag,
                word=entry.word,
            )
            return "stop" if entry.why == "unwell" else "pause", words
        case log.Line(name=name, text=text):
            return "chat", f"{name}: {text}"
        case log.Mark(label=label):
            return "marker", sheet.marker(label)
        case log.ConsentChanged(name=name, purpose=purpose, given=given):
            title = consents.words(purpose).title if purpose in consents.PURPOSES else purpose
            return "check" if given else "close", sheet.consent(name, title, given=given)
        case log.Ended():
            return "clock", sheet.ended()
        case log.Phone(on=on):
            return "phone" if on else "video", sheet.phone(on=on)


def _timer(entry: log.TimerRan, *, is_ended: bool) -> str:
    run = entry.run
    return sheet.timer(
        entry.title,
        is_finished=run.is_finished,
        is_running=run.ended_at_ms is None and not is_ended,
        was_stopped=run.ended_at_ms is not None,
        round_reached=run.round_reached,
        rounds=run.rounds,
        worked_ms=run.worked_ms,
        paused_ms=run.paused_ms,
        tallies=entry.tallies,
    )
