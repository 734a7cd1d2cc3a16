"""Who may do what, and what a command becomes."""

import itertools
from typing import Any

import pytest

from signaling import commands
from signaling.messages import COMMANDS, name_of
from signaling.messages.day import DayEntry
from signaling.messages.footage import Step
from signaling.refusals import CODES, Refused
from signaling.views import in_audience
from tests.signaling.people import NOW_MS, PLAN, arrived, command, done, entries_of, seat, training

SQUAT = Step(key="squat", title="Squat", view="side", words="")
BODIES: dict[str, dict[str, Any]] = {
    "admit": {"peer": "waiting"},
    "deny": {"peer": "waiting"},
    "kick": {"peer": "bea"},
    "unbar": {"person": "c:someone"},
    "leave": {},
    "session.end": {},
    "phone": {"on": True},
    "cue.send": {"say": "Knees out"},
    "cue.shown": {"cue_seq": 1, "at_ms": NOW_MS},
    "cue.ack": {"cue_seq": 1},
    "timer.start": {"timer": "t1", "title": "Tabata", "plan": PLAN},
    "timer.change": {"timer": "t1", "do": "pause", "rev": 1},
    "timer.tally": {"timer": "t1", "do": "add"},
    "effort.ask": {"ask": "ask-no-1"},
    "effort.answer": {"ask": "ask-no-1", "rpe": 5},
    "day.write": {"rev": 0, "entries": [DayEntry(id="squat", name="Squat")]},
    "day.go": {"entry": "squat"},
    "day.skip": {"entry": "squat"},
    "day.adjust": {"entry": "squat", "to": ["bob"], "out": True},
    "day.done": {"entry": "squat"},
    "day.undo": {"entry": "squat"},
    "stop.raise": {"why": "pause", "to": ["bob"]},
    "stop.end": {},
    "stop.take": {"person": "c:bob"},
    "stop.resolve": {"person": "c:bob", "red_flag": False},
    "chat.send": {"text": "Hello"},
    "marker.place": {"label": "Rep 3"},
    "note.write": {"note": "note-no-1", "text": "Left knee"},
    "note.delete": {"note": "note-no-1", "rev": 1},
    "clip.take": {"clip": "moment-1", "peer": "bob"},
    "clip.lost": {"clip": "moment-1", "why": "nothing-kept"},
    "replay.start": {"replay": "replay-1", "clip": "moment-1"},
    "replay.change": {"replay": "replay-1", "rev": 1, "do": "pause"},
    "replay.draw": {"replay": "replay-1", "stroke": "stroke-1", "tool": "line", "points": [[0.1, 0.2], [0.5, 0.5]]},
    "replay.erase": {"replay": "replay-1"},
    "take.start": {"take": "take-no-1", "peer": "bob", "assessment": "a1", "step": SQUAT},
    "take.change": {"take": "take-no-1", "rev": 1, "do": "stop"},
    "spotlight": {"peer": "bob"},
    "mute": {"peer": "bob", "on": True},
    "aside": {"peer": "bob"},
    "hold": {"on": True},
    "meet": {"on": True},
    "hand": {"on": True, "peer": "bob"},
    "recording.start": {"recording": "recording-1"},
    "recording.stop": {"recording": "recording-1"},
}
LOGGED = [one for one in COMMANDS if "id" in one.__dataclass_fields__]


def test_every_command_of_the_log_has_its_function() -> None:
    assert set(commands.DECIDE) == set(LOGGED)
    assert set(BODIES) == {name_of(one) for one in LOGGED}


@pytest.mark.parametrize(
    ("kind", "who"),
    list(itertools.product(LOGGED, ["alice", "bob", "camera", "remote", "bobs-remote", "waiting"])),
    ids=lambda one: getattr(one, "name", one),
)
def test_a_command_is_for_those_its_message_names_and_nobody_else(kind: Any, who: str) -> None:
    room = arrived(
        training("bob", "bea"),
        seat("camera", "c:bob", device="camera"),
        seat("remote", "t:alice", role="trainer", device="remote"),
        seat("bobs-remote", "c:bob", device="remote"),
        seat("waiting"),
    )
    caller = commands.caller(room.peers[who])
    body = command(kind.name, **BODIES[kind.name])
    refused = ""
    try:
        commands.decide(room, who, body, NOW_MS, 300)
    except Refused as no:
        refused = no.code
    if caller in kind.may:
        if who == "alice" and kind.name == "hand":
            assert refused == "not-allowed"  # only down
            return
        assert refused in (
            "",
            "not-found",
            "direct-call",
        )  # a cue, a timer or a person that is not there: allowed, but pointless
    else:
        assert refused == "not-allowed"


def test_a_stranger_and_somebody_gone_may_nothing() -> None:
    room = done(training("bob"), "bob", command("leave"))
    for who in ("bob", "nobody"):
        with pytest.raises(Refused, match="not-allowed"):
            commands.decide(room, who, command("chat.send", text="Hi"), NOW_MS, 300)


def test_the_first_event_carries_the_commands_id() -> None:
    room = arrived(training("bob"), seat("camera", "c:bob", device="camera"))
    drafts = commands.decide(room, "bob", command("leave", id="abcdefgh"), NOW_MS, 300)
    assert [draft.command for draft in drafts] == ["bob:abcdefgh", None]


def test_a_marker_is_for_trainers_only() -> None:
    room = training("bob")
    drafts = commands.decide(room, "alice", command("marker.place", label=" Rep 3 "), NOW_MS, 300)
    entry = entries_of(room, drafts)[0]
    assert entry.payload == {"label": "Rep 3", "kind": "free"}
    assert in_audience(entry.audience, "alice", "trainer", "t:alice")
    assert not in_audience(entry.audience, "bob", "client", "c:bob")


def test_a_line_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="bad-message"):
        done(training("bob"), "bob", command("chat.send", text="  \n "))


def test_by_phone_twice_is_by_phone_once() -> None:
    room = done(training("bob"), "alice", command("phone", on=True))
    assert room.by_phone
    assert commands.decide(room, "alice", command("phone", on=True), NOW_MS, 300) == []


def test_every_refusal_has_a_plain_sentence() -> None:
    for code, sentence in CODES.items():
        assert code == code.lower()
        assert sentence.endswith(".")
        assert "!" not in sentence
