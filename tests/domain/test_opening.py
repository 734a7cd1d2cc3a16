"""What a room is opened with: as its session and its group have it, and no more of a name than others may read."""

from dataclasses import replace
from typing import Any

from server.domain import opening
from server.domain.invites import Invite
from server.domain.people import Client, Group
from server.domain.sessions import Delivery, Place, Service, Session

BOB, BEA, BEN = (Client(id=id, trainer_id="a", name=f"{id.title()} Ash") for id in ("bob", "bea", "ben"))
GUS = Invite(id="gus", session_id="s", name="Gus Green", created_at_ms=0)
GROUP = Group(id="g", trainer_id="a", name="Circuit", members=("bob", "bea", "ben"), pairs=(("bea", "bob"),))


def session(*people: Client, **changes: Any) -> Session:
    given: dict[str, Any] = {
        "id": "s",
        "trainer_id": "a",
        "client_ids": tuple(one.id for one in people),
        "title": "Workout",
        "service": Service.WORKOUT,
        "delivery": Delivery.LIVE,
        "starts_at_ms": 0,
        "duration_min": 60,
        "time_zone": "UTC",
        "place": Place.LINK,
        "created_at_ms": 0,
    }
    return Session(**(given | changes))


def opened(*people: Client, guests: tuple[Invite, ...] = (), group: Group | None = None) -> opening.Opening:
    return opening.of(session(*people), people, guests, group)


def test_one_client_is_expected_directly_and_keeps_the_whole_name() -> None:
    found = opened(BOB)
    assert (found.mode, found.expected, found.shown_name("c:bob", "Bob Ash")) == ("direct", 1, "Bob Ash")


def test_a_guest_is_a_client_of_their_own() -> None:
    found = opened(BOB, guests=(GUS,))
    assert (found.mode, found.expected) == ("relay", 2)
    assert found.shown_name("c:bob", "Bob Ash") == "Bob"
    assert found.shown_name("g:gus", "Gustav Green") == "Gustav", "as they call themselves at the door"


def test_a_guest_of_a_clients_first_name_is_told_apart_from_them() -> None:
    found = opened(BOB, guests=(GUS,))
    assert found.shown_name("g:gus", "Bob Green") == "Bob G."


def test_without_a_group_clients_do_not_meet() -> None:
    found = opened(BOB, BEA)
    assert (found.clients_meet, found.pairs, found.names) == (False, (), "first")


def test_a_group_says_who_meets_and_only_pairs_that_take_part_count() -> None:
    found = opened(BOB, BEA, BEN, group=replace(GROUP, clients_meet=True, names="full"))
    assert (found.clients_meet, found.pairs) == (True, (("c:bea", "c:bob"),))
    assert found.shown_name("c:bob", "Bob Ash") == "Bob Ash"
    assert opened(BOB, BEN, group=GROUP).pairs == ()
