"""Bytes that are no message: each ends in a coded answer or a coded close, and nobody else notices."""

import asyncio
import time
from typing import Any

import aiohttp
import msgspec
import pytest

from server import ids
from signaling import guard
from tests.live.house import House
from tests.live.page import Page
from tests.live.quiet import quiet

_encode = msgspec.msgpack.encode


def event(*data: Any, id: Any = None, **more: Any) -> bytes:
    packet: dict[str, Any] = {"type": 2, "nsp": "/", "data": list(data), **more}
    return _encode(packet if id is None else packet | {"id": id})


DEEP = b"\x91" * 30_000 + b"\xc0"
BAD_FRAMES: dict[str, bytes | str] = {
    "nothing": b"",
    "no text at all": "",
    "an unassigned byte": b"\xc1",
    "half a map": b"\x84\xa4type",
    "a map that lies about its size": b"\xdf\xff\xff\xff\xff",
    "a list": _encode([2, "/", []]),
    "a number": _encode(7),
    "lists in lists in lists": DEEP,
    "a body of lists in lists": b"\x83\xa4type\x02\xa3nsp\xa1/\xa4data\x92\xa5clock" + DEEP,
    "no type": _encode({"nsp": "/"}),
    "a type that is a word": _encode({"type": "2", "nsp": "/"}),
    "a type that is true": _encode({"type": True, "nsp": "/"}),
    "a type beyond all": _encode({"type": 9, "nsp": "/"}),
    "an answer nobody asked for": _encode({"type": 3, "nsp": "/", "id": 1, "data": []}),
    "a server's refusal": _encode({"type": 4, "nsp": "/", "data": {}}),
    "a binary event": _encode({"type": 5, "nsp": "/", "data": ["clock", {"_placeholder": True, "num": 0}]}),
    "a binary answer": _encode({"type": 6, "nsp": "/", "data": []}),
    "no namespace": _encode({"type": 2, "data": ["clock", {"t0": 1}]}),
    "another namespace": _encode({"type": 2, "nsp": "/admin", "data": ["clock", {"t0": 1}]}),
    "a hello to another namespace": _encode({"type": 0, "nsp": "/admin"}),
    "a namespace that is a list": _encode({"type": 2, "nsp": ["/"], "data": ["clock", {"t0": 1}]}),
    "an id below zero": event("clock", {"t0": 1}, id=-1),
    "an id that is a word": event("clock", {"t0": 1}, id="1"),
    "an id that is a list": event("clock", {"t0": 1}, id=[1]),
    "an event without its map and nobody to answer": event("clock"),
    "an event that is nothing": event(),
    "an event whose name is a number": event(7, {}),
    "an event that is a map": _encode({"type": 2, "nsp": "/", "data": {"clock": 1}}),
    "an extension": b"\xc7\x05\x2a" + b"x" * 5,
    "a time": b"\xd6\xff\x00\x00\x00\x00",
    "text of the wire's older form": '42["clock",{"t0":1}]',
    "a bomb of text": "4" + "[" * 30_000,
    "a probe": "2probe",
    "an upgrade": "5",
    "base64": "bAAAA",
    "a word": "hello",
    "a second hello": _encode({"type": 0, "nsp": "/", "data": {}}),
}


async def test_a_bad_frame_ends_in_a_coded_close(house: House) -> None:
    with quiet():
        alice, bob = await house.pair()
        for what, frame in BAD_FRAMES.items():
            await (bob.ws.send_bytes(frame) if isinstance(frame, bytes) else bob.ws.send_str(frame))
            assert await bob.ended() == "bad-frame", what
            assert bob.closed is not None
            assert bob.closed["message"]
            bob = await house.page(bob.taken)
        await alice.done("cue.send", say="Still fine")


