"""Cues: five words, an audience, a moment."""

import pytest

from signaling import commands
from signaling.messages.cues import CuedExercise
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot, view
from tests.signaling.people import NOW_MS, arrived, command, done, entries_of, seat, training


def sent(room: Room, **body: object) -> Room:
    return done(room, "alice", command("cue.send", **({"say": "Knees out"} | body)))


def test_five_words_are_a_cue_and_six_are_not() -> None:
    room = sent(training("bob"), say="  one two\nthree four  five ")
    assert room.cues[-1].said["say"] == "one two three four five"
    with pytest.raises(Refused, match="too-long"):
        sent(room, say="one two three four five six")
    with pytest.raises(Refused, match="bad-message"):
        sent(room, say="   ")


def test_a_safety_cue_does_not_expire() -> None:
    room = training("bob")
    drafts = commands.decide(room, "alice", command("cue.send", say="Stop", kind="safety"), NOW_MS, 300)
    assert drafts[0].valid_ms is None


def test_a_private_cue_is_hidden_from_others_and_seen_by_trainers() -> None:
    room = training("bob", "bea")
    drafts = commands.decide(room, "alice", command("cue.send", say="Chest up", to=["bob", "bob"]), NOW_MS, 300)
    entry = entries_of(room, drafts)[0]
    assert entry.audience == ("c:bob",), "all of his devices"
    assert view(entry, "bob", "client", "c:bob")["payload"]["say"] == "Chest up"
    assert view(entry, "alice", "trainer")["payload"]["say"] == "Chest up"
    assert view(entry, "bea", "client", "c:bea") == {"seq": entry.seq, "hidden": True}
    room = sent(room, say="Chest up", to=["bob"])
    assert snapshot(room, "bea", "client", "c:bea")["cues"] == []
    assert len(snapshot(room, "bob", "client", "c:bob")["cues"]) == 1


def test_a_cue_names_people_who_are_here() -> None:
    with pytest.raises(Refused, match="absent") as no:
        sent(training("bob"), to=["bob", "bea"])
    assert no.value.where == "$.to[1]"


def test_shown_and_tapped_away_count_once() -> None:
    room = sent(training("bob", "bea"), say="Stop", kind="safety")
    seq = room.cues[-1].seq
    for _ in range(2):
        room = done(room, "bob", command("cue.shown", cue_seq=seq, at_ms=NOW_MS))
        room = done(room, "bob", command("cue.ack", cue_seq=seq))
    assert room.cues[-1].shown == ("bob",)
    assert room.cues[-1].acked == ("bob",)
    assert room.head == seq + 2
    assert snapshot(room, "bob", "client", "c:bob")["cues"][0]["acked"] == ["bob"]
    assert snapshot(room, "bea", "client", "c:bea")["cues"][0]["acked"] == []
    assert snapshot(room, "alice", "trainer")["cues"][0]["shown"] == ["bob"]


def test_a_remote_gets_its_persons_cues_and_answers_in_their_place() -> None:
    room = arrived(training("bob", "bea"), seat("phone", "c:bob", device="remote"))
    room = sent(room, say="Stop", kind="safety", to=["bob"])
    seq = room.cues[-1].seq
    assert [one["say"] for one in snapshot(room, "phone", "client", "c:bob")["cues"]] == ["Stop"]
    room = done(room, "phone", command("cue.shown", cue_seq=seq, at_ms=NOW_MS))
    room = done(room, "phone", command("cue.ack", cue_seq=seq))
    assert (room.cues[-1].shown, room.cues[-1].acked) == (("bob",), ("bob",))
    assert commands.decide(room, "bob", command("cue.ack", cue_seq=seq), NOW_MS, 300) == [], "he did already"
    assert snapshot(room, "phone", "client", "c:bob")["cues"][0]["acked"] == ["bob"]


def test_nobody_answers_a_cue_they_did_not_get() -> None:
    room = sent(training("bob", "bea"), to=["bob"])
    for name, more in (("cue.shown", {"at_ms": NOW_MS}), ("cue.ack", {})):
        with pytest.raises(Refused, match="not-found"):
            done(room, "bea", command(name, cue_seq=room.cues[-1].seq, **more))


def test_a_cue_is_not_shown_before_it_was_sent() -> None:
    room = sent(training("bob"))
    with pytest.raises(Refused, match="out-of-range"):
        done(room, "bob", command("cue.shown", cue_seq=room.cues[-1].seq, at_ms=NOW_MS - 60_000))


def test_only_the_last_fifty_are_kept() -> None:
    room = training("bob")
    for place in range(60):
        room = sent(room, say=f"Cue {place}")
    assert [cue.said["say"] for cue in room.cues] == [f"Cue {place}" for place in range(10, 60)]


def test_a_cue_keeps_what_it_is_about_and_nothing_that_was_not_said() -> None:
    squat = CuedExercise(key="squat", name=" Squat ")
    room = sent(training("bob"), say="Sit back", exercise=squat, phase="down", region="hips", lang="de")
    said = room.cues[-1].said
    assert said["exercise"] == {"key": "squat", "name": "Squat"}
    assert (said["phase"], said["region"], said["lang"]) == ("down", "hips", "de")
    room = sent(room, say="Sit back")
    assert not {"exercise", "phase", "region", "lang"} & set(room.cues[-1].said)


def test_tags_in_a_cue_or_its_exercise_are_refused() -> None:
    room = training("bob")
    for wrong in ({"say": "<b>Up"}, {"exercise": CuedExercise(name="<img src=x>")}):
        with pytest.raises(Refused, match="markup"):
            sent(room, **({"say": "Up"} | wrong))
