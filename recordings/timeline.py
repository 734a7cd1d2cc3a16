"""Reads the rows of a room's log into what happened: who was there, cues, timers, chat, markers, in order. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from recordings.entries import (
    Came,
    ConsentChanged,
    CueSaid,
    EffortTold,
    Ended,
    Entry,
    Knocked,
    Line,
    Mark,
    Phone,
    Stopped,
    TimerRan,
    TurnedAway,
    Went,
)
from recordings.timers import run_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a room's log. at_ms: epoch milliseconds; rows come by rising `seq`."""

    seq: int
    at_ms: int
    type: str
    actor: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A session's log, read. until_ms: when it was ended, else how far the log has been read."""

    began_at_ms: int
    until_ms: int
    is_ended: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Peer:
    person: str
    name: str
    role: str
    is_camera: bool  # a second device: a camera, or a remote
    is_in: bool = False
    is_remote: bool = False  # who takes the phone at hand neither comes nor goes


@dataclass
class _Reader:
    """Walks the rows once; entries that later rows complete (cues, timers) stay at their index."""

    entries: list[Entry] = field(default_factory=list)
    peers: dict[str, _Peer] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)  # person -> name
    full_names: dict[str, str] = field(default_factory=dict)  # of persons of whom others read a part only
    cues: dict[int, int] = field(default_factory=dict)  # seq -> index in entries
    timers: dict[str, tuple[int, list[Mapping[str, Any]]]] = field(default_factory=dict)
    efforts: dict[tuple[str, str], int] = field(default_factory=dict)  # by ask and person -> index in entries
    tallies: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)  # timer -> person -> the last
    stops: dict[str, int] = field(default_factory=dict)  # person -> index in entries of the stop that counts
    unwell: dict[str, int] = field(default_factory=dict)  # person -> index of the last time they felt so
    consents: list[tuple[int, str]] = field(default_factory=list)  # index in entries, person who had not come in yet
    opened_at_ms: int | None = None
    ended_at_ms: int | None = None

    def read(self, row: Row) -> None:
        """Takes one row; a type it does not know is no entry."""
        step = _STEPS.get(row.type)
        if step is not None:
            step(self, row)

    def name_of(self, peer: str) -> str:
        """The name of a peer, or a word for one the log never introduced."""
        known = self.peers.get(peer)
        return known.name if known else "Somebody"

    def person(self, person: str) -> str:
        """The name of a person, or a word for one the log never introduced."""
        return self.people.get(person, "Somebody")

    def addressed(self, to: Any) -> dict[str, str]:
        """The clients' own devices in the room that a cue was for: peer -> name."""
        return {
            id: peer.name
            for id, peer in self.peers.items()
            if peer.is_in and peer.role == "client" and not peer.is_camera and (to == "everyone" or id in to)
        }


def read_log(rows: Iterable[Row], *, now_ms: int) -> Timeline | None:
    """The timeline of a log up to now; None for an empty log."""
    reader = _Reader()
    first = None
    for row in rows:
        first = first or row
        reader.read(row)
    if first is None:
        return None
    until_ms = reader.ended_at_ms if reader.ended_at_ms is not None else now_ms
    for id, (index, values) in reader.timers.items():
        entry = reader.entries[index]
        assert isinstance(entry, TimerRan)
        counted = tuple((reader.person(who), one) for who, one in reader.tallies.get(id, {}).items())
        reader.entries[index] = replace(entry, run=run_of(values, until_ms), tallies=counted)
    for index, person in reader.consents:  # a choice at the door is of whoever came in then
        choice = reader.entries[index]
        assert isinstance(choice, ConsentChanged)
        reader.entries[index] = replace(choice, name=reader.people.get(person, choice.name))
    return Timeline(
        began_at_ms=reader.opened_at_ms if reader.opened_at_ms is not None else first.at_ms,
        until_ms=until_ms,
        is_ended=reader.ended_at_ms is not None,
        entries=tuple(sorted(reader.entries, key=lambda entry: entry.at_ms)),
    )


def present(timeline: Timeline) -> dict[str, int]:
    """How long each client was in the room, in milliseconds, by name; second cameras do not count."""
    devices: dict[str, int] = {}
    since: dict[str, int] = {}
    total: dict[str, int] = {}
    for entry in timeline.entries:
        if isinstance(entry, Came) and entry.role == "client" and not entry.is_camera:
            total.setdefault(entry.name, 0)
            devices[entry.name] = devices.get(entry.name, 0) + 1
            since.setdefault(entry.name, entry.at_ms)
        if isinstance(entry, Went) and not entry.is_camera and devices.get(entry.name):
            devices[entry.name] -= 1  # with two of them, one took over from the other
            if not devices[entry.name]:
                total[entry.name] += entry.at_ms - since.pop(entry.name)
    for name, came_ms in since.items():
        total[name] += max(0, timeline.until_ms - came_ms)
    return total


