"""What rooms that have just begun are taken to need."""

import pytest

from signaling.media.budget import LINE_SHARE, SETTLES_S, Bookings, expected
from signaling.media.star import Policy


@pytest.mark.parametrize(
    ("policy", "lines"),
    [
        (Policy(), 2),
        (Policy(clients=12), 24),
        (Policy(clients=12, clients_meet=True), 24 + 132),
        (Policy(clients=4, pairs=frozenset({("a", "b"), ("c", "d")})), 8 + 4),
    ],
)
def test_a_room_takes_what_its_lines_take(policy: Policy, lines: int) -> None:
    assert expected(policy) == pytest.approx(lines * LINE_SHARE)


def test_a_booking_fades_as_its_room_fills_and_is_gone_when_it_is_measured() -> None:
    bookings = Bookings()
    whole = expected(Policy(clients=12))
    bookings.add("gym", Policy(clients=12), 100.0)
    assert bookings.coming(100.0) == pytest.approx(whole)
    bookings.add("hall", Policy(clients=12), 100.0 + SETTLES_S / 2)
    assert bookings.coming(100.0 + SETTLES_S / 2) == pytest.approx(whole * 1.5)
    assert bookings.coming(100.0 + SETTLES_S) == pytest.approx(whole / 2)
    assert bookings.coming(100.0 + 2 * SETTLES_S) == 0


def test_a_room_that_is_over_takes_nothing() -> None:
    bookings = Bookings()
    bookings.add("gym", Policy(clients=12), 100.0)
    bookings.drop("gym")
    assert bookings.coming(100.0) == 0
