"""The trainer's private notes and marks: kept, changed, taken away, seen by nobody else."""

from typing import Any

import pytest

from signaling import commands
from signaling.messages.day import DayEntry, Target
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, command, done, entries_of, training

NOTE = "note-no-1"


def written(room: Room, text: str, rev: int = 0) -> Room:
    return done(room, "alice", command("note.write", note=NOTE, rev=rev, text=text), NOW_MS + rev * 1000)


def refused(room: Room, name: str, **body: Any) -> str:
    with pytest.raises(Refused) as no:
        commands.decide(room, "alice", command(name, **body), NOW_MS, 300)
    return no.value.code


def test_a_note_keeps_what_it_said_before_and_its_time() -> None:
    room = written(written(training("bob"), " Left knee "), "Left knee, on the way up", 1)
    note = room.notes[NOTE]
    assert (note.text, note.at_ms, note.rev) == ("Left knee, on the way up", NOW_MS, 2)
    assert note.before == ((NOW_MS + 1000, "Left knee"),)


def test_a_deleted_note_keeps_its_history_and_comes_back_by_being_written() -> None:
    room = done(written(training("bob"), "Left knee"), "alice", command("note.delete", note=NOTE, rev=1))
    assert (room.notes[NOTE].text, [text for _, text in room.notes[NOTE].before]) == ("", ["Left knee"])
    assert written(room, "Left knee", 2).notes[NOTE].text == "Left knee"


def test_nobody_but_trainers_is_told_of_notes_and_marks() -> None:
    room = training("bob")
    for name, body in (("note.write", {"note": NOTE, "text": "x"}), ("marker.place", {"label": "x"})):
        drafts = commands.decide(room, "alice", command(name, **body), NOW_MS, 300)
        assert [one.audience for one in entries_of(room, drafts)] == ["trainers"]
    told = snapshot(done(written(room, "x"), "alice", command("marker.place")), "bob", "client", "c:bob")
    assert (told["notes"], told["markers"]) == ([], [])


def test_of_two_windows_the_one_that_saw_less_is_told() -> None:
    room = written(training("bob"), "Left knee")
    assert refused(room, "note.write", note=NOTE, rev=0, text="Right knee") == "stale"
    assert refused(room, "note.delete", note=NOTE, rev=3) == "stale"
    assert refused(room, "note.delete", note="another-1", rev=0) == "not-found"
    assert refused(room, "note.write", note=NOTE, rev=1, text="  ") == "bad-message"


def test_a_rep_is_of_the_set_that_comes() -> None:
    squat = DayEntry(id="squat", name="Squat", sets=3, target=Target(reps=8))
    room = done(training("bob", "bea"), "alice", command("day.write", rev=0, entries=[squat]))
    room = done(room, "alice", command("day.done", entry="squat", to=["bea"]))
    room = done(room, "alice", command("marker.place", kind="rep", peer="bea"))
    room = done(room, "alice", command("marker.place", kind="set-start"))
    assert [one["of"] for one in room.markers] == [
        {"entry": "squat", "name": "Squat", "number": 2, "person": "c:bea"},
        {"entry": "squat", "name": "Squat", "number": 1, "person": None},
    ]
    assert room.sets[0].reps == 8, "counted reps are no set before the trainer says so"
    assert refused(room, "marker.place", kind="rep", peer="gus") == "absent"
    assert refused(training("bob"), "marker.place", kind="rep") == "not-found"
