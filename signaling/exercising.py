"""What is done to the day's exercises: the list written, one begun or left out, sets done and taken back. Pure."""

from dataclasses import replace
from typing import Any

from signaling import day as rules
from signaling import gates, timers, timing
from signaling.day import Day, DoneSet, Own
from signaling.log import Draft
from signaling.messages.day import AdjustEntry, DayEntry, FinishSet, GoToEntry, SkipEntry, UndoSet, WriteDay
from signaling.messages.timers import Interval, StartTimer
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.timers import Timer

SETS_MAX = 30  # of one exercise; more than were planned may be done
LABEL_MAX = 60
REST = "Rest"


def write(room: Room, sender: Peer, command: WriteDay) -> list[Draft]:
    """The list as it should be. Raises Refused: stale, bad-message for an id used twice or no name, markup."""
    if command.rev != room.day.rev:
        raise Refused("stale", where="$.rev")
    if len({one.id for one in command.entries}) < len(command.entries):
        raise Refused("bad-message", "Two exercises of the list have the same id.", "$.entries")
    entries = tuple(_plain(one, f"$.entries[{place}]") for place, one in enumerate(command.entries))
    if entries == room.day.entries:
        return []
    return [_revision(rules.written(room.day, entries, room.sets, training(room), room.own), sender)]


def go(room: Room, sender: Peer, command: GoToEntry) -> list[Draft]:
    """To an exercise; one that was left out is taken in again. Raises Refused: not-found, not-cleared for nobody."""
    entry = _known(room, command.entry)
    if clients(room) and not training(room):
        raise Refused("not-cleared")
    after = replace(room.day, at=entry.id, skipped=tuple(id for id in room.day.skipped if id != entry.id))
    return _changed(room, after, sender)


def skip(room: Room, sender: Peer, command: SkipEntry) -> list[Draft]:
    """Left out, or taken in again; the room goes on to the next. Raises Refused not-found."""
    entry = _known(room, command.entry)
    skipped = tuple(id for id in room.day.skipped if id != entry.id)
    after = replace(room.day, skipped=(*skipped, entry.id) if command.on else skipped)
    if after.at in (entry.id, None):
        begin = entry.id if command.on else None
        after = replace(after, at=rules.after(after, begin, room.sets, training(room), room.own))
    return _changed(room, after, sender)


def adjust(room: Room, sender: Peer, command: AdjustEntry) -> list[Draft]:
    """An exercise as some do it. Raises Refused: not-found, absent; bad-message for no name, markup."""
    entry = _known(room, command.entry)
    instead = None
    if command.instead is not None and not command.out:
        plain = _plain(command.instead, "$.instead")
        instead = replace(plain, id=entry.id, rest_ms=entry.rest_ms)
    if instead == entry:
        instead = None
    own, drafts = room.own, []
    for person in _meant(room, command):
        one = Own(person=person, entry=entry.id, out=command.out, instead=instead)
        following = rules.adjusted(own, one)
        if set(following) != set(own):
            drafts.append(Draft(type="day.own", payload=one.wire(), audience=(person,), actor=sender.id))
        own = following
    adjusted = replace(room, own=own)
    return [*drafts, *_changed(room, _gone_on(adjusted, entry, room.sets), sender)] if drafts else []


def done(room: Room, sender: Peer, command: FinishSet, now_ms: int, lead_ms: int) -> list[Draft]:
    """A set of each person meant, then where the list stands, then the rest.

    Raises Refused: not-found; absent when nobody is there; not-cleared for who may not exercise; out-of-range for a
    set that was not done yet, or too many.
    """
    entry = _known(room, command.entry)
    sets = room.sets
    drafts = []
    for person, number in _numbered(room, entry, command):
        said = {name: getattr(command, name) for name in ("reps", "load", "secs", "effort")}
        before = next((one for one in sets if (one.person, one.entry, one.number) == (person, entry.id, number)), None)
        one = replace(
            before or rules.expected(rules.of(room.own, entry, person) or entry, sets, person, number),
            **{name: value for name, value in said.items() if value is not None},
        )
        if one == before:
            continue
        sets = rules.kept(sets, one)
        drafts.append(Draft(type="day.set", payload=one.wire(), audience=(person,), actor=sender.id))
    if not drafts or command.number is not None:
        return drafts
    after = _gone_on(room, entry, sets)
    return [*drafts, *_changed(room, after, sender), *_rest(room, sender, command, entry, sets, after, now_ms, lead_ms)]


