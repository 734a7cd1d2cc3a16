"""A room begins with what its session and its group say: how pictures go, who meets, what others read of a name."""

from dataclasses import replace

import pytest

from server import ids
from server.domain import invites as invite_rules
from server.domain import seats as rules
from server.domain.people import Group, GroupDetails, new_group
from server.domain.shown_names import Names
from server.store import clients, groups, invites, sessions
from signaling.stage import Stage
from tests.live.house import House, meeting
from tests.live.page import Page


async def a_group(house: House, *, clients_meet: bool = False, names: Names = "first", pair: bool = False) -> Group:
    """Alice's group with Bob and Bea, for which the session is from now on."""
    cast = house.cast
    members = [cast.bob.id, cast.bea.id]
    details = GroupDetails(
        name="Circuit",
        members=members,
        clients_meet=clients_meet,
        names=names,
        partners=[":".join(members)] if pair else [],
    )
    group = new_group(ids.new(), cast.alice.id, details, may_join=members, now_ms=house.clock())
    async with house.database.writing() as db, db.begin():
        await groups.add(db, group)
        await sessions.save(db, replace(cast.session, group_id=group.id))
    return group


async def all_in(house: House, name_of_bea: str = "Bea Brook") -> tuple[Page, Page, Page]:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea, name=name_of_bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    return alice, bob, bea


def others(page: Page, what: str = "id") -> list[str]:
    """Which other clients a client's page knows of, as it was told last."""
    told = [page.welcome["around"], *page.heard("around")]
    return [one[what] for one in told[-1]["others"]]


async def test_with_several_clients_a_room_goes_by_relay_and_expects_its_guests_too(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    told = alice.welcome["snapshot"]
    assert (told["mode"], told["expected"]) == ("relay", 3)  # Bob, Bea and Gus
    assert told["stage"] == Stage().wire()


async def test_a_guest_whose_invite_was_withdrawn_is_not_expected(house: House) -> None:
    async with house.database.writing() as db, db.begin():
        await invites.save(db, invite_rules.revoke(house.cast.gus, house.clock()))
    assert (await house.enter(house.cast.alice)).welcome["snapshot"]["expected"] == 2


@pytest.mark.parametrize(("media", "mode"), [("", "direct"), ("direct", "direct"), ("relay", "relay")])
async def test_with_one_client_a_room_goes_as_its_session_says(house: House, media: str, mode: str) -> None:
    session = replace(meeting(house.cast.alice, house.cast.bob, now_ms=house.clock()), media=media)
    async with house.database.writing() as db, db.begin():
        await sessions.add(db, session)
    alice = await house.enter(house.cast.alice, session)
    assert (alice.welcome["snapshot"]["mode"], alice.welcome["snapshot"]["expected"]) == (mode, 1)
    await house.enter(house.cast.bob, session)
    knock = await alice.event("peer.knocked")
    assert (knock["payload"]["peer"]["name"], knock["payload"]["door"]) == ("Bob Birch", {})


async def test_clients_of_a_group_meet_if_it_says_so(house: House) -> None:
    await a_group(house, clients_meet=True)
    _, bob, bea = await all_in(house)
    await bob.until(lambda: others(bob) == [bea.peer])
    assert bob.saw_on_the_wire(bea.peer)


async def test_a_training_pair_meets_in_a_group_that_does_not(house: House) -> None:
    await a_group(house, pair=True)
    alice, bob, bea = await all_in(house)
    together = sorted([rules.client(house.cast.bob.id), rules.client(house.cast.bea.id)])
    assert alice.heard("around") == []
    assert (await house.live.state(house.cast.session.id)).stage == Stage(pairs=((together[0], together[1]),))
    await bea.until(lambda: others(bea) == [bob.peer])


async def test_what_a_group_says_later_leaves_an_open_room_alone(house: House) -> None:
    group = await a_group(house)
    await house.enter(house.cast.alice)
    async with house.database.writing() as db, db.begin():
        await groups.save(db, replace(group, clients_meet=True))
    await house.enter(house.cast.alice)
    assert not (await house.live.state(house.cast.session.id)).stage.meet


async def test_others_read_a_part_of_the_name_and_the_trainer_all_of_it(house: House) -> None:
    await a_group(house, clients_meet=True)
    async with house.database.writing() as db, db.begin():
        await clients.save(db, replace(house.cast.bea, name="Bob Brook"))
    alice, bob, bea = await all_in(house, "Bob Brook")
    peers = (await house.page(alice.taken)).welcome["snapshot"]["peers"]
    assert (peers[bob.peer]["name"], peers[bob.peer]["door"]["name"]) == ("Bob Bi.", "Bob Birch")
    assert peers[bea.peer]["name"] == "Bob Br."
    await bea.until(lambda: others(bea, "name") == ["Bob Bi."])
    await bob.done("chat.send", text="Hello")
    await bea.event("chat", name="Bob Bi.")
    assert not bea.saw_on_the_wire("Bob Birch")


async def test_others_read_full_names_where_the_group_says_so(house: House) -> None:
    await a_group(house, clients_meet=True, names="full")
    _, bob, bea = await all_in(house)
    await bea.until(lambda: others(bea, "name") == ["Bob Birch"])
    assert bob.caller == "client"
