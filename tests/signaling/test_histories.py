"""Random histories: the state kept live is the state the log gives, for everybody, from wherever they begin to read."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signaling import clips, commands, door
from signaling.folding import fold, fold_all
from signaling.gates import Gate
from signaling.log import Entry, number
from signaling.messages.cues import CuedExercise
from signaling.messages.day import DayEntry, Target
from signaling.messages.footage import Step
from signaling.refusals import Refused
from signaling.room import Room
from signaling.stage import Stage
from signaling.views import snapshot, view
from tests.conftest import Tenth
from tests.signaling import viewer
from tests.signaling.people import NOW_MS, PLAN, command, consent, form, seat

SEATS = [
    seat("alice", "t:alice", role="trainer", mode="relay", expected=3, stage=Stage(pairs=(("c:bob", "g:gus"),))),
    seat("phone", "t:alice", role="trainer", device="camera"),
    seat("bob", door={"address": "Main St 1", "callback": "1", "helper": ""}),
    seat("bobcam", "c:bob", device="camera"),
    seat("bobremote", "c:bob", device="remote"),
    seat("laptop", "c:bob"),
    seat("bea", gates={"c:bea": Gate()}),
    seat("beaheld", "c:bea", gates={"c:bea": Gate(why="none")}),
    seat("beaby", "c:bea", gates={"c:bea": Gate(why="expired", by_override=True)}),
    seat("gus", "g:gus"),
]
PEERS = [one.peer for one in SEATS]
TIMERS = ["t1", "t2"]
ASKS = ["ask-no-1", "ask-no-2", "ask-no-3"]

peers = st.sampled_from(PEERS)
to = st.one_of(st.just("everyone"), st.lists(peers, min_size=1, max_size=3))
counts = st.sampled_from(["", "rounds", "finish", "out"])
moments = st.sampled_from([f"moment-{at}" for at in range(6)])
replays = st.sampled_from(["replay-1", "replay-2"])
steps = st.just(Step(key="squat", title="Squat", view="side", words="Five slow ones.", reps=5))
entries = st.sampled_from(["squat", "row", "plank"])
lists = st.lists(entries, max_size=3, unique=True).map(
    lambda ids: [DayEntry(id=id, name=id.title(), sets=2, target=Target(reps=8), rest_ms=60_000) for id in ids]
)
BODIES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "admit": st.fixed_dictionaries({"peer": peers}),
    "deny": st.fixed_dictionaries({"peer": peers}),
    "kick": st.fixed_dictionaries({"peer": peers}),
    "unbar": st.fixed_dictionaries({"person": st.sampled_from(["c:bob", "c:bea", "g:gus"])}),
    "leave": st.just({}),
    "phone": st.fixed_dictionaries({"on": st.booleans()}),
    "cue.send": st.fixed_dictionaries(
        {"say": st.sampled_from(["Up", "Down now"]), "kind": st.sampled_from(["form", "safety"]), "to": to},
        optional={
            "exercise": st.sampled_from([None, CuedExercise(key="plank", name="Plank"), CuedExercise(name="Crawl")]),
            "phase": st.sampled_from(["", "down"]),
            "region": st.sampled_from(["", "knees"]),
            "lang": st.sampled_from(["", "de"]),
        },
    ),
    "cue.shown": st.fixed_dictionaries({"cue_seq": st.integers(1, 60), "at_ms": st.just(NOW_MS)}),
    "cue.ack": st.fixed_dictionaries({"cue_seq": st.integers(1, 60)}),
    "timer.start": st.fixed_dictionaries(
        {
            "timer": st.sampled_from(TIMERS),
            "title": st.just("Tabata"),
            "plan": st.just(PLAN),
            "to": to,
            "counts": counts,
            "asks_effort": st.booleans(),
        }
    ),
    "timer.tally": st.fixed_dictionaries(
        {
            "timer": st.sampled_from(TIMERS),
            "do": st.sampled_from(["add", "add", "take", "finish", "out", "undo"]),
            "peer": st.one_of(st.none(), peers),
        }
    ),
    "timer.change": st.fixed_dictionaries(
        {
            "timer": st.sampled_from(TIMERS),
            "do": st.sampled_from(["pause", "resume", "skip", "back", "add", "stop"]),
            "rev": st.integers(1, 4),
        }
    ),
    "effort.ask": st.fixed_dictionaries({"ask": st.sampled_from(ASKS), "to": to}),
    "effort.answer": st.fixed_dictionaries(
        {
            "ask": st.sampled_from([*ASKS, *TIMERS]),
            "rpe": st.integers(0, 10),
            "rir": st.one_of(st.none(), st.integers(0, 5)),
            "pain": st.one_of(st.none(), st.booleans()),
            "where": st.lists(st.sampled_from(["chest", "left-knee"]), max_size=2),
        }
    ),
    "day.write": st.fixed_dictionaries({"rev": st.integers(0, 6), "entries": lists}),
    "day.go": st.fixed_dictionaries({"entry": entries}),
    "day.skip": st.fixed_dictionaries({"entry": entries, "on": st.booleans()}),
    "day.adjust": st.fixed_dictionaries(
        {
            "entry": entries,
            "to": st.lists(peers, min_size=1, max_size=2),
            "out": st.booleans(),
            "instead": st.sampled_from([None, DayEntry(id="own", name="Leg press", sets=1, target=Target(load=80))]),
        }
    ),
    "day.done": st.fixed_dictionaries(
        {
            "entry": entries,
            "to": to,
            "number": st.one_of(st.none(), st.integers(1, 3)),
            "load": st.one_of(st.none(), st.just(42.5)),
            "rest": st.sampled_from([None, "rest-1", "rest-2"]),
        }
    ),
    "day.undo": st.fixed_dictionaries({"entry": entries, "to": to}),
    "stop.raise": st.fixed_dictionaries(
        {
            "why": st.sampled_from(["pause", "unwell"]),
            "to": st.one_of(st.none(), to),
            "at_ms": st.sampled_from([None, NOW_MS, NOW_MS + 5000]),
        }
    ),
    "stop.end": st.fixed_dictionaries({"person": st.one_of(st.none(), st.sampled_from(["c:bob", "c:bea"]))}),
    "stop.take": st.fixed_dictionaries({"person": st.sampled_from(["c:bob", "c:bea"])}),
    "stop.resolve": st.fixed_dictionaries({"person": st.sampled_from(["c:bob", "c:bea"]), "red_flag": st.booleans()}),
    "chat.send": st.fixed_dictionaries({"text": st.text(min_size=1, max_size=20)}),
    "marker.place": st.fixed_dictionaries(
        {
            "label": st.text(max_size=10),
            "kind": st.sampled_from(["free", "rep", "set-start", "checkpoint"]),
            "peer": st.one_of(st.none(), peers),
        }
    ),
    "note.write": st.fixed_dictionaries(
        {"note": moments, "rev": st.integers(0, 2), "text": st.sampled_from(["left knee", "slower"])}
    ),
    "note.delete": st.fixed_dictionaries({"note": moments, "rev": st.integers(1, 2)}),
    "clip.take": st.fixed_dictionaries({"clip": moments, "peer": peers}),
    "clip.lost": st.fixed_dictionaries({"clip": moments, "why": st.just("nothing-kept")}),
    "replay.start": st.fixed_dictionaries({"replay": replays, "clip": moments}),
    "replay.change": st.fixed_dictionaries(
        {
            "replay": replays,
            "rev": st.integers(1, 3),
            "do": st.sampled_from(["play", "pause", "seek", "rate", "end"]),
            "position_ms": st.integers(0, 9000),
            "rate": st.just(0.25),
        }
    ),
    "replay.draw": st.fixed_dictionaries(
        {"replay": replays, "stroke": moments, "tool": st.just("line"), "points": st.just([[0.1, 0.2], [0.5, 0.5]])}
    ),
    "replay.erase": st.fixed_dictionaries({"replay": replays, "stroke": st.one_of(st.none(), moments)}),
    "take.start": st.fixed_dictionaries({"take": moments, "peer": peers, "assessment": st.just("a1"), "step": steps}),
    "take.change": st.fixed_dictionaries(
        {"take": moments, "rev": st.integers(1, 2), "do": st.sampled_from(["stop", "cancel"])}
    ),
    "spotlight": st.fixed_dictionaries({"peer": st.one_of(st.none(), peers)}),
    "mute": st.fixed_dictionaries({"peer": peers, "on": st.booleans()}),
    "aside": st.fixed_dictionaries({"peer": st.one_of(st.none(), peers)}),
    "hold": st.fixed_dictionaries({"on": st.booleans()}),
    "meet": st.fixed_dictionaries({"on": st.booleans()}),
    "hand": st.fixed_dictionaries({"on": st.booleans(), "peer": st.one_of(st.none(), peers)}),
    "recording.start": st.fixed_dictionaries({"recording": replays}),
    "recording.stop": st.fixed_dictionaries({"recording": replays}),
}
acts = st.one_of(
    st.tuples(st.just("come"), st.sampled_from(SEATS)),
    st.tuples(st.just("lose"), peers),
    st.tuples(st.just("told"), st.tuples(moments, st.sampled_from(["sending", "preview", "ready", "refused"]))),
    st.tuples(st.just("consent"), st.tuples(st.sampled_from(["c:bob", "c:bea"]), st.booleans())),
    st.tuples(st.just("form"), st.tuples(st.sampled_from(["c:bob", "c:bea"]), st.sampled_from([None, "form-1"]))),
    *(st.tuples(st.just(name), st.tuples(peers, body)) for name, body in BODIES.items()),
    st.tuples(st.just("admit"), st.tuples(st.just("alice"), BODIES["admit"])),
    *(
        st.tuples(st.just(name), st.tuples(st.just("alice"), BODIES[name]))
        for name in (
            "cue.send",
            "timer.start",
            "timer.tally",
            "effort.ask",
            "day.write",
            "day.done",
            "note.write",
            "stop.raise",
            "clip.take",
            "replay.start",
            "take.start",
        )
    ),
)
histories = st.lists(acts, min_size=10, max_size=80).map(
    lambda more: [("come", SEATS[0]), ("come", SEATS[2]), ("come", SEATS[5]), *more]
)


def played(history: list[Any]) -> tuple[Room, list[Entry]]:
    """What a server makes of it: its state, kept step by step, and its log."""
    room, log = Room(), []
    for place, (name, about) in enumerate(history):
        now_ms = NOW_MS + place * 700
        try:
            if name == "come":
                drafts = door.arrive(room, about)
            elif name == "lose":
                drafts = door.gone(room, about, "lost")
            elif name == "told":
                drafts = clips.told(room, *about, clip="library", duration_ms=15_000, start_ms=300)
            elif name == "consent":
                drafts = [consent(*about)]
            elif name == "form":
                drafts = [form(*about)]
            else:
                who, body = about
                drafts = commands.decide(room, who, command(name, **body), now_ms, 300)
        except Refused:
            continue
        for entry in number(drafts, room.head, now_ms):
            room = fold(room, entry)
            log.append(entry)
    return room, log


def check(history: list[Any]) -> None:
    room, log = played(history)
    assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
    assert fold_all(log) == room

    stored = msgspec.json.decode(msgspec.json.encode(log), type=list[Entry])
    assert fold_all(stored) == room

    for one in SEATS:
        told = snapshot(room, one.peer, one.role, one.person)
        for cut in {0, len(log) // 3, len(log) // 2, max(0, len(log) - 1), len(log)}:
            mine = viewer.opened(snapshot(fold_all(log[:cut]), one.peer, one.role, one.person), one.peer, one.role)
            for entry in log[cut:]:
                mine = viewer.after(mine, view(entry, one.peer, one.role, one.person))
            assert viewer.shown(mine, one.peer, one.role, one.person) == told, (one.peer, cut)


def test_random_histories_give_everybody_the_same_room(request: pytest.FixtureRequest, tenth: Tenth) -> None:
    tries = tenth(500)
    quick = settings(max_examples=tries, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    count = 0

    @quick
    @given(histories)
    def all_agree(history: list[Any]) -> None:
        nonlocal count
        count += 1
        check(history)

    all_agree()
    print(f"\n{count} random histories: live state, log and every viewer agree")
    assert count >= tries
