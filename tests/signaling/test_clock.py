"""The page's clock: how far off it may be, by jitter and by minutes."""

import random

import pytest

from signaling import clock


def settled(pings: int, jitter_ms: float, ahead_ms: float, seed: int) -> float:
    """How far off a clock is after so many pings, each way delayed by 0 … jitter_ms."""
    rnd = random.Random(seed)
    kept, at_ms = clock.Clock(), 0.0
    for _ in range(pings):
        there, back = rnd.uniform(0, jitter_ms), rnd.uniform(0, jitter_ms)
        t0 = at_ms + ahead_ms
        kept = clock.pong(kept, t0, at_ms + there, t0 + there + back)
        at_ms += 1000
    return abs(kept.offset_ms(at_ms + ahead_ms) + ahead_ms)


@pytest.mark.parametrize("ahead_ms", [0, 14 * 60_000, -14 * 60_000, 3_600_000 * 24 * 365])
def test_without_jitter_it_is_right_at_once_however_wrong_the_page_is(ahead_ms: float) -> None:
    assert settled(1, 0, ahead_ms, 1) < 1e-6


@pytest.mark.parametrize(("pings", "within_ms"), [(8, 40), (120, 10), (300, 8)])
def test_under_jitter_more_pings_make_it_better(pings: int, within_ms: float) -> None:
    errors = sorted(settled(pings, 200, 14 * 60_000, seed) for seed in range(200))
    assert errors[int(len(errors) * 0.95)] <= within_ms


def test_samples_live_five_minutes() -> None:
    kept = clock.pong(clock.Clock(), 0, 5, 10)
    kept = clock.pong(kept, 400_000, 400_100, 400_400)
    assert len(kept.samples) == 1


def test_what_cannot_be_true_any_more_is_forgotten() -> None:
    kept = clock.Clock()
    for at_ms in range(0, 20_000, 1000):
        kept = clock.pong(kept, at_ms, at_ms + 3, at_ms + 6)
    kept = clock.pong(kept, 20_000, 20_203, 20_006)  # the page's time stood still for 200 ms
    assert len(kept.samples) == 1
    assert abs(kept.offset_ms(20_006) - 200) < 0.01


def test_a_change_is_as_far_ahead_as_the_slowest_needs_but_never_more_than_a_second() -> None:
    assert clock.lead_ms([]) == 300
    assert clock.lead_ms([20, 150.4]) == 450
    assert clock.lead_ms([20, 5000]) == 1000
