"""Who waits learns nothing of the room: read from the bytes on the wire."""

from signaling.messages.hello import PROTOCOL
from tests.live.house import House
from tests.live.page import Page

SECRETS = (
    "Knees out",
    "the weight is on the heel",
    "Tabata",
    "Bob Birch",
    "Alice Archer",
    "Rep 3",
    "offer-of-bob",
    "stun:",
)


async def busy_room(house: House) -> tuple[Page, Page]:
    """A room in which everything happens that must not leak."""
    alice, bob = await house.pair()
    await alice.done("cue.send", say="Knees out")
    await bob.done("chat.send", text="the weight is on the heel")
    plan = [{"name": "Work", "kind": "work", "duration_ms": 20_000}]
    await alice.done("timer.start", timer="t1", title="Tabata", plan=plan)
    await alice.done("marker.place", label="Rep 3")
    assert (await bob.call("signal", to=alice.peer, gen=1, kind="renew", sdp="offer-of-bob"))["ok"]
    assert (await bob.call("media", mic=True, camera=True, screen=False))["ok"]
    return alice, bob


async def test_a_guest_in_the_lobby_gets_a_welcome_and_nothing_else(house: House) -> None:
    alice, bob = await busy_room(house)
    gus = await house.enter(house.cast.gus)
    await busy_more(alice, bob)
    assert [name for name, _ in gus.messages] == ["welcome"]
    assert gus.welcome | {"now_ms": 0} == {
        "protocol": PROTOCOL,
        "room": house.cast.session.id,
        "peer": gus.peer,
        "caller": "lobby",
        "now_ms": 0,
        "head": 0,
        "snapshot": None,
        "events": [],
        "trainer_here": True,
        "online": [],
        "media": {},
        "around": None,
    }
    for secret in (*SECRETS, alice.peer, bob.peer):
        assert not gus.saw_on_the_wire(secret)


async def busy_more(alice: Page, bob: Page) -> None:
    await alice.done("cue.send", say="Knees out")
    await bob.done("chat.send", text="the weight is on the heel")
    assert (await bob.call("media", mic=False, camera=True, screen=False))["ok"]


async def test_a_guest_in_the_lobby_may_ask_the_time_and_leave_but_nothing_else(house: House) -> None:
    alice, bob = await busy_room(house)
    gus = await house.enter(house.cast.gus)
    assert (await gus.call("clock", t0=1.5))["ok"]
    for name, body in {
        "resync": {"after": 0},
        "ice": {},
        "signal": {"to": alice.peer, "gen": 1, "kind": "offer", "sdp": "v=0"},
        "media": {"mic": True, "camera": True, "screen": False},
    }.items():
        assert (await gus.call(name, **body))["error"] == "not-allowed"
    for name, body in {
        "admit": {"peer": gus.peer},
        "cue.send": {"say": "Let me in"},
        "cue.shown": {"cue_seq": 5, "at_ms": 0},
        "chat.send": {"text": "hello"},
        "session.end": {},
        "kick": {"peer": bob.peer},
    }.items():
        assert await gus.refused(name, **body) == "not-allowed"
    for secret in (*SECRETS, alice.peer, bob.peer):
        assert not gus.saw_on_the_wire(secret)
    assert (await gus.do("leave"))["ok"]
    assert await gus.ended() == "left"
    assert not bob.saw_on_the_wire(gus.peer)


async def test_the_room_does_not_hear_of_who_waits_but_the_trainer_does(house: House) -> None:
    alice, bob = await house.pair()
    gus = await house.enter(house.cast.gus)
    knock = await alice.event("peer.knocked", peer=_peer(house, gus))
    assert knock["payload"]["peer"]["id"] == gus.peer
    gus.cut()
    await alice.until(lambda: {"peer": gus.peer, "online": False} in alice.heard("presence"))
    await bob.until(lambda: bob.seqs[-1] == alice.seqs[-1])
    assert not bob.saw_on_the_wire(gus.peer)


def _peer(house: House, page: Page) -> dict[str, str]:
    return {
        "id": page.peer,
        "person": f"g:{house.cast.gus.id}",
        "name": "Gus",
        "role": "client",
        "device": "main",
        "state": "lobby",
    }


async def test_the_lobby_hears_when_the_trainer_comes_and_goes(house: House) -> None:
    bob = await house.enter(house.cast.bob)
    assert bob.welcome["trainer_here"] is False
    alice = await house.enter(house.cast.alice)
    await bob.until(lambda: bob.heard("lobby") == [{"trainer_here": True}])
    alice.cut()
    await bob.until(lambda: bob.heard("lobby") == [{"trainer_here": True}, {"trainer_here": False}])


async def test_a_denied_guest_is_sent_away_and_may_knock_again(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    gus = await house.enter(house.cast.gus)
    await alice.done("deny", peer=gus.peer)
    assert await gus.ended() == "denied"
    again = await house.page(gus.taken)
    assert again.caller == "lobby"
    await alice.done("admit", peer=gus.peer)
    await again.until(lambda: again.caller == "client")


async def test_let_in_and_removed_at_once_ends_outside(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    gus = await house.enter(house.cast.gus)
    await alice.done("admit", peer=gus.peer)
    await alice.done("kick", peer=gus.peer)
    assert await gus.ended() == "kicked"


async def test_another_trainers_client_cannot_enter_with_their_own_seat(house: House) -> None:
    await house.pair()
    charlie = await house.take(house.cast.charlie, house.cast.other)
    page = Page(house.url, charlie)
    house.pages.append(page)
    await page.connect()
    await page.hello(room=house.cast.session.id)
    assert await page.ended() == "bad-hello"
