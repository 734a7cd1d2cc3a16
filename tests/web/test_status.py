"""The owner's page about the machine, and the same figures for Prometheus."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from aiohttp import web

from server.web import status
from signaling.media.wire import Counted, LaneCount, PeerCount, RoomCount
from tests import engines
from tests.cast import Person, Spotter, open_spotter


def peer(id: str, *, lanes: int = 1, round_trip_ms: float | None = 40, lost_share: float = 0.0) -> PeerCount:
    sent = [LaneCount(lane="camera", codec="VP8", bit_s=600_000, lost_share=0.01, jitter_ms=3) for _ in range(lanes)]
    return PeerCount(
        peer=id, gen=1, is_up=True, is_lost=False, lanes=sent, round_trip_ms=round_trip_ms, lost_share=lost_share,
        estimate_bit_s=None, paused=0,
    )  # fmt: skip


BUSY = Counted(
    number=1,
    port=8080,
    rooms=[
        RoomCount(room="secret-room", peers=[peer("alice", lanes=2), peer("bob", round_trip_ms=180, lost_share=0.07)]),
        RoomCount(room="other-room", peers=[peer("anna", round_trip_ms=None)]),
    ],
    share=0.71,
    lag_ms=3.6,
    refused=5,
    lost=1,
    broken=2,
    recordings=1,
    packets=120_000,
)


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Spotter]:
    """A server with a relay that has much to do."""

    async def counts() -> Sequence[tuple[str, Counted]]:
        return [("r1", BUSY)]

    def furnish(app: web.Application) -> None:
        app[status.RELAY_COUNTS] = counts

    async with open_spotter(tmp_path / "var", furnish=furnish) as running:
        yield running


async def test_the_page_says_what_the_server_does(spotter: Spotter, olga: Person) -> None:
    page = (await olga.get("/status")).text
    for words in ("Open rooms", "Longest pause", "Files on their way", "None is running."):
        assert words in page
    assert 'href="/status"' in (await olga.get("/settings")).text


@pytest.mark.redis
async def test_a_redis_that_is_gone_is_told_plainly_and_takes_nobody_out(tmp_path: Path) -> None:
    with engines.Redis() as redis:
        async with open_spotter(tmp_path / "var", REDIS_URL=redis.url) as spotter:
            olga = await spotter.sign_in("olga")

            async def says(health: dict[str, bool], words: str, heard: str) -> None:
                for _ in range(600):
                    if (await olga.get("/healthz")).json == health:
                        break
                    await asyncio.sleep(0.05)
                page = (await olga.get("/status")).text
                assert words in page
                assert "Other processes" in page
                assert f"spotter_others_heard {heard}" in (await olga.get("/metrics")).text

            await says({"ok": True, "redis": True}, "There are several processes", "1.0")
            redis.kill()
            await says({"ok": True, "redis": False}, "Redis does not answer", "0.0")
            redis.start()
            await says({"ok": True, "redis": True}, "There are several processes", "1.0")


async def test_one_process_says_nothing_of_others(spotter: Spotter, olga: Person) -> None:
    assert "Other processes" not in (await olga.get("/status")).text


async def test_a_relay_shows_its_figures_and_nobodys_names(busy: Spotter) -> None:
    olga = await busy.sign_in("olga")
    page = " ".join((await olga.get("/status")).text.split())
    for words in (
        "no, it is full", "71 % of one core", "4 ms lately", "2 rooms, 3 devices", "5 packets of strangers",
        "1 packet, and 2 to errors", "2 devices, 3 streams", "1.8 Mbit/s in · 180 ms there and back · 7 % lost",
        "1 device, 1 stream", "<dt>Recordings that run</dt><dd>1</dd>",
    ):  # fmt: skip
        assert words in page
    for secret in ("secret-room", "other-room", "alice", "anna"):
        assert secret not in page


async def test_it_is_for_the_owner_alone(spotter: Spotter, alice: Person, stranger: Person) -> None:
    nothing = await alice.get("/nothing")
    answer = await alice.get("/status")
    assert (answer.status, answer.body) == (404, nothing.body)
    assert "/status" not in (await alice.get("/settings")).text
    assert (await stranger.get("/status")).location.startswith("/sign-in?next=")


def test_packets_a_second_are_those_of_the_last_looks() -> None:
    pace = status.Pace()
    assert pace.of("r1") is None
    pace.take(10.0, {"r1": 1000})
    assert pace.of("r1") is None
    pace.take(12.0, {"r1": 3000, "r2": 5})
    assert (pace.of("r1"), pace.of("r2")) == (1000.0, None)
    for beat in range(1, 10):
        pace.take(12.0 + 2 * beat, {"r1": 3000})
    assert pace.of("r1") == 0.0
    pace.take(40.0, {"r1": 10})  # one that begins anew under the same name
    assert pace.of("r1") == 0.0


async def test_prometheus_gets_the_same_figures(busy: Spotter) -> None:
    text = (await busy.browser().get("/metrics")).text
    for line in (
        'spotter_relay_rooms{relay="r1"} 2.0', 'spotter_relay_peers{relay="r1"} 3.0',
        'spotter_relay_cpu_share{relay="r1"} 0.71',
        'spotter_relay_lag_seconds{relay="r1"} 0.0036', 'spotter_relay_packets_total{relay="r1"} 120000.0',
        'spotter_relay_recordings{relay="r1"} 1.0', 'spotter_relay_broken_total{relay="r1"} 2.0',
        'spotter_jobs{state="waiting"} 0.0', "spotter_uploads_open 0.0", "spotter_cpu_share ",
    ):  # fmt: skip
        assert line in text, line


async def test_without_a_relay_prometheus_gets_the_rest(spotter: Spotter) -> None:
    text = (await spotter.browser().get("/metrics")).text
    assert "spotter_relay_rooms{" not in text
    assert 'spotter_jobs{state="running"} 0.0' in text
