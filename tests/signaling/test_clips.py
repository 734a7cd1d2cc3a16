"""Clip that: what is asked for, sent, playable or lost, and who hears of it."""

from typing import Any

import pytest

from signaling import clips, commands
from signaling.folding import FOOTAGE_KEPT
from signaling.footage import Moment
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot, view
from tests.signaling.people import NOW_MS, arrived, command, consent, done, entries_of, seat, then, training


def take(room: Room, who: str = "alice", now_ms: int = NOW_MS, **body: Any) -> Room:
    """The room after somebody pressed."""
    return done(room, who, command("clip.take", **({"clip": "moment-1", "peer": "bob"} | body)), now_ms)


def told(room: Room, state: Any, **more: Any) -> Room:
    """The room after the server said how far the moment has come."""
    return then(room, clips.told(room, "moment-1", state, **more))


def only(room: Room) -> Moment:
    """The one moment."""
    (moment,) = room.clips
    return moment


def refusal(room: Room, who: str = "alice", now_ms: int = NOW_MS, **body: Any) -> str:
    """The code with which a press is refused."""
    with pytest.raises(Refused) as no:
        take(room, who, now_ms, **body)
    return no.value.code


def test_a_press_asks_the_clients_device_for_the_last_seconds() -> None:
    moment = only(take(training("bob"), seconds=20))
    assert (moment.state, moment.seconds, moment.at_ms) == ("wanted", 20, NOW_MS)
    assert (moment.peer, moment.person, moment.by) == ("bob", "c:bob", "alice")


def test_clients_keep_their_own_moments_and_nobody_elses() -> None:
    room = arrived(training("bob", "bea"), seat("camera", "c:bob", device="camera"))
    assert only(take(room, "bob")).by == "bob"
    assert only(take(room, "bob", peer="camera")).peer == "camera"
    assert refusal(room, "bob", peer="bea") == "not-allowed"
    assert refusal(room, "bob", peer="alice") == "not-allowed"


def test_only_a_client_who_is_in_can_be_kept() -> None:
    room = arrived(training("bob"), seat("waiting"))
    assert refusal(room, peer="waiting") == "absent"
    assert refusal(room, peer="nobody") == "absent"
    assert refusal(room, peer="alice") == "not-allowed"
    assert refusal(done(room, "bob", command("leave"))) == "absent"


def test_whoever_withdrew_in_the_room_is_not_asked_until_they_agree_again() -> None:
    room = then(training("bob"), [consent("c:bob", False)])
    assert refusal(room) == "no-consent"
    assert only(take(then(room, [consent("c:bob", True)]))).state == "wanted"
    assert only(take(then(training("bob"), [consent("c:bob", False, "recording")]))).state == "wanted"


def test_a_moment_is_not_asked_for_twice_under_one_name() -> None:
    assert refusal(take(training("bob"))) == "clip-exists"


def test_six_of_a_camera_on_their_way_are_enough_until_one_is_there_or_given_up() -> None:
    room = training("bob", "bea")
    for at in range(6):
        room = take(room, clip=f"moment-{at}")
    assert refusal(room, clip="moment-7") == "too-many"
    assert take(room, clip="moment-7", peer="bea").clips[-1].peer == "bea"
    beside = arrived(room, seat("side", "c:bob", device="camera"))
    assert take(beside, clip="moment-7", peer="side").clips[-1].peer == "side"
    assert take(told(room, "preview", clip="k", duration_ms=1), clip="moment-7").clips[-1].id == "moment-7"
    assert take(room, clip="moment-7", now_ms=NOW_MS + clips.GIVEN_UP_MS).clips[-1].id == "moment-7"


