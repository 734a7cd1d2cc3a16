"""Who reads which thread: what the four pages of a thread share."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain import seats, shown_names
from server.domain.accounts import Account
from server.domain.clips import Author
from server.domain.people import Client, Group
from server.domain.threads.messages import Thread
from server.store import clients
from server.web.answers import db
from server.web.client_page import confirmed
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A thread and its reader."""

    thread: Thread
    me: str  # t:<account> or c:<client>
    side: Author
    trainer: Account
    client: Client | None  # whose thread it is; None in a group
    group: Group | None
    names: Mapping[str, str]  # person -> what the reader calls them
    title: str
    time_zone: str
    here: str  # the address of the thread's page
    back: str
    base: str  # below which the reader's uploads and clips lie: "" or /c/<token>

    @property
    def others(self) -> list[str]:
        """Everybody who reads here but the reader."""
        return [person for person in self.names if person != self.me]


async def by_trainer(request: web.Request, *, lock: bool = False) -> Reading:
    """A client's thread, for the trainer."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=lock)
    trainer = await access.trainer_of(db(request), client)
    return Reading(
        thread=Thread(client_id=client.id),
        me=seats.trainer(me.id),
        side="trainer",
        trainer=trainer,
        client=client,
        group=None,
        names={seats.trainer(trainer.id): trainer.name, seats.client(client.id): client.name},
        title=client.name,
        time_zone=me.time_zone,
        here=f"/clients/{client.id}/messages",
        back=f"/clients/{client.id}",
        base="",
    )


async def by_client(request: web.Request, *, lock: bool = False) -> Reading:
    """A client's thread, for that client."""
    client = await confirmed(request, lock=lock)
    trainer = await access.trainer_of(db(request), client)
    base = f"/c/{request.match_info['token']}"
    return Reading(
        thread=Thread(client_id=client.id),
        me=seats.client(client.id),
        side="client",
        trainer=trainer,
        client=client,
        group=None,
        names={seats.trainer(trainer.id): trainer.name, seats.client(client.id): client.name},
        title=trainer.name,
        time_zone=client.time_zone,
        here=f"{base}/messages",
        back=base,
        base=base,
    )


async def group_by_trainer(request: web.Request, *, lock: bool = False) -> Reading:
    """A group's thread, for the trainer."""
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"], lock=lock)
    people = await clients.get_many(db(request), group.members)
    return Reading(
        thread=Thread(group_id=group.id),
        me=seats.trainer(me.id),
        side="trainer",
        trainer=me,
        client=None,
        group=group,
        names={seats.trainer(me.id): me.name, **{seats.client(one.id): one.name for one in people}},
        title=group.name,
        time_zone=me.time_zone,
        here=f"/groups/{group.id}/messages",
        back=f"/groups/{group.id}",
        base="",
    )


async def group_by_client(request: web.Request, *, lock: bool = False) -> Reading:
    """A group's thread, for a member: the others by the names the group has chosen."""
    client = await confirmed(request, lock=lock)
    group = await access.group_of(db(request), client, request.match_info["group"], lock=lock)
    trainer = await access.trainer_of(db(request), client)
    people = await clients.get_many(db(request), group.members)
    names = shown_names.shown({seats.client(one.id): one.name for one in people}, group.names)
    base = f"/c/{request.match_info['token']}"
    return Reading(
        thread=Thread(group_id=group.id),
        me=seats.client(client.id),
        side="client",
        trainer=trainer,
        client=None,
        group=group,
        names={seats.trainer(trainer.id): trainer.name, **names},
        title=group.name,
        time_zone=client.time_zone,
        here=f"{base}/groups/{group.id}/messages",
        back=base,
        base=base,
    )