def undo(room: Room, sender: Peer, command: UndoSet) -> list[Draft]:
    """The last set taken back, and the room is at its exercise again. Raises Refused: not-found, absent."""
    entry = _known(room, command.entry)
    numbers = {person: rules.count(room.sets, person, entry.id) for person in _meant(room, command)}
    furthest = max(numbers.values())
    if furthest == 0:
        return []
    drafts = [
        Draft(
            type="day.unset",
            payload={"person": person, "entry": entry.id, "number": number},
            audience=(person,),
            actor=sender.id,
        )
        for person, number in numbers.items()
        if number == furthest
    ]
    return [*drafts, *_changed(room, replace(room.day, at=entry.id), sender)]


def coming(room: Room, peer: str | None) -> dict[str, Any]:
    """Which set comes next, of which exercise, of whom (None: everybody). Raises Refused: absent, not-found."""
    entry = room.day.entry(room.day.at)
    if entry is None:
        raise Refused("not-found", "There is no exercise whose set this could be.")
    people = training(room)
    if peer is not None:
        if peer not in room.peers or room.peers[peer].person not in people:
            raise Refused("absent", where="$.peer")
        people = (room.peers[peer].person,)
    number = min((rules.count(room.sets, person, entry.id) for person in people), default=0) + 1
    person = people[0] if peer is not None else None
    mine = rules.of(room.own, entry, person) if person is not None else None
    return {"entry": entry.id, "name": (mine or entry).name, "number": number, "person": person}


def clients(room: Room) -> tuple[str, ...]:
    """The persons who train: clients in the room; when all are gone, as on the phone, those who were in it."""
    known = [one for one in room.peers.values() if one.role == "client" and one.state != "lobby"]
    here = [one.person for one in known if one.state == "in"]
    were = [one.person for one in known if one.id in room.seen and one.person not in room.barred]
    return tuple(dict.fromkeys(here or were))


def training(room: Room) -> tuple[str, ...]:
    """Those of them who may exercise."""
    people = clients(room)
    held = gates.shut(room.gates, people)
    return tuple(one for one in people if one not in held)


def _meant(room: Room, command: FinishSet | UndoSet | AdjustEntry) -> tuple[str, ...]:
    """The persons a command is for; of everyone those who may exercise. Raises Refused: absent, not-cleared."""
    people = clients(room)
    if isinstance(command.to, str):
        if people and not training(room):
            raise Refused("not-cleared", where="$.to")
        people = training(room)
    else:
        named = []
        for place, id in enumerate(command.to):
            if id not in room.peers or room.peers[id].person not in people:
                raise Refused("absent", where=f"$.to[{place}]")
            named.append(room.peers[id].person)
        people = tuple(dict.fromkeys(named))
        if gates.shut(room.gates, people):
            raise Refused("not-cleared", where="$.to")
    if not people:
        raise Refused("absent", "Nobody has come in yet.", "$.to")
    return people


