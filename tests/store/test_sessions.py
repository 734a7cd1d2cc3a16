"""Rows of sessions and invites, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from server import ids
from server.domain import invites as invite_rules
from server.domain.people import Client, Group
from server.domain.sessions import Outcome, Session
from server.store import clients, groups
from server.store import invites as invites_store
from server.store import sessions as store
from tests.cast import BOTH, HOUR_MS, Spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


@BOTH
async def test_what_is_stored_comes_back_as_it_was(spotter: Spotter, bob: Client) -> None:
    bea = await spotter.client("bea")
    session = await spotter.session("alice", bob, notes="深蹲 — left knee", place_note="gate")
    changed = replace(
        session,
        client_ids=tuple(sorted((bob.id, bea.id))),
        outcome=Outcome.NO_SHOW,
        cancelled_at_ms=7,
        revision=3,
        series_id="w",
    )
    async with spotter.database.writing() as db, db.begin():
        assert await store.get(db, session.id, lock=True) == session
        await store.save(db, changed)
    async with spotter.database.reading() as db:
        assert await store.get(db, session.id) == changed
        assert await store.get(db, "nothing") is None
        assert await store.participants_of(db, session.id) == changed.client_ids
        assert await store.in_series(db, "w") == [changed]


@BOTH
async def test_lists_are_cut_and_ordered_by_the_start(spotter: Spotter, bob: Client) -> None:
    at = [spotter.clock() + hour * HOUR_MS for hour in range(4)]
    made: list[Session] = [await spotter.session("alice", bob, starts_at_ms=start) for start in reversed(at)]
    made.reverse()
    bea = await spotter.client("bea")
    async with spotter.database.reading() as db:

        async def starts(**how: Any) -> list[int]:
            return [one.starts_at_ms for one in await store.list_for(db, bob.trainer_id, **how)]

        assert await starts() == at
        assert await starts(from_ms=at[1], before_ms=at[3]) == at[1:3]
        assert await starts(newest_first=True, limit=2) == [at[3], at[2]]
        assert await store.for_client(db, bob.id, from_ms=at[2]) == made[2:]
        assert await store.for_client(db, bea.id) == []


@BOTH
async def test_what_waits_for_an_outcome(spotter: Spotter, bob: Client) -> None:
    now = spotter.clock()
    past = await spotter.session("alice", bob, starts_at_ms=now - HOUR_MS)
    ended = await spotter.session("alice", bob, starts_at_ms=now + HOUR_MS, ended_at_ms=now)
    await spotter.session("alice", bob, starts_at_ms=now - HOUR_MS, outcome=Outcome.DONE)
    await spotter.session("alice", bob, starts_at_ms=now - HOUR_MS, cancelled_at_ms=now)
    await spotter.session("alice", bob, starts_at_ms=now + HOUR_MS)
    async with spotter.database.reading() as db:
        found = await store.without_outcome(db, bob.trainer_id, before_ms=now)
    assert [one.id for one in found] == [ended.id, past.id]


@BOTH
async def test_a_thousand_participants_are_read_in_few_statements(spotter: Spotter, bob: Client) -> None:
    others = [replace(bob, id=ids.new(), name=f"Client {number}") for number in range(12)]
    async with spotter.database.writing() as db, db.begin():
        for other in others:
            await clients.add(db, other)
    first = await spotter.session("alice", *others)
    async with spotter.database.writing() as db, db.begin():
        await store.add(db, *(replace(first, id=ids.new(), starts_at_ms=minute) for minute in range(600)))
    async with spotter.database.reading() as db:
        found = await store.list_for(db, bob.trainer_id, limit=1000)
    assert len(found) == 601
    assert {len(one.client_ids) for one in found} == {12}


@BOTH
async def test_an_invite_is_kept_when_it_is_withdrawn(spotter: Spotter, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    invite = invite_rules.invite(session, "Gus", id=ids.new(), now_ms=spotter.clock())
    async with spotter.database.writing() as db, db.begin():
        await invites_store.add(db, invite)
        await invites_store.save(db, invite_rules.revoke(invite, 9))
    async with spotter.database.reading() as db:
        assert await invites_store.of_session(db, session.id) == [replace(invite, revoked_at_ms=9)]
        assert await invites_store.get(db, "nothing") is None


@BOTH
async def test_a_groups_sessions_are_found_among_any_number_of_others(spotter: Spotter, bob: Client) -> None:
    alice = await spotter.account("alice")
    trio = Group(id=ids.new(), trainer_id=alice.id, name="Trio", members=(bob.id,), created_at_ms=0)
    async with spotter.database.writing() as db, db.begin():
        await groups.add(db, trio)
    now_ms = spotter.clock()
    await spotter.session("alice", bob, starts_at_ms=now_ms + HOUR_MS)
    later = await spotter.session("alice", bob, starts_at_ms=now_ms + 3 * HOUR_MS, group_id=trio.id)
    soon = await spotter.session("alice", bob, starts_at_ms=now_ms + 2 * HOUR_MS, group_id=trio.id)
    await spotter.session("alice", bob, starts_at_ms=now_ms - HOUR_MS, group_id=trio.id)
    async with spotter.database.reading() as db:
        assert await store.for_group(db, trio.id, from_ms=now_ms) == [soon, later]
        assert await store.for_group(db, trio.id, from_ms=now_ms, limit=1) == [soon]
