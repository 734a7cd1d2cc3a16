"""What is done to a room's timers: starting one, changing it, counting on it. Pure."""

import re
from typing import Literal

from signaling import cues, gates, tallies, timers
from signaling.log import Audience, Draft
from signaling.messages.timers import ChangeTimer, StartTimer, TallyTimer
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.timers import Timer
from signaling.views import in_audience, sees

RUNNING_AT_ONCE = 24  # two for each of twelve clients
TITLE = "Timer"
CLOCK_ERROR_MS = 5000  # a page's clock may be this wrong before we doubt what it says
LATE_MS = 120_000  # a press may come this late, and a client may count for this long after the end
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|[\x00-\x1f\x7f-\x9f]")


def start(room: Room, sender: Peer, command: StartTimer, now_ms: int, lead_ms: int) -> list[Draft]:
    """A new timer, from a moment ahead. Raises Refused: timer-exists, too-many, absent, not-cleared, too-long, markup.

    It is for the persons whose devices are named: whoever comes back with another device finds it there. One for
    everyone is for those who may exercise.
    """
    if command.timer in room.timers:
        raise Refused("timer-exists", where="$.timer")
    if sum(not timers.is_done(one, now_ms) for one in room.timers.values()) >= RUNNING_AT_ONCE:
        raise Refused("too-many", f"{RUNNING_AT_ONCE} timers run already. Stop one of them first.")
    to = cues.named(room, command.to)
    timer = Timer(
        id=command.timer,
        rev=1,
        title=plain(command.title, "$.title") or TITLE,
        plan=timers.fitting(tuple(command.plan)),
        state="running",
        at_ms=now_ms + lead_ms,
        elapsed_ms=0,
        to=_who_may(room, to),
        counts=command.counts,
        asks_effort=command.asks_effort,
    )
    for place, interval in enumerate(timer.plan):
        for name in ("name", "say", "label"):
            plain(getattr(interval, name), f"$.plan[{place}].{name}")
    return [_revision(timer, sender)]


def change(room: Room, sender: Peer, command: ChangeTimer, now_ms: int, lead_ms: int) -> list[Draft]:
    """The next revision. Raises Refused: stale when the page saw an older one, and what `timers.change` raises.

    Who may not exercise any more does not go on: not-cleared when that is everybody it is for.
    """
    timer = _known(room, command.timer)
    if command.rev != timer.rev:
        raise Refused("stale", where="$.rev")
    if command.do == "resume":
        _who_may(room, timer.audience)
    return [_revision(timers.change(timer, command.do, now_ms + lead_ms, command.add_ms), sender)]


def tally(room: Room, sender: Peer, command: TallyTimer, now_ms: int) -> list[Draft]:
    """What a client counts; nothing when it is so already. Those of its clients hear of it who may see each other.

    Raises Refused: not-found, absent for somebody the timer is not for, not-allowed for somebody else's count,
    timer-done long after its end, out-of-range for another moment than now, and what `tallies.counted` raises.
    """
    timer = _known(room, command.timer)
    whose = room.peers.get(command.peer or sender.id)
    if whose is None or whose.state == "lobby" or whose.role != "client":
        raise Refused("absent", where="$.peer")
    if sender.role != "trainer" and whose.person != sender.person:
        raise Refused("not-allowed", where="$.peer")
    if not any(one.person == whose.person and _is_for(timer, one) for one in room.peers.values()):
        raise Refused("not-found", where="$.timer")
    over_at_ms = timers.over_at_ms(timer)
    if sender.role != "trainer" and over_at_ms is not None and now_ms > over_at_ms + LATE_MS:
        raise Refused("timer-done")
    at_ms = now_ms if command.at_ms is None else command.at_ms
    if not now_ms - LATE_MS <= at_ms <= now_ms + CLOCK_ERROR_MS:
        raise Refused("out-of-range", where="$.at_ms")
    before = tallies.last(room.tallies.get(timer.id, ()), whose.person)
    after = tallies.counted(timer, before, command.do, min(at_ms, now_ms), command.reps)
    if after == before:
        return []
    near = (one.person for one in room.peers.values() if one.role == "client" and sees(room, whose, one))
    told = [
        person for person in near if any(_is_for(timer, one) for one in room.peers.values() if one.person == person)
    ]
    payload = {"timer": timer.id, "person": whose.person, "tally": after.wire()}
    audience = tuple(dict.fromkeys((whose.person, *told)))
    return [Draft(type="timer.tally", payload=payload, audience=audience, actor=sender.id)]


def plain(text: str, where: str) -> str:
    """The text without spaces around it. Raises Refused markup for tags and control characters."""
    if MARKUP.search(text):
        raise Refused("markup", where=where)
    return text.strip()


def _who_may(room: Room, to: Audience) -> Literal["everyone"] | tuple[str, ...]:
    """The persons a timer is for: of everyone those who may exercise, of named ones all. Raises Refused not-cleared."""
    if not isinstance(to, str):
        named = tuple(dict.fromkeys(room.peers[one].person if one in room.peers else one for one in to))
        if gates.shut(room.gates, named):
            raise Refused("not-cleared", where="$.to")
        return named
    clients = (one for one in room.peers.values() if one.role == "client" and (one.state == "in" or one.is_expected))
    here = tuple(dict.fromkeys(one.person for one in clients))
    shut = gates.shut(room.gates, here or room.gates)
    if not shut:
        return "everyone"
    if len(shut) >= (len(here) or room.expected):
        raise Refused("not-cleared", where="$.to")
    return tuple(one for one in here if one not in shut) or "everyone"


def _known(room: Room, id: str) -> Timer:
    timer = room.timers.get(id)
    if timer is None:
        raise Refused("not-found", where="$.timer")
    return timer


def _is_for(timer: Timer, peer: Peer) -> bool:
    return in_audience(timer.audience, peer.id, peer.role, peer.person)


def _revision(timer: Timer, sender: Peer) -> Draft:
    return Draft(type="timer", payload={"timer": timer.wire()}, audience=timer.audience, actor=sender.id)