WORK = {"name": "Work", "kind": "work", "duration_ms": 20_000}
WRONG: dict[str, tuple[str, Any]] = {
    "a name nobody declared": ("nonsense", {}),
    "the name of a handler below": ("connect", {}),
    "the name of another": ("disconnect", {}),
    "a private name": ("_trigger_event", {}),
    "an empty name": ("", {}),
    "no map": ("clock", 5),
    "a list": ("clock", [1]),
    "nothing": ("clock", None),
    "a field that is missing": ("cue.send", {"id": "a" * 10}),
    "a field of another type": ("cue.send", {"id": "a" * 10, "say": 5}),
    "a word that is none of the words": ("cue.send", {"id": "a" * 10, "say": "Up", "kind": "joke"}),
    "a cue to nobody": ("cue.send", {"id": "a" * 10, "say": "Up", "to": []}),
    "a cue to a number": ("cue.send", {"id": "a" * 10, "say": "Up", "to": [5]}),
    "an id too short": ("chat.send", {"id": "a", "text": "hi"}),
    "an id with a space": ("chat.send", {"id": "a b c d e f", "text": "hi"}),
    "a line too long": ("chat.send", {"id": "a" * 10, "text": "x" * 2001}),
    "a plan of nothing": ("timer.start", {"id": "a" * 10, "timer": "t", "title": "", "plan": []}),
    "an interval of no time": (
        "timer.start",
        {"id": "a" * 10, "timer": "t", "title": "", "plan": [{"name": "", "kind": "work", "duration_ms": 0}]},
    ),
    **{
        what: ("timer.start", {"id": "a" * 10, "timer": "t", "title": "", "plan": [{**WORK, **wrong}]})
        for what, wrong in {
            "an interval of less than no time": {"duration_ms": -20_000},
            "a metronome of no beats": {"bpm": 0},
            "a metronome faster than any": {"bpm": 301},
            "a name as long as a letter": {"name": "x" * 41},
            "a side that is none": {"side": "both"},
        }.items()
    },
    "a plan of 600 intervals": ("timer.start", {"id": "a" * 10, "timer": "t", "title": "", "plan": [WORK] * 600}),
    "a plan with too much to say": (
        "timer.start",
        {"id": "a" * 10, "timer": "t", "title": "", "plan": [{**WORK, "label": "x" * 61}]},
    ),
    "a count of nothing": ("timer.start", {"id": "a" * 10, "timer": "t", "title": "", "plan": [WORK], "counts": "x"}),
    "a seq below zero": ("resync", {"after": -1}),
    "a seq beyond all": ("resync", {"after": 2**63}),
    "a number that is none": ("clock", {"t0": float("nan"), "rtt_ms": float("nan")}),
}


async def test_a_wrong_message_is_answered_with_a_code_and_the_socket_lives(house: House) -> None:
    with quiet():
        alice, _ = await house.pair()
        for place, (what, (name, body)) in enumerate(WRONG.items(), start=1000):
            answer = alice._answers[place] = asyncio.get_running_loop().create_future()
            await alice.send({"type": 2, "nsp": "/", "data": [name, body], "id": place})
            told = await asyncio.wait_for(answer, 5)
            assert told["ok"] is False, what
            assert told["error"] in ("bad-message", "unknown-message"), what
            assert told["message"], what
        await alice.done("cue.send", say="Still fine")


async def test_where_a_message_is_wrong_is_said(house: House) -> None:
    alice, _ = await house.pair()
    answer = await alice.do("cue.send", say="Up", to=["p", 5])
    assert (answer["error"], answer["where"]) == ("bad-message", "$.to[1]")


async def test_too_many_or_too_few_arguments_are_answered(house: House) -> None:
    alice, _ = await house.pair()
    for data in (["clock"], ["clock", {"t0": 1}, {"t0": 2}], []):
        answer = alice._answers[5] = asyncio.get_running_loop().create_future()
        await alice.ws.send_bytes(event(*data, id=5))
        assert (await asyncio.wait_for(answer, 5))["error"] == "bad-message"


async def test_a_refusal_nobody_asked_an_answer_for_is_told_all_the_same(house: House) -> None:
    _, bob = await house.pair()
    await bob.ws.send_bytes(event("cue.send", {"id": "a" * 10, "say": "Up"}))
    await bob.until(lambda: bool(bob.heard("refused")))
    assert bob.heard("refused")[0] | {"message": ""} == {"command": "cue.send", "error": "not-allowed", "message": ""}


async def test_a_frame_beyond_the_limit_closes_the_socket(house: House) -> None:
    with quiet():
        _, bob = await house.pair()
        await bob.ws.send_bytes(b"x" * (guard.MAX_BYTES + 1))
        await bob.until(lambda: bob.is_down)
        assert bob.ws.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


FIRST: tuple[bytes | str, ...] = (
    event("clock", {"t0": 1}, id=1),
    event("clock", {"t0": 1}),
    _encode({"type": 0, "nsp": "/"}),
    _encode({"type": 0, "nsp": "/", "data": {"room": 5}}),
    _encode({"type": 0, "nsp": "/", "data": [1, 2]}),
    b"\xc1",
    "42[]",
)


async def test_whatever_comes_before_a_hello_is_refused_with_a_code(house: House) -> None:
    taken = await house.take(house.cast.bob)
    with quiet():
        for first in FIRST:
            page = Page(house.url, taken)
            house.pages.append(page)
            await page.connect()
            await (page.ws.send_bytes(first) if isinstance(first, bytes) else page.ws.send_str(first))
            assert await page.ended() in ("bad-hello", "bad-frame"), first


async def test_a_goodbye_before_a_hello_needs_no_reason(house: House) -> None:
    page = Page(house.url, await house.take(house.cast.bob))
    house.pages.append(page)
    await page.connect()
    await page.send({"type": 1, "nsp": "/"})
    await page.until(lambda: page.is_down)


