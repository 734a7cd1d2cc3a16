"""Doors to clips, and to two of them side by side."""

from collections.abc import Collection

from server.access.doorway import given, in_use, must
from server.access.people import group_of, mine
from server.access.shared import check_shared
from server.domain.accounts import Account
from server.domain.clips import Clip
from server.domain.comparisons import Comparison
from server.domain.people import Client
from server.domain.protocols import Protocol
from server.store import clients, clips, comparisons, threads
from server.store.database import Db


async def clip(db: Db, me: Account, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip of mine or of a client of mine, deleted ones too; with `lock` nobody else changes it until this
    transaction ends.
    """
    return await mine(db, me, await clips.get(db, clip_id, lock=lock))


async def many_clips(db: Db, me: Account, clip_ids: Collection[str], *, lock: bool = False) -> list[Clip]:
    """Clips of mine and of clients of mine, the newest first, all of them or none; with `lock` as for one."""
    found = await clips.get_many(db, clip_ids, lock=lock)
    must(len(found) == len(set(clip_ids)))
    people = await clients.get_many(db, {one.client_id for one in found if one.client_id is not None})
    others = [person.id for person in people if person.trainer_id != me.id]
    if others:
        await check_shared(db, me, others)
    must(all(one.trainer_id == me.id for one in found if one.client_id is None))
    return found


async def clip_of(db: Db, client: Client, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip of this client that is in use."""
    return in_use(given(client, await clips.get(db, clip_id, lock=lock)))


async def deleted_clip_of(db: Db, client: Client, clip_id: str, *, lock: bool = False) -> Clip:
    """A clip that this client put away."""
    found = given(client, await clips.get(db, clip_id, lock=lock))
    must(found.deleted_by == "client")
    return found


async def group_clip_of(db: Db, client: Client, group_id: str, clip_id: str) -> Clip:
    """A clip in use that stands in the thread of a group this client is in."""
    group = await group_of(db, client, group_id)
    message = in_use(await threads.with_clip(db, clip_id))
    must(message.group_id == group.id)
    return in_use(await clips.get(db, clip_id))


async def shown_clip(db: Db, client: Client, clip_id: str) -> Clip:
    """A clip in use of this client's trainer that shows an exercise: of nobody, or of this client alone."""
    found = in_use(await clips.get(db, clip_id))
    if found.client_id is None:
        must(found.trainer_id == client.trainer_id)
        return found
    return given(client, found)


async def step_photo(db: Db, protocol: Protocol, clip_id: str) -> Clip:
    """A photo in use that shows a step of a protocol, for whoever was let in to that protocol."""
    must(any(photo.clip == clip_id for photo in protocol.photos))
    found = in_use(await clips.get(db, clip_id))
    must(found.client_id is None)
    return found


async def comparison(
    db: Db, me: Account, comparison_id: str, *, lock: bool = False, deleted: bool = False
) -> Comparison:
    """Two clips of a client of mine side by side, or two of mine, and a deleted one only when `deleted`; with `lock`
    nobody else changes it until this transaction ends.
    """
    return in_use(await mine(db, me, await comparisons.get(db, comparison_id, lock=lock)), deleted=deleted)


async def comparison_of(db: Db, client: Client, comparison_id: str, *, lock: bool = False) -> Comparison:
    """A comparison this client was sent; with `lock` nobody else changes it until this transaction ends."""
    found = in_use(given(client, await comparisons.get(db, comparison_id, lock=lock)))
    must(found.sent_at_ms is not None)
    return found
