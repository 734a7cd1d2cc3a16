"""What is counted for /metrics. One object an application, so two in one process never mix their figures."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

LOOP_EVERY_S = 1.0
LATELY = 60  # beats of the loop that are remembered
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayFigures:
    """How one relay is. share: of one core; lag_s: how late its clock was, at worst; the last four count up."""

    id: str
    rooms: int
    peers: int
    recordings: int
    share: float
    lag_s: float
    packets: int  # sent on
    refused: int  # datagrams of nobody it knows
    lost: int  # datagrams the kernel did not take
    broken: int  # datagrams that met an error of ours


class Metrics:
    """Counters, gauges and histograms, named spotter_*."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "spotter_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "spotter_request_seconds", "From request to answer.", ("route",), buckets=_SECONDS, registry=self.registry
        )
        self.rooms = Gauge("spotter_rooms", "Rooms with somebody in them.", registry=self.registry)
        self.sockets = Gauge("spotter_sockets", "Open sockets of rooms.", registry=self.registry)
        self.hears = Gauge(
            "spotter_others_heard",
            "1 while other processes are heard through Redis, or there are none.",
            registry=self.registry,
        )
        self.events = Counter(
            "spotter_events", "Events appended to the logs of rooms.", ("type",), registry=self.registry
        )
        self.lag = Histogram(
            "spotter_loop_lag_seconds",
            "How late a timer of the event loop fires.",
            buckets=(0.001, *_SECONDS),
            registry=self.registry,
        )
        self.cpu = Gauge("spotter_cpu_share", "Of one core, over the last second.", registry=self.registry)
        self.share = 0.0
        self.cpu.set_function(lambda: self.share)
        self._lags: deque[float] = deque(maxlen=LATELY)
        self._asked = _Asked()
        self.registry.register(self._asked)

    @property
    def worst_lag_s(self) -> float:
        """The latest that a timer of the event loop fired, in the last minute."""
        return max(self._lags, default=0.0)

    def ask(self, *, relays: Sequence[RelayFigures], jobs: Mapping[str, int], uploads: int) -> None:
        """Takes what is not counted here but asked for, before each `render`. jobs: how many by state."""
        self._asked.relays, self._asked.jobs, self._asked.uploads = relays, jobs, uploads

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts a request; `route` is its shape, so that no token becomes a label."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def render(self) -> bytes:
        """All of it as Prometheus text."""
        return generate_latest(self.registry)

    async def watch_loop(self) -> None:
        """Measures the loop's lag until cancelled."""
        while True:
            began, worked = time.monotonic(), time.process_time()
            await asyncio.sleep(LOOP_EVERY_S)
            took = time.monotonic() - began
            self.share = (time.process_time() - worked) / took
            self._lags.append(max(0.0, took - LOOP_EVERY_S))
            self.lag.observe(self._lags[-1])


class _Asked(Collector):
    """What others told last."""

    def __init__(self) -> None:
        self.relays: Sequence[RelayFigures] = ()
        self.jobs: Mapping[str, int] = {}
        self.uploads = 0

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("spotter_jobs", "Jobs, by where they stand.", labels=("state",))
        for state in ("waiting", "running", "failed"):
            jobs.add_metric((state,), self.jobs.get(state, 0))
        yield jobs
        yield GaugeMetricFamily("spotter_uploads_open", "Uploads whose last byte has not come.", value=self.uploads)
        for name, help, values in (
            ("rooms", "Rooms a relay holds.", {one.id: one.rooms for one in self.relays}),
            ("peers", "Devices in them.", {one.id: one.peers for one in self.relays}),
            ("recordings", "Recordings that run.", {one.id: one.recordings for one in self.relays}),
            ("cpu_share", "Of one core, lately.", {one.id: one.share for one in self.relays}),
            ("lag_seconds", "How late its clock was, lately at worst.", {one.id: one.lag_s for one in self.relays}),
        ):
            gauge = GaugeMetricFamily(f"spotter_relay_{name}", help, labels=("relay",))
            for id, value in values.items():
                gauge.add_metric((id,), value)
            yield gauge
        for name, help, counts in (
            ("packets", "Packets sent on.", {one.id: one.packets for one in self.relays}),
            ("refused", "Datagrams of nobody it knows.", {one.id: one.refused for one in self.relays}),
            ("lost", "Datagrams the kernel did not take.", {one.id: one.lost for one in self.relays}),
            ("broken", "Datagrams that met an error of ours.", {one.id: one.broken for one in self.relays}),
        ):
            counter = CounterMetricFamily(f"spotter_relay_{name}", help, labels=("relay",))
            for id, count in counts.items():
                counter.add_metric((id,), count)
            yield counter