# ---- one small step for each type of row


def _opened(reader: _Reader, row: Row) -> None:
    if reader.opened_at_ms is None:
        reader.opened_at_ms = row.at_ms


def _ended(reader: _Reader, row: Row) -> None:
    if reader.ended_at_ms is None:
        reader.ended_at_ms = row.at_ms
        reader.entries.append(Ended(at_ms=row.at_ms))


def _introduce(reader: _Reader, row: Row, *, is_in: bool) -> tuple[str, _Peer]:
    given = row.payload["peer"]
    name = reader.full_names.get(given["person"], given["name"])
    peer = _Peer(
        given["person"], name, given["role"], given["device"] != "main", is_in, is_remote=given["device"] == "remote"
    )
    reader.peers[given["id"]] = peer
    reader.people[peer.person] = peer.name
    return given["id"], peer


def _knocked(reader: _Reader, row: Row) -> None:
    full_name = row.payload["door"].get("name")
    if full_name:
        reader.full_names[row.payload["peer"]["person"]] = full_name
    _, peer = _introduce(reader, row, is_in=False)
    reader.entries.append(Knocked(at_ms=row.at_ms, name=peer.name))


def _admitted(reader: _Reader, row: Row) -> None:
    before = reader.peers.get(row.payload["peer"]["id"])
    _, peer = _introduce(reader, row, is_in=True)
    if (before is None or not before.is_in) and not peer.is_remote:
        reader.entries.append(Came(at_ms=row.at_ms, name=peer.name, role=peer.role, is_camera=peer.is_camera))


def _denied(reader: _Reader, row: Row) -> None:
    reader.entries.append(TurnedAway(at_ms=row.at_ms, name=reader.name_of(row.payload["peer"])))


def _kicked(reader: _Reader, row: Row) -> None:
    theirs = {id: peer for id, peer in reader.peers.items() if peer.person == row.payload["person"]}
    if not any(peer.is_in for peer in theirs.values()):
        reader.entries.append(TurnedAway(at_ms=row.at_ms, name=reader.name_of(row.payload["peer"])))
    for id, peer in theirs.items():
        if peer.is_in:
            reader.peers[id] = replace(peer, is_in=False)
            if not peer.is_remote:
                reader.entries.append(Went(at_ms=row.at_ms, name=peer.name, is_camera=peer.is_camera, why="removed"))


def _left(reader: _Reader, row: Row) -> None:
    id = row.payload["peer"]
    peer = reader.peers.get(id)
    if peer is None or not peer.is_in:
        return
    reader.peers[id] = replace(peer, is_in=False)
    if peer.is_remote:
        return
    reader.entries.append(
        Went(at_ms=row.at_ms, name=peer.name, is_camera=peer.is_camera, why=row.payload.get("reason", "left"))
    )


def _cue(reader: _Reader, row: Row) -> None:
    to = row.payload["to"]
    reader.cues[row.seq] = len(reader.entries)
    reader.entries.append(
        CueSaid(
            at_ms=row.at_ms,
            say=row.payload["say"],
            kind=row.payload["kind"],
            is_private=to != "everyone",
            shown_to=(),
            missed_by=tuple(reader.addressed(to).values()),
            exercise=row.payload.get("exercise", {}).get("name", ""),
        )
    )


def _cue_shown(reader: _Reader, row: Row) -> None:
    cue = _cue_at(reader, row)
    name = reader.name_of(row.payload["peer"])
    if cue is None or name in cue.shown_to:
        return
    missed = tuple(other for other in cue.missed_by if other != name)
    reader.entries[reader.cues[row.payload["cue_seq"]]] = replace(cue, shown_to=(*cue.shown_to, name), missed_by=missed)


def _cue_acked(reader: _Reader, row: Row) -> None:
    cue = _cue_at(reader, row)
    name = reader.name_of(row.payload["peer"])
    if cue is not None and name not in cue.tapped_by:
        reader.entries[reader.cues[row.payload["cue_seq"]]] = replace(cue, tapped_by=(*cue.tapped_by, name))


def _cue_at(reader: _Reader, row: Row) -> CueSaid | None:
    index = reader.cues.get(row.payload["cue_seq"])
    found = reader.entries[index] if index is not None else None
    return found if isinstance(found, CueSaid) else None