def test_the_servers_word_goes_forward_only_and_is_said_once() -> None:
    room = told(take(training("bob")), "sending", clip="k", percent=30)
    assert (only(room).state, only(room).clip, only(room).length_ms) == ("sending", "k", None)
    assert clips.told(room, "moment-1", "sending", clip="k", percent=60) == []
    room = told(room, "preview", duration_ms=15_200, start_ms=400)
    assert (only(room).clip, only(room).length_ms) == ("k", 14_800)
    room = told(room, "ready", duration_ms=15_000)
    assert (only(room).state, only(room).length_ms) == ("ready", 15_000)
    for state in ("sending", "preview", "ready", "refused"):
        assert clips.told(room, "moment-1", state) == []  # type: ignore[arg-type]
    assert clips.told(room, "somebody-elses", "ready") == []


def test_each_word_of_the_server_has_a_key_of_its_own_so_that_two_processes_say_it_once() -> None:
    room = take(training("bob"))
    (draft,) = clips.told(room, "moment-1", "sending", clip="k")
    assert (draft.command, draft.actor, draft.audience) == ("server:clip:moment-1:sending", "server", ("c:bob",))


def test_a_page_that_cannot_send_says_why_and_may_be_wrong() -> None:
    room = take(training("bob"))
    lost = done(room, "bob", command("clip.lost", clip="moment-1", why="nothing-kept"))
    assert (only(lost).state, only(lost).why) == ("lost", "nothing-kept")
    assert commands.decide(lost, "bob", command("clip.lost", clip="moment-1", why="unsupported"), NOW_MS, 0) == []
    assert (only(told(lost, "ready", clip="k", duration_ms=9)).state, only(lost).length_ms) == ("ready", None)


def test_what_there_was_of_a_lost_moment_still_plays_and_is_not_told_again() -> None:
    room = told(take(training("bob")), "preview", clip="k", duration_ms=15_000)
    lost = done(room, "bob", command("clip.lost", clip="moment-1", why="upload-failed"))
    assert only(lost).length_ms == 15_000
    assert clips.told(lost, "moment-1", "preview", clip="k", duration_ms=15_000) == []
    assert only(told(lost, "ready", duration_ms=15_000)).state == "ready"


def test_a_moment_that_is_there_cannot_be_given_up_and_nobody_gives_up_anothers() -> None:
    room = told(take(training("bob", "bea")), "ready", clip="k", duration_ms=15_000)
    lose = command("clip.lost", clip="moment-1", why="upload-failed")
    assert commands.decide(room, "bob", lose, NOW_MS, 0) == []
    with pytest.raises(Refused, match="not-found"):
        commands.decide(room, "bea", lose, NOW_MS, 0)


def test_a_client_never_learns_of_anothers_moments() -> None:
    room = training("bob", "bea")
    (entry,) = entries_of(room, commands.decide(room, "alice", command("clip.take", clip="moment-1", peer="bob"), 1, 0))
    assert view(entry, "bea", "client", "c:bea") == {"seq": entry.seq, "hidden": True}
    assert view(entry, "bob", "client", "c:bob")["payload"]["clip"]["id"] == "moment-1"
    room = take(room)
    assert snapshot(room, "bea", "client", "c:bea")["clips"] == []
    assert len(snapshot(room, "bob", "client", "c:bob")["clips"]) == 1
    assert len(snapshot(room, "alice", "trainer", "t:alice")["clips"]) == 1


def test_a_device_that_comes_later_sees_what_was_kept_of_its_person() -> None:
    room = take(training("bob"))
    assert len(snapshot(room, "laptop", "client", "c:bob")["clips"]) == 1
    assert snapshot(room, "laptop", "client")["clips"] == []


def test_so_many_are_remembered_of_each_person() -> None:
    room = training("bob", "bea")
    room = take(room, clip="moment-of-bea", peer="bea")
    for at in range(FOOTAGE_KEPT + 3):
        room = take(room, clip=f"moment-{at:02}", now_ms=NOW_MS + at * clips.GIVEN_UP_MS)
    bobs = [one.id for one in room.clips if one.person == "c:bob"]
    assert bobs == [f"moment-{at:02}" for at in range(3, FOOTAGE_KEPT + 3)]
    assert room.clips[0].id == "moment-of-bea"
