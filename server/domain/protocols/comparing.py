"""Two results beside each other, and all of a client's as trends: only what was measured the same way is compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.domain.protocols.measures import KnownError, Side, Unit, places
from server.domain.protocols.protocol import Protocol
from server.domain.protocols.results import CONDITIONS, DELIVERIES, Result
from server.domain.protocols.scoring import Line, lines, method


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of two results. change: later less earlier; None: one of them is missing, or they do not compare."""

    before: Line
    after: Line
    change: float | None
    is_within_error: bool = False  # as far apart as the test itself may be

    @property
    def direction(self) -> str:
        """better, worse, or empty where neither can be said."""
        if self.change is None or self.change == 0 or self.is_within_error or not self.after.better:
            return ""
        return "better" if (self.change > 0) == (self.after.better == "higher") else "worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenChange:
    """A checkpoint then and now; None: not looked at."""

    title: str
    side: Side
    before: bool | None
    after: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A result beside an earlier one of the same protocol."""

    changes: tuple[Change, ...]
    seen: tuple[SeenChange, ...]
    differences: tuple[str, ...]  # one sentence for each condition that differs


@dataclass(frozen=True, slots=True)
class Point:
    """One result in a trend."""

    at_ms: int
    value: float
    assessment_id: str
    method: str  # points of different methods are not joined
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A measure over time, the earliest first."""

    protocol: str
    protocol_title: str
    key: str
    title: str  # with the side
    unit: Unit
    decimals: int
    better: str
    error: KnownError | None
    points: tuple[Point, ...]

    @property
    def change(self) -> float | None:
        """The last less the first, if both were measured the same way."""
        first, last = self.points[0], self.points[-1]
        return None if len(self.points) < 2 or first.method != last.method else last.value - first.value

    @property
    def is_within_error(self) -> bool:
        """Whether that may be the test's own error."""
        return self.change is not None and self.error is not None and abs(self.change) <= self.error.amount

    @property
    def has_methods(self) -> bool:
        """Whether it was measured in more than one way."""
        return len({point.method for point in self.points}) > 1


def compare(protocol: Protocol, before: Result, after: Result, age: Callable[[Result], int | None]) -> Comparison:
    """The later result beside the earlier one. Both are of this protocol; age: of the client on a result's day."""
    pairs = zip(lines(protocol, before, age(before)), lines(protocol, after, age(after)), strict=True)
    differ = differences(protocol, before, after)
    is_same_method = method(protocol, before) == method(protocol, after)
    return Comparison(
        changes=tuple(_change(was, now, is_same_method) for was, now in pairs),
        seen=tuple(
            SeenChange(
                title=point.title, side=side, before=_seen(before, point.key, side), after=_seen(after, point.key, side)
            )
            for point in protocol.checkpoints
            for side in places(point.sides)
        ),
        differences=differ,
    )


def differences(protocol: Protocol, before: Result, after: Result) -> tuple[str, ...]:
    """What was not the same, a plain sentence each; what was not noted on one side is not known to differ."""
    found = []
    if before.version != after.version:
        found.append(f"The way it is done changed: version {before.version} then, version {after.version} now.")
    if before.delivery != after.delivery:
        found.append(f"Then {DELIVERIES[before.delivery]}, now {DELIVERIES[after.delivery]}.")
    was, now = method(protocol, before), method(protocol, after)
    for measure in protocol.measures:
        if measure.is_method and measure.key in was and measure.key in now and was[measure.key] != now[measure.key]:
            words = {choice.value: choice.words for choice in measure.choices}
            then_words = words.get(was[measure.key], was[measure.key])
            now_words = words.get(now[measure.key], now[measure.key])
            found.append(f"{measure.title}: then {then_words}, now {now_words}. These results do not compare.")
    for name, title in CONDITIONS.items():
        then, later = getattr(before.conditions, name), getattr(after.conditions, name)
        if then and later and then.casefold() != later.casefold():
            found.append(f"{title}: then {then}, now {later}.")
    return tuple(found)


def trends(
    results: Sequence[Result], protocol_of: Callable[[Result], Protocol | None], age: Callable[[Result], int | None]
) -> list[Trend]:
    """Every measure that has a number, by protocol. A test in several versions is one trend with several methods."""
    found: dict[tuple[str, str, str], tuple[str, Line, list[Point]]] = {}
    for result in sorted(results, key=lambda one: one.taken_at_ms):
        protocol = protocol_of(result)
        if protocol is None:
            continue
        how = " ".join(f"{name}={value}" for name, value in sorted(method(protocol, result).items()))
        for line in lines(protocol, result, age(result)):
            if line.number is None or line.is_method:
                continue
            kept = found.setdefault((result.protocol, line.key, line.side), (protocol.title, line, []))
            way = f"version {result.version} {how}".strip()
            kept[2].append(Point(result.taken_at_ms, line.number, result.assessment_id, way, result.delivery))
    return [
        Trend(
            protocol=protocol,
            protocol_title=title,
            key=key,
            title=line.name,
            unit=line.unit,
            decimals=line.decimals,
            better=line.better,
            error=line.error,
            points=tuple(points),
        )
        for (protocol, key, _side), (title, line, points) in found.items()
    ]


def _change(before: Line, after: Line, is_same_method: bool) -> Change:
    if before.number is None or after.number is None or not is_same_method:
        return Change(before=before, after=after, change=None)
    change = round(after.number - before.number, max(before.decimals, 1))
    is_small = after.error is not None and abs(change) <= after.error.amount
    return Change(before=before, after=after, change=change, is_within_error=is_small)


def _seen(result: Result, key: str, side: Side) -> bool | None:
    found = result.seen(key, side)
    return None if found is None else found.seen
