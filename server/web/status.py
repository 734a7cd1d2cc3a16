"""The owner's page about the machine: how much it does, and how much room is left. Numbers only, and nobody's names."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from server.live import LIVE
from server.metrics import RelayFigures
from server.store import jobs, uploads
from server.web import identity
from server.web.answers import db, page
from server.web.edge import METRICS
from signaling.media.wire import Counted, RoomCount

RelayCounts = Callable[[], Awaitable[Sequence[tuple[str, Counted]]]]

RELAY_COUNTS: web.AppKey[RelayCounts] = web.AppKey("relay-counts")  # (id, how it is) of each; set where there are any
SAMPLE_S = 2.0
SAMPLES = 6
FULL_SHARE = 0.6  # of a core: beyond, a relay gets no new room


class Pace:
    """How many packets a second each relay sends on, over the last ten seconds."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, dict[str, int]]] = deque(maxlen=SAMPLES)

    async def watch(self, counts: RelayCounts) -> None:
        """Looks again and again until cancelled."""
        while True:
            self.take(time.monotonic(), {id: counted.packets for id, counted in await counts()})
            await asyncio.sleep(SAMPLE_S)

    def take(self, at_s: float, packets: dict[str, int]) -> None:
        """Remembers how many each has sent on so far."""
        self._samples.append((at_s, packets))

    def of(self, relay: str) -> float | None:
        """Packets a second; None for one that was not looked at twice yet."""
        seen = [(at_s, packets[relay]) for at_s, packets in self._samples if relay in packets]
        if len(seen) < 2:
            return None
        (began_s, before), (ended_s, after) = seen[0], seen[-1]
        return max(0.0, (after - before) / (ended_s - began_s))


PACE: web.AppKey[Pace] = web.AppKey("pace", Pace)


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room in a relay, without saying whose. round_trip_ms, lost_share: of the worst line in it."""

    peers: int
    lanes: int
    bit_s: int
    round_trip_ms: float | None
    lost_share: float


@dataclass(frozen=True, slots=True)
class RelayCard:
    """A relay as the page shows it."""

    figures: RelayFigures
    packets_s: float | None
    rooms: list[RoomLine]

    @property
    def is_full(self) -> bool:
        """Whether it gets no new room."""
        return self.figures.share > FULL_SHARE


async def show(request: web.Request) -> web.StreamResponse:
    """What this server does now."""
    await identity.owner(request)
    pace = request.app[PACE]
    relays = [
        RelayCard(figures(id, counted), pace.of(id), [_line(room) for room in counted.rooms])
        for id, counted in await relay_counts(request.app)
    ]
    rooms = [room for room in request.app[LIVE].rooms if room.sockets]
    return page(
        request,
        "status/show.html",
        rooms=len(rooms),
        devices=sum(len(room.sockets) for room in rooms),
        hears_others=hears_others(request.app),
        recordings=sum(relay.figures.recordings for relay in relays),
        cpu_share=request.app[METRICS].share,
        lag_ms=request.app[METRICS].worst_lag_s * 1000,
        jobs=await jobs.counts(db(request)),
        uploads=await uploads.count_unfinished(db(request)),
        relays=relays,
    )


def hears_others(app: web.Application) -> bool | None:
    """Whether this process hears the other ones through Redis; None where there is only one."""
    rooms = app[LIVE].rooms
    return not rooms.is_deaf() if rooms.is_shared else None


async def relay_counts(app: web.Application) -> Sequence[tuple[str, Counted]]:
    """Each relay's id and how it is; nothing where there is none."""
    counts = app.get(RELAY_COUNTS)
    return await counts() if counts is not None else ()


def figures(id: str, counted: Counted) -> RelayFigures:
    """What is counted of a relay, as metrics and the page show it."""
    return RelayFigures(
        id=id,
        rooms=len(counted.rooms),
        peers=sum(len(room.peers) for room in counted.rooms),
        recordings=counted.recordings,
        share=counted.share,
        lag_s=counted.lag_ms / 1000,
        packets=counted.packets,
        refused=counted.refused,
        lost=counted.lost,
        broken=counted.broken,
    )


def _line(room: RoomCount) -> RoomLine:
    lanes = [lane for peer in room.peers for lane in peer.lanes]
    trips = [peer.round_trip_ms for peer in room.peers if peer.round_trip_ms is not None]
    lost = [*(lane.lost_share for lane in lanes), *(peer.lost_share for peer in room.peers)]
    return RoomLine(
        peers=len(room.peers),
        lanes=len(lanes),
        bit_s=sum(lane.bit_s for lane in lanes),
        round_trip_ms=max(trips, default=None),
        lost_share=max(lost, default=0.0),
    )