async def test_who_says_nothing_is_closed_after_two_seconds(house: House) -> None:
    page = Page(house.url, await house.take(house.cast.bob))
    house.pages.append(page)
    await page.connect()
    began_s = asyncio.get_running_loop().time()
    assert await page.ended() == "bad-hello"
    assert asyncio.get_running_loop().time() - began_s >= 1.9


async def test_who_spoke_while_the_server_did_not_listen_is_heard(house: House) -> None:
    page = Page(house.url, await house.take(house.cast.bob))
    house.pages.append(page)
    await page.connect()
    hello = asyncio.create_task(page.hello(0))
    await asyncio.sleep(0)
    time.sleep(3)  # noqa: ASYNC251 - nothing at all moves in this process
    await hello
    await page.until(lambda: bool(page.welcome))


# ---- the door of HTTP


@pytest.mark.parametrize(
    ("query", "headers", "status", "code"),
    [
        ("EIO=4&transport=polling", {}, 400, "bad-hello"),
        ("EIO=3&transport=websocket", {}, 400, "bad-hello"),
        ("EIO=4&transport=websocket", {}, 400, "bad-hello"),
        ("EIO=4&transport=websocket&sid=x", {"Upgrade": "websocket"}, 400, "bad-hello"),
        ("EIO=4&transport=websocket", {"Origin": "https://elsewhere.example"}, 403, "cross-site"),
        ("EIO=4&transport=websocket", {"Origin": "null"}, 403, "cross-site"),
    ],
)
async def test_what_is_no_socket_of_our_pages_is_refused_with_a_code(
    house: House, query: str, headers: dict[str, str], status: int, code: str
) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{house.url}/live/?{query}", headers=headers) as answer:
        assert answer.status == status
        assert (await answer.json())["error"] == code


async def test_our_own_pages_origin_is_let_in(house: House) -> None:
    page = Page(house.url, await house.take(house.cast.bob))
    house.pages.append(page)
    await page.open(headers={"Origin": "http://spotter.test"})
    assert page.caller == "lobby"


# ---- too much


async def test_log_commands_have_a_burst_of_fifty(house: House) -> None:
    alice, bob = await house.pair()
    answers = [await alice.do("marker.place") for _ in range(60)]
    refused = [answer for answer in answers if not answer["ok"]]
    assert {answer["error"] for answer in refused} == {"too-many"}
    assert 40 <= len(answers) - len(refused) <= 58  # the burst, and what came back meanwhile
    assert (await alice.call("clock", t0=1))["ok"], "clock pings have a rate of their own"
    assert (await bob.do("chat.send", text="Mine is mine"))["ok"]


async def test_a_flood_is_cut_off(house: House) -> None:
    with quiet():
        alice, bob = await house.pair()
        for _ in range(600):
            await bob.ws.send_bytes(event("clock", {"t0": 1}, id=1))
        assert await bob.ended() == "too-many"
        await alice.done("cue.send", say="Still fine")


async def test_an_address_has_fifty_sockets_and_a_person_five(house: House) -> None:
    here = {"X-Test-Address": "198.51.100.7"}
    async with aiohttp.ClientSession() as http:
        url = f"{house.url}/live/?EIO=4&transport=websocket"
        sockets = [await http.ws_connect(url, headers=here) for _ in range(50)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as no:
            await http.ws_connect(url, headers=here)
        assert no.value.status == 429
        for socket in sockets:
            await socket.close()
    bob = await house.enter(house.cast.bob)
    cameras = [await house.page(await house.camera(bob.taken, house.cast.bob)) for _ in range(4)]
    sixth = Page(house.url, await house.camera(bob.taken, house.cast.bob))
    house.pages.append(sixth)
    await sixth.connect()
    await sixth.hello()
    assert await sixth.ended() == "too-many"
    assert not any(page.is_down for page in (bob, *cameras))


async def test_a_page_that_does_not_read_is_cut_off_and_holds_up_nobody(house: House) -> None:
    alice, bob = await house.pair()
    assert bob._reading is not None
    bob._reading.cancel()
    raw = bob.ws._response.connection
    assert raw is not None
    assert raw.transport is not None
    raw.transport.pause_reading()
    text = "x" * 2000
    began_s = asyncio.get_running_loop().time()
    while any(peer == bob.peer for room in house.live.rooms for peer in room.sockets):
        for _ in range(20):
            told = {"sdp": text * 18, "gen": 1, "kind": "offer", "to": bob.peer}
            await alice.call("signal", **told)
        assert asyncio.get_running_loop().time() - began_s < 60
        await asyncio.sleep(0.2)
    await alice.done("chat.send", id=ids.new(), text="Still fine")
