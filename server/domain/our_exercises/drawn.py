"""The pictures drawn by us, two of each of our exercises: how it begins and how it ends. `drawings/` draws them."""

from server.domain.our_exercises import OURS

DRAWN = frozenset(one.key for one in OURS)
# Of these the beginning says most; of all others the end, where the body is furthest from standing or lying still.
SHOWN_BY_THEIR_START = frozenset(
    """
    box-squat burpee deadlift inverted-row kettlebell-deadlift push-up step-up
    """.split()
)


def drawn(key: str) -> tuple[str, ...]:
    """The files of an exercise's pictures in static/exercises/, in their order; none where there are none."""
    return (f"{key}-start.svg", f"{key}-end.svg") if key in DRAWN else ()


def telling(key: str) -> str:
    """The one file that stands for the exercise where only one has room; empty where there is none."""
    files = drawn(key)
    return files[0 if key in SHOWN_BY_THEIR_START else 1] if files else ""
