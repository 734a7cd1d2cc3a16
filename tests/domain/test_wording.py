"""Lengths and waits in words. The table of waits stands in tests/js/until.test.js too."""

import pytest

from server.domain import wording

MINUTE = 60_000


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "just now"),
        (59_999, "in a moment"),
        (-59_999, "just now"),
        (25 * MINUTE, "in 25 min"),
        (60 * MINUTE, "in 1 h"),
        (150 * MINUTE, "in 2 h 30 min"),
        (200 * MINUTE, "in 3 h"),
        (47 * 60 * MINUTE, "in 47 h"),
        (49 * 60 * MINUTE, "in 2 days"),
        (-5 * MINUTE, "5 min ago"),
    ],
)
def test_how_long_until_something_begins(ms: int, words: str) -> None:
    assert wording.until(ms) == words


def test_names_in_a_row() -> None:
    assert [wording.listing(list("abc"[:count])) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
