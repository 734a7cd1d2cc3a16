"""What is counted for /metrics. One object an application, so two in one process never mix their figures."""

import asyncio
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

LOOP_EVERY_S = 1.0
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


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
        self.events = Counter(
            "spotter_events", "Events appended to the logs of rooms.", ("type",), registry=self.registry
        )
        self.lag = Histogram(
            "spotter_loop_lag_seconds",
            "How late a timer of the event loop fires.",
            buckets=(0.001, *_SECONDS),
            registry=self.registry,
        )

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
            began = time.monotonic()
            await asyncio.sleep(LOOP_EVERY_S)
            self.lag.observe(max(0.0, time.monotonic() - began - LOOP_EVERY_S))
