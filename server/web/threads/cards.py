"""Threads in short, for other pages: the client's desk page, and the client's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain import seats
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.threads.messages import Message, Thread
from server.store import check_ins, groups, threads
from server.store.database import Db
from server.store.threads import New


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A client's threads: the last message with the trainer, how many are new, and the same for each group."""

    last: Message | None
    new: int
    groups: Sequence[tuple[str, str, int]]  # id, name, how many are new


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The thread with a client: its last message, what the trainer has not read of it, and the day of the check-in."""

    last: Message | None
    new: New | None
    weekday: int  # -1: none


async def for_trainer(db: Db, me: Account, client: Client) -> Theirs:
    """The thread with a client, as the trainer sees it."""
    thread = Thread(client_id=client.id)
    day = await check_ins.get(db, client.id)
    return Theirs(
        last=await threads.last(db, thread),
        new=await threads.new_in(db, thread, seats.trainer(me.id)),
        weekday=-1 if day is None else day.weekday,
    )


async def for_client(db: Db, client: Client) -> Mine:
    """A client's threads, as the client sees them."""
    mine = await groups.names_with(db, client.id)
    new = {one.thread.key: one.count for one in await threads.new_for_client(db, client.id, mine)}
    own = Thread(client_id=client.id)
    return Mine(
        last=await threads.last(db, own),
        new=new.get(own.key, 0),
        groups=[(id, name, new.get(Thread(group_id=id).key, 0)) for id, name in mine.items()],
    )
