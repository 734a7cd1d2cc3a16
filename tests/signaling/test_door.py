"""Who comes in, and with whom."""

import pytest

from signaling import door
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import ALICE, arrived, command, done, seat, then, training


def states(room: Room) -> dict[str, str]:
    return {id: peer.state for id, peer in room.peers.items()}


def test_the_trainer_opens_the_room_and_walks_in() -> None:
    room = arrived(Room(), ALICE)
    assert room.state == "open"
    assert room.title == "Workout"
    assert states(room) == {"alice": "in"}


def test_a_client_knocks_and_waits() -> None:
    room = arrived(Room(), ALICE, seat("bob", door={"address": "Main St 1", "callback": "", "helper": ""}))
    assert states(room) == {"alice": "in", "bob": "lobby"}
    assert snapshot(room, "alice", "trainer")["peers"]["bob"]["door"]["address"] == "Main St 1"


def test_who_waits_is_unknown_to_other_clients() -> None:
    room = arrived(training("bea"), seat("bob"))
    assert set(snapshot(room, "bea", "client", "c:bea")["peers"]) == {"alice", "bea"}


def test_somebody_known_to_be_here_needs_no_event() -> None:
    room = training("bob")
    assert door.arrive(room, seat("bob")) == []
    assert door.arrive(arrived(Room(), seat("bob")), seat("bob")) == []


def test_only_somebody_in_the_lobby_can_be_let_in() -> None:
    room = training("bob")
    with pytest.raises(Refused, match="already-in"):
        done(room, "alice", command("admit", peer="bob"))
    with pytest.raises(Refused, match="not-found"):
        done(room, "alice", command("admit", peer="nobody"))


def test_a_denied_client_may_knock_again() -> None:
    room = arrived(Room(), ALICE, seat("bob"))
    room = done(room, "alice", command("deny", peer="bob"))
    assert states(room)["bob"] == "gone"
    assert states(arrived(room, seat("bob")))["bob"] == "lobby"


def test_a_removed_person_is_barred_with_all_devices() -> None:
    room = arrived(training("bob"), seat("camera", "c:bob", device="camera"))
    room = done(room, "alice", command("kick", peer="camera"))
    assert states(room) == {"alice": "in", "bob": "gone", "camera": "gone"}
    for again in (seat("bob"), seat("camera", "c:bob", device="camera"), seat("fresh", "c:bob")):
        with pytest.raises(Refused, match="kicked"):
            door.arrive(room, again)
    room = done(room, "alice", command("unbar", person="c:bob"))
    assert states(arrived(room, seat("fresh", "c:bob")))["fresh"] == "lobby"


def test_the_trainer_cannot_remove_herself() -> None:
    with pytest.raises(Refused, match="not-allowed"):
        done(training("bob"), "alice", command("kick", peer="alice"))


def test_a_camera_walks_in_after_its_person_and_waits_with_them() -> None:
    camera = seat("camera", "c:bob", device="camera")
    assert states(arrived(training("bob"), camera))["camera"] == "in"
    waiting = arrived(Room(), ALICE, seat("bob"), camera)
    assert states(waiting)["camera"] == "lobby"
    both = done(waiting, "alice", command("admit", peer="bob"))
    assert states(both) == {"alice": "in", "bob": "in", "camera": "in"}


def test_a_camera_leaves_with_its_person_but_not_the_other_way_round() -> None:
    room = arrived(training("bob"), seat("camera", "c:bob", device="camera"))
    assert states(done(room, "camera", command("leave")))["bob"] == "in"
    assert states(done(room, "bob", command("leave"))) == {"alice": "in", "bob": "gone", "camera": "gone"}


def test_a_lost_peer_comes_back_without_knocking_and_one_that_left_knocks() -> None:
    room = training("bob")
    lost = then(room, door.gone(room, "bob", "lost"))
    assert states(lost)["bob"] == "gone"
    assert states(arrived(lost, seat("bob")))["bob"] == "in"
    left = then(room, door.gone(room, "bob", "left"))
    assert states(arrived(left, seat("bob")))["bob"] == "lobby"


def test_somebody_lost_in_the_lobby_knocks_again() -> None:
    room = arrived(Room(), ALICE, seat("bob"))
    room = then(room, door.gone(room, "bob", "lost"))
    assert states(arrived(room, seat("bob")))["bob"] == "lobby"


def test_coming_in_with_another_device_lets_the_first_one_go() -> None:
    room = arrived(training("bob"), seat("laptop", "c:bob"))
    assert states(room) == {"alice": "in", "bob": "in", "laptop": "lobby"}
    room = done(room, "alice", command("admit", peer="laptop"))
    assert states(room) == {"alice": "in", "bob": "gone", "laptop": "in"}


def test_nobody_comes_in_when_the_session_is_over() -> None:
    room = done(training("bob"), "alice", command("session.end"))
    for one in (ALICE, seat("bob"), seat("bea")):
        with pytest.raises(Refused, match="session-over"):
            door.arrive(room, one)
    with pytest.raises(Refused, match="session-over"):
        done(room, "alice", command("cue.send", say="Up"))