def _numbered(room: Room, entry: DayEntry, command: FinishSet) -> list[tuple[str, int]]:
    """Whose set it is, and which."""
    counts = {person: rules.count(room.sets, person, entry.id) for person in _meant(room, command)}
    if command.number is not None:
        having = [(person, command.number) for person, count in counts.items() if count >= command.number]
        if not having:
            raise Refused("out-of-range", "That set has not been done yet.", "$.number")
        return having
    counts = {person: done for person, done in counts.items() if rules.of(room.own, entry, person) is not None}
    if not counts:
        raise Refused("absent", "Nobody it is for does this one.", "$.to")
    lowest = min(counts.values())
    if lowest >= SETS_MAX:
        raise Refused("out-of-range", f"An exercise has at most {SETS_MAX} sets.", "$.entry")
    return [(person, count + 1) for person, count in counts.items() if count == lowest]


def _gone_on(room: Room, entry: DayEntry, sets: tuple[DoneSet, ...]) -> Day:
    """Where the list stands after a set: at the next exercise once everybody here has done all of this one."""
    people = training(room)
    if room.day.at != entry.id or not rules.is_complete(room.day, entry, sets, people, room.own):
        return room.day
    return replace(room.day, at=rules.after(room.day, entry.id, sets, people, room.own))


def _rest(
    room: Room,
    sender: Peer,
    command: FinishSet,
    entry: DayEntry,
    sets: tuple[DoneSet, ...],
    after: Day,
    now_ms: int,
    lead_ms: int,
) -> list[Draft]:
    """A timer for the rest in place of the one that still runs; none under another timer, or when all is done."""
    following = after.entry(after.at)
    if command.rest is None or entry.rest_ms < timers.SHORTEST_MS or following is None:
        return []
    people = _meant(room, command)
    running = [one for one in room.timers.values() if _is_theirs(one, people) and not timers.is_done(one, now_ms)]
    if any(not _is_rest(one) for one in running):
        return []
    number = min(rules.count(sets, person, following.id) for person in people) + 1
    label = f"{following.name}, set {number} of {max(number, following.sets)}"
    start = StartTimer(
        id=command.id,
        timer=command.rest,
        title=REST,
        plan=[Interval(name=REST, kind="rest", duration_ms=entry.rest_ms, label=_short(f"Next: {label}"))],
        to=command.to,
    )
    stopped = [
        timers.change(one, "stop", now_ms + lead_ms)
        for one in running
        if set(_persons(one)) == set(_to(command, people))
    ]
    return [
        *(
            Draft(type="timer", payload={"timer": one.wire()}, audience=one.audience, actor=sender.id)
            for one in stopped
        ),
        *timing.start(room, sender, start, now_ms, lead_ms),
    ]


def _to(command: FinishSet, people: tuple[str, ...]) -> tuple[str, ...]:
    return ("everyone",) if isinstance(command.to, str) else people


def _persons(timer: Timer) -> tuple[str, ...]:
    return ("everyone",) if isinstance(timer.to, str) else timer.to


def _is_theirs(timer: Timer, people: tuple[str, ...]) -> bool:
    return isinstance(timer.to, str) or bool(set(timer.to) & set(people))


def _is_rest(timer: Timer) -> bool:
    return timer.title == REST and all(one.kind == "rest" for one in timer.plan)


def _short(text: str) -> str:
    return text if len(text) <= LABEL_MAX else f"{text[: LABEL_MAX - 1].rstrip()}…"


def _changed(room: Room, after: Day, sender: Peer) -> list[Draft]:
    return [] if after == room.day else [_revision(replace(after, rev=room.day.rev + 1), sender)]


def _revision(day: Day, sender: Peer) -> Draft:
    return Draft(type="day", payload={"day": day.wire()}, actor=sender.id)


def _known(room: Room, id: str) -> DayEntry:
    entry = room.day.entry(id)
    if entry is None:
        raise Refused("not-found", where="$.entry")
    return entry


def _plain(entry: DayEntry, where: str) -> DayEntry:
    name = " ".join(timing.plain(entry.name, f"{where}.name").split())
    if not name:
        raise Refused("bad-message", "An exercise needs a name.", f"{where}.name")
    note = timing.plain(entry.target.note, f"{where}.target.note")
    return replace(entry, name=name, target=replace(entry.target, note=note))
