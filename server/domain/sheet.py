"""The session sheet's words: what happened in a room, as one says it to somebody who was not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSum:
    """How often one cue was said, and how often nobody it was for was shown it. at_ms: since the session began."""

    say: str
    kind: str
    at_ms: tuple[int, ...]
    missed: int

    @property
    def words(self) -> str:
        """Said 3 times, 1 of them missed."""
        count = len(self.at_ms)
        if not self.missed:
            return times(count)
        return f"{times(count)}, missed" if self.missed == count else f"{times(count)}, {self.missed} of them missed"


def sum_up(cues: Iterable[tuple[str, str, int, bool]]) -> list[CueSum]:
    """Cues that say the same as one, the most said first. cues: (say, kind, since the beginning in ms, is missed)."""
    groups: dict[tuple[str, str], list[tuple[int, bool]]] = {}
    for say, kind, at_ms, is_missed in cues:
        groups.setdefault((say, kind), []).append((at_ms, is_missed))
    found = [
        CueSum(say=say, kind=kind, at_ms=tuple(at_ms for at_ms, _ in said), missed=sum(missed for _, missed in said))
        for (say, kind), said in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.at_ms), one.at_ms))


def by_exercise(cues: Iterable[tuple[str, str, str, int, bool]]) -> list[tuple[str, list[CueSum]]]:
    """Cues summed up for each exercise, in the order in which these were first cued; those of none under "".

    cues: (exercise, say, kind, since the beginning in ms, is missed).
    """
    groups: dict[str, list[tuple[str, str, int, bool]]] = {}
    for exercise, *cue in cues:
        groups.setdefault(exercise, []).append((*cue,))  # type: ignore[arg-type]
    return [(exercise, sum_up(said)) for exercise, said in groups.items()]


def clock(ms: int) -> str:
    """Time since the beginning: 0:07, 12:34, 1:02:03; before it with a minus."""
    seconds = abs(ms) // 1000
    hours, rest = divmod(seconds, 3600)
    shown = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return f"−{shown}" if ms <= -1000 else shown


def length(ms: int) -> str:
    """A length as one says it: 40 s, 4 min 20 s, 1 h 5 min."""
    seconds = round(ms / 1000)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 600 and seconds % 60:
        return f"{seconds // 60} min {seconds % 60} s"
    return wording.duration(round(seconds / 60))


def times(count: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def knocked(name: str) -> str:
    """Somebody asked to come in."""
    return f"{name} was at the door"


def came(name: str, *, is_camera: bool) -> str:
    """Somebody came in."""
    return f"{name} added a second camera" if is_camera else f"{name} came in"


def turned_away(name: str) -> str:
    """Somebody was not let in."""
    return f"{name} was turned away"


def went(name: str, why: str, *, is_camera: bool) -> str:
    """Somebody went. why: left | lost | removed | moved."""
    if is_camera:
        return f"{name}'s second camera went"
    return {
        "lost": f"{name}'s connection was lost",
        "removed": f"{name} was removed",
        "moved": f"{name} changed devices",
    }.get(why, f"{name} left")


def cue(
    say: str,
    *,
    is_private: bool,
    shown_to: Sequence[str],
    missed_by: Sequence[str],
    tapped_by: Sequence[str],
) -> str:
    """A cue with who saw it: “Slower” to Bob alone, missed."""
    everyone = [*shown_to, *missed_by]
    words = f"“{say}”"
    if is_private and everyone:
        words += f" to {wording.listing(everyone)} alone" if len(everyone) == 1 else f" to {wording.listing(everyone)}"
    if missed_by and not shown_to:
        words += ", missed"
    elif missed_by:
        words += f", missed by {wording.listing(list(missed_by))}"
    if tapped_by:
        words += f", tapped away by {wording.listing(list(tapped_by))}"
    return words


def timer(
    title: str,
    *,
    is_finished: bool,
    is_running: bool,
    was_stopped: bool,
    round_reached: int,
    rounds: int,
    worked_ms: int,
    paused_ms: int,
    tallies: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> str:
    """A timer with how far it came: Tabata: all 8 rounds, 4 min. Tabata: stopped in round 5 of 8 after 2 min 35 s.

    tallies: what clients counted, each with a name: {rounds, reps, finish_ms, out}.
    """
    many = rounds > 1
    if is_finished:
        how = f"all {rounds} rounds, {length(worked_ms)}" if many else f"to its end, {length(worked_ms)}"
    elif is_running:
        how = f"runs, round {round_reached} of {rounds}" if many else "runs"
    else:
        verb = "stopped" if was_stopped else "ended with the session"
        where = f" in round {round_reached} of {rounds}" if many and round_reached else ""
        how = f"{verb}{where} after {length(worked_ms)}"
    pause = f", paused for {length(paused_ms)}" if paused_ms >= 1000 else ""
    counted = "; ".join(f"{name}: {words}" for name, one in tallies if (words := tally(one)))
    return f"{title or 'Timer'}: {how}{pause}{f'. {counted}' if counted else ''}"


def tally(counted: Mapping[str, Any]) -> str:
    """What a client counted on a timer: 7 rounds and 5, done after 4 min 32 s, out in round 9; empty for nothing."""
    if counted["out"] is not None:
        return f"out in round {counted['out']}"
    if counted["finish_ms"] is not None:
        return f"done after {length(counted['finish_ms'])}"
    rounds, reps = counted["rounds"], counted.get("reps", 0)  # older logs know of no repetitions beyond
    more = f" and {reps}" if reps else ""
    return f"{rounds} round{'' if rounds == 1 else 's'}{more}" if rounds or reps else ""


EFFORT_WORDS = ((1, "very easy"), (2, "easy"), (3, "medium"), (5, "hard"), (10, "all they had"))  # from there on, CR10


def effort_word(rpe: int) -> str:
    """The word at or below a number of the CR10 scale."""
    return next((word for least, word in reversed(EFFORT_WORDS) if rpe >= least), EFFORT_WORDS[0][1])


def effort(
    name: str, *, after: str, rpe: int, rir: int | None, pain: bool | None, where: Sequence[str], first_rpe: int | None
) -> str:
    """An answer: Bob after Tabata: hard (5 of 10), 2 more, pain: left knee; first said easy."""
    words = [f"{effort_word(rpe)} ({rpe} of 10)"]
    if rir is not None:
        words.append({0: "no more", 5: "5 or more to go"}.get(rir, f"{rir} more to go"))
    if pain is not None:
        places = wording.listing([place.replace("-", " ") for place in where]) if where else ""
        words.append((f"pain: {places}" if places else "pain") if pain else "no pain")
    changed = f"; first said {effort_word(first_rpe)}" if first_rpe is not None else ""
    return f"{name}{f' after {after}' if after else ''}: {', '.join(words)}{changed}"


def stopped(name: str, *, why: str, by: str, lasted_ms: int | None, red_flag: bool | None, word: str) -> str:
    """A stop: Bob paused for 40 s. Bob felt unwell; settled after 2 min: a red flag, dizzy."""
    pressed = f" (pressed by {by})" if by != name else ""
    if why == "pause":
        return f"{name} paused{pressed}" + (f" for {length(lasted_ms)}" if lasted_ms is not None else "")
    if red_flag is None:
        return f"{name} felt unwell{pressed}, not settled"
    what = ", ".join(part for part in ("a red flag" if red_flag else "no red flag", word) if part)
    return f"{name} felt unwell{pressed}; settled after {length(lasted_ms or 0)}: {what}"


def marker(label: str) -> str:
    """A marked moment."""
    return label or "Marker"


def consent(name: str, title: str, *, given: bool) -> str:
    """A consent given or withdrawn while the room was open."""
    return f"{name} {'agreed to' if given else 'withdrew'}: {title}"


def ended() -> str:
    """The trainer ended it."""
    return "The session ended"


def phone(*, on: bool) -> str:
    """By phone from here, or by video again."""
    return "Carried on by phone" if on else "Back to video"
