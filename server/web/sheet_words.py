"""The words, and the sign, for each kind of thing that a session's log tells."""

from recordings import entries as log
from server.domain import consents, sheet


def told(entry: log.Entry, *, is_ended: bool) -> tuple[str, str]:
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
            return "timer", timer(entry, is_ended=is_ended)
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


def timer(entry: log.TimerRan, *, is_ended: bool) -> str:
    """A timer with how far it came."""
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