def _timer(reader: _Reader, row: Row) -> None:
    timer = row.payload["timer"]
    if timer["id"] not in reader.timers:
        reader.timers[timer["id"]] = (len(reader.entries), [])
        nothing = run_of([timer], timer["at_ms"])
        reader.entries.append(TimerRan(at_ms=row.at_ms, title=timer["title"], run=nothing))
    reader.timers[timer["id"]][1].append(timer)


def _effort(reader: _Reader, row: Row) -> None:
    """An answer; a later one to the same question stands in its place, and tells what was said at first."""
    effort = row.payload["effort"]
    key = (effort["ask"], effort["person"])
    asking = reader.timers.get(effort["ask"])
    index = reader.efforts.get(key)
    before = reader.entries[index] if index is not None else None
    told = EffortTold(
        at_ms=row.at_ms,
        name=reader.people.get(effort["person"], "A client"),
        after=(asking[1][-1]["title"] or "Timer") if asking else "",
        rpe=effort["rpe"],
        rir=effort["rir"],
        pain=effort["pain"],
        where=tuple(effort["where"]),
    )
    if index is None or not isinstance(before, EffortTold):
        reader.efforts[key] = len(reader.entries)
        reader.entries.append(told)
        return
    said = before.rpe if before.first_rpe is None else before.first_rpe
    first = said if said != told.rpe else None
    reader.entries[index] = replace(told, at_ms=before.at_ms, first_rpe=first)


def _tally(reader: _Reader, row: Row) -> None:
    reader.tallies.setdefault(row.payload["timer"], {})[row.payload["person"]] = row.payload["tally"]


def _stop(reader: _Reader, row: Row) -> None:
    """A stop, or that it is over; feeling unwell after a pause is a stop of its own."""
    stop = row.payload["stop"]
    person = stop["person"]
    index = reader.stops.get(person)
    before = reader.entries[index] if index is not None else None
    if isinstance(before, Stopped) and index is not None:
        is_over = stop["state"] == "over"
        if is_over or before.why != stop["why"]:
            reader.entries[index] = replace(before, until_ms=row.at_ms)
            del reader.stops[person]
        if is_over or before.why == stop["why"]:
            return
    if stop["state"] == "over":
        return
    reader.stops[person] = len(reader.entries)
    if stop["why"] == "unwell":
        reader.unwell[person] = len(reader.entries)
    reader.entries.append(
        Stopped(
            at_ms=row.at_ms,
            name=reader.people.get(person, "A client"),
            why=stop["why"],
            by=reader.name_of(stop["by"]),
        )
    )


def _resolved(reader: _Reader, row: Row) -> None:
    index = reader.unwell.get(row.payload["person"])
    entry = reader.entries[index] if index is not None else None
    if index is not None and isinstance(entry, Stopped):
        reader.entries[index] = replace(entry, red_flag=row.payload["red_flag"], word=row.payload["word"])


def _chat(reader: _Reader, row: Row) -> None:
    reader.entries.append(Line(at_ms=row.at_ms, name=reader.name_of(row.actor), text=row.payload["text"]))


def _marker(reader: _Reader, row: Row) -> None:
    """A mark; reps that were counted are told by the set they were confirmed for."""
    kind, of = row.payload.get("kind", "free"), row.payload.get("of")
    if kind == "rep":
        return
    label = row.payload.get("label", "")
    if of is not None:
        label = f"{of['name']}, set {of['number']} {'begins' if kind == 'set-start' else 'ends'}"
    reader.entries.append(Mark(at_ms=row.at_ms, label=label))


def _consent(reader: _Reader, row: Row) -> None:
    person, purpose, given = row.payload["person"], row.payload["purpose"], row.payload["given"]
    name = reader.people.get(person, "A client")
    if person not in reader.people:
        reader.consents.append((len(reader.entries), person))
    reader.entries.append(ConsentChanged(at_ms=row.at_ms, name=name, purpose=purpose, given=given))


def _phone(reader: _Reader, row: Row) -> None:
    reader.entries.append(Phone(at_ms=row.at_ms, on=row.payload["on"]))


_STEPS: dict[str, Callable[[_Reader, Row], None]] = {
    "session.opened": _opened,
    "session.ended": _ended,
    "peer.knocked": _knocked,
    "peer.admitted": _admitted,
    "peer.denied": _denied,
    "peer.kicked": _kicked,
    "peer.left": _left,
    "cue": _cue,
    "cue.shown": _cue_shown,
    "cue.acked": _cue_acked,
    "timer": _timer,
    "effort": _effort,
    "timer.tally": _tally,
    "stop": _stop,
    "stop.resolved": _resolved,
    "chat": _chat,
    "marker": _marker,
    "consent": _consent,
    "phone": _phone,
}
