"""Two web processes behind nginx on one PostgreSQL: Redis comes and goes, a process dies, and no room minds."""

import asyncio
import itertools
import statistics
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from server.store.database import open_database
from server.store.events import DatabaseLog
from tests.booked import owner
from tests.conftest import Tenth
from tests.live.living import Deed, deeds, lived
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


def test_a_server_that_is_killed_in_a_live_session_takes_nothing_with_it(town: Several, tenth: Tenth) -> None:
    """Roster, lobby, timers, cues, consents and all else: the log, pages that come back and fresh pages agree."""
    kills, count = tenth(50), 0

    async def one(history: list[Deed]) -> None:
        database = open_database(town.database_url)
        log = DatabaseLog(database)
        try:
            async with gym(town, "Bob Birch", "Bea Brook", "Gus Grove", olga=town.olga) as people:
                for at in (0, 1):
                    http, page = people.doors[at]
                    await asyncio.to_thread(http.post, f"{page}/consents/recording", {"given": True})
                await lived(town, people, log, history, count)
        finally:
            await log.close()
            await database.close()

    @settings(
        max_examples=kills,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=(Phase.generate,),  # a failure is shrunk by the pure histories
    )
    @given(st.lists(deeds, min_size=20, max_size=40))
    def is_restored(history: list[Deed]) -> None:
        nonlocal count
        count += 1
        asyncio.run(one(history))

    is_restored()
    print(f"\n{count} of {kills} sessions whose server was killed are as they were")
    assert count >= kills
    assert "Traceback" not in town.said()
