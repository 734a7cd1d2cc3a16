"""What is done about stops: raising one, going on, seeing it, settling it. Pure."""

from dataclasses import replace

from signaling import gates, timers
from signaling.gates import Gate
from signaling.log import Draft
from signaling.messages.stop import EndStop, RaiseStop, ResolveStop, TakeStop
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.stops import Stop
from signaling.timers import Timer
from signaling.views import in_audience

LATE_MS = 3_600_000  # a press that waited longer for its socket counts from then on
CLOCK_ERROR_MS = 5000


def stop(room: Room, sender: Peer, command: RaiseStop, now_ms: int) -> list[Draft]:
    """Stops whoever is meant. Raises Refused: absent, not-allowed for somebody else, out-of-range."""
    at_ms = now_ms if command.at_ms is None else command.at_ms
    if at_ms > now_ms + CLOCK_ERROR_MS:
        raise Refused("out-of-range", where="$.at_ms")
    at_ms = min(now_ms, max(at_ms, now_ms - LATE_MS))
    persons = [one for one in _meant(room, sender, command) if _is_news(room.stops.get(one), command.why)]
    stopped = {*room.stops, *persons}
    halted = [
        timer
        for timer in room.timers.values()
        if any(_is_for(room, timer, one) for one in persons)
        and not timers.is_done(timer, at_ms)
        and (timer.state == "running" or command.why == "unwell")
        and _clients_of(room, timer) <= stopped
    ]
    drafts = [
        _told(
            Stop(
                person=person,
                why=command.why,
                at_ms=at_ms,
                by=sender.id,
                timers=tuple(timer.id for timer in halted if command.why == "pause" and _is_for(room, timer, person)),
            ),
            sender,
        )
        for person in persons
    ]
    do = "pause" if command.why == "pause" else "stop"
    return [*drafts, *(_revision(timers.change(timer, do, at_ms), sender) for timer in halted)]


def end(room: Room, sender: Peer, command: EndStop, now_ms: int, lead_ms: int) -> list[Draft]:
    """Goes on, with the timers that paused for it. Nothing when nobody is stopped.

    Raises Refused: not-allowed for somebody else, not-settled when a trainer passes over that somebody feels unwell.
    """
    is_trainer = sender.role == "trainer"
    if not is_trainer and command.person not in (None, sender.person):
        raise Refused("not-allowed", where="$.person")
    whose = command.person or (None if is_trainer else sender.person)
    stops = [one for one in room.stops.values() if whose is None or one.person == whose]
    if not is_trainer:
        unwell = [replace(one, is_fine=True) for one in stops if one.why == "unwell" and not one.is_fine]
        if unwell:
            return [_told(one, sender) for one in unwell]
    elif whose is not None and any(one.why == "unwell" for one in stops):
        raise Refused("not-settled", where="$.person")
    paused = [one for one in stops if one.why == "pause"]
    again = [
        room.timers[id]
        for id in dict.fromkeys(id for one in paused for id in one.timers)
        if id in room.timers and room.timers[id].state == "paused"
    ]
    return [
        *(_told(replace(one, state="over"), sender) for one in paused),
        *(_revision(timers.change(timer, "resume", now_ms + lead_ms), sender) for timer in again),
    ]


def take(room: Room, sender: Peer, command: TakeStop) -> list[Draft]:
    """That the trainer has seen it; once is enough. Raises Refused not-found."""
    known = _unwell(room, command.person)
    return [] if known.is_taken else [_told(replace(known, is_taken=True), sender)]


def resolve(room: Room, sender: Peer, command: ResolveStop) -> list[Draft]:
    """That it is settled, and for trainers alone what it was; a red flag holds them back from exercise.

    Raises Refused not-found.
    """
    known = _unwell(room, command.person)
    payload = {"person": known.person, "red_flag": command.red_flag, "word": " ".join(command.word.split())}
    return [
        _told(replace(known, state="over"), sender),
        Draft(type="stop.resolved", payload=payload, audience="trainers", actor=sender.id),
        *(gates.changed(room.gates, known.person, Gate(why=gates.RED_FLAG)) if command.red_flag else ()),
    ]


def _meant(room: Room, sender: Peer, command: RaiseStop) -> list[str]:
    """The persons a command means."""
    there = {id: one for id, one in room.peers.items() if one.role == "client" and one.state == "in"}
    if sender.role != "trainer":
        named = command.to if isinstance(command.to, list) else []
        if command.to == "everyone" or any(id not in there or there[id].person != sender.person for id in named):
            raise Refused("not-allowed", where="$.to")
        return [sender.person]
    if command.to is None:
        raise Refused("bad-message", "Say whom to stop.", "$.to")
    if isinstance(command.to, str):
        return list(dict.fromkeys(one.person for one in there.values()))
    for place, id in enumerate(command.to):
        if id not in there:
            raise Refused("absent", where=f"$.to[{place}]")
    return list(dict.fromkeys(there[id].person for id in command.to))


def _is_news(before: Stop | None, why: str) -> bool:
    """Whether a press changes something: who feels unwell does not merely pause."""
    return before is None or (before.why == "pause" and why == "unwell") or (before.is_fine and why == "unwell")


def _unwell(room: Room, person: str) -> Stop:
    known = room.stops.get(person)
    if known is None or known.why != "unwell":
        raise Refused("not-found", where="$.person")
    return known


def _is_for(room: Room, timer: Timer, person: str) -> bool:
    return any(
        in_audience(timer.audience, one.id, one.role, one.person)
        for one in room.peers.values()
        if one.person == person and one.role == "client"
    )


def _clients_of(room: Room, timer: Timer) -> set[str]:
    """The clients in the room whom a timer is for."""
    return {
        one.person
        for one in room.peers.values()
        if one.role == "client"
        and (one.state == "in" or one.is_expected)
        and in_audience(timer.audience, one.id, one.role, one.person)
    }


def _told(stop: Stop, sender: Peer) -> Draft:
    return Draft(type="stop", payload={"stop": stop.wire()}, audience=(stop.person,), actor=sender.id)


def _revision(timer: Timer, sender: Peer) -> Draft:
    return Draft(type="timer", payload={"timer": timer.wire()}, audience=timer.audience, actor=sender.id)
