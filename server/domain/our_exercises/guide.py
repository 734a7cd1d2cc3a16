"""How guides of ours are written down: one call each, points with | between."""

from server.domain.exercises import Guide


def guide(setup: str, phases: str, faults: str, avoid: str) -> Guide:
    """How an exercise is done. phases, faults, avoid: points with | between."""
    return Guide(setup=setup, phases=_points(phases), faults=_points(faults), avoid=_points(avoid))


def _points(line: str) -> tuple[str, ...]:
    return tuple(point.strip() for point in line.split("|") if point.strip())
