"""Two web processes behind nginx on one PostgreSQL: Redis comes and goes, a process dies, and no room minds."""

import itertools
import statistics
from collections.abc import Iterator

import pytest

from tests.booked import owner
from tests.conftest import Tenth
from tests.live.outages import LENGTHS_S, Fate, Faults, faults, talking
from tests.live.relayed import gym
from tests.live.several import Several, served_by, several

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.nginx]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """Begun once for all tests here; each has a session of its own."""
    with several(tmp_path_factory.mktemp("several")) as running:
        running.olga = owner(running)
        yield running


async def test_redis_comes_and_goes_and_nothing_is_lost_or_told_twice(town: Several, tenth: Tenth) -> None:
    fates: tuple[Fate, Fate] = ("killed", "frozen")
    lengths_s = LENGTHS_S if tenth.is_full else LENGTHS_S[:2]
    async with gym(town, "Bob Birch", olga=town.olga) as people:
        async with talking(town, people.trainers_seat(), people.clients_seat(0)) as talk:
            away = itertools.product(range(tenth(10)), fates, lengths_s)
            gone = [await talk.outage(fate, length_s) for _, fate, length_s in away]
        assert served_by(talk.trainer) != served_by(talk.client)
        backs_s = [one.back_s for one in gone]
        found = faults(talk)
        print(
            f"\nRedis away {len(gone)} times, {len(talk.sent)} events: {found}; "
            f"delivery back after {statistics.median(backs_s):.2f} s (median), {max(backs_s):.2f} s (most); "
            f"slowest event {max(talk.delays_s(talk.client)):.2f} s"
        )
        assert found == Faults(lost=0, twice=0, disordered=0, flickers=0, unheard=0)
        assert not [one for one in gone if one.missing]
        assert max(backs_s) <= 2.0
    assert "Traceback" not in town.said()
