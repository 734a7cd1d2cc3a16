"""A trainer's groups: who is in them, and what they do together."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain import people, sessions, wording
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.people import Client, Group, GroupDetails
from server.store import audit, clients, groups, plans
from server.store import sessions as sessions_store
from server.web.answers import db, done, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.plans import on_pages

SHOWN_NEXT = 10


@dataclass(frozen=True, slots=True)
class Pairing:
    """The form's choice with whom a member trains: (value, words) of each option, and the value chosen."""

    member: Client
    options: list[tuple[str, str]]
    chosen: str


async def new(request: web.Request) -> web.StreamResponse:
    """The empty form."""
    me = await signed_in(request)
    return await _form(request, me, Fill(GroupDetails(name="", members=[])))


async def create(request: web.Request) -> web.StreamResponse:
    """Adds a group."""
    me = await signed_in(request)
    details = await read(request, GroupDetails)
    may_join = [client.id for client in await clients.list_for(db(request), me.id)]
    try:
        group = people.new_group(ids.new(), me.id, details, may_join=may_join, now_ms=now(request))
    except DomainError as problem:
        return await _again(request, me, Fill(details, problem))
    await groups.add(db(request), group)
    await _note(request, me, "group.added", group)
    return done(request, f"/groups/{group.id}", id=group.id, notice=f"{group.name} is ready.")


async def show(request: web.Request) -> web.StreamResponse:
    """One group: its members and its sessions."""
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"])
    moment = now(request)
    coming = await sessions_store.for_group(db(request), group.id, from_ms=moment - sessions.LONGEST_MS)
    over = (sessions.State.OVER, sessions.State.CANCELLED)
    members = await clients.get_many(db(request), group.members)
    names = {client.id: client.name for client in members}
    ahead = [session for session in coming if sessions.state(session, moment) not in over]
    return page(
        request,
        "groups/show.html",
        group=group,
        members=members,
        pairs=sorted(sorted((names[one], names[other]), key=str.casefold) for one, other in group.pairs),
        next_starts=await clients.next_starts(db(request), me.id, moment),
        ahead=ahead[:SHOWN_NEXT],
        plan_card=await on_pages.for_desk(request, await plans.of_group(db(request), group.id), me.time_zone),
        now_ms=moment,
        wording=wording,
    )


async def edit(request: web.Request) -> web.StreamResponse:
    """The form filled with what is known."""
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"])
    return await _form(request, me, Fill(people.details_of_group(group)), group)


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a group."""
    me = await signed_in(request)
    details = await read(request, GroupDetails)
    before = await access.group(db(request), me, request.match_info["group"], lock=True)
    may_join = [client.id for client in await clients.list_for(db(request), me.id)]
    try:
        after = people.change_group(before, details, may_join=may_join)
    except DomainError as problem:
        return await _again(request, me, Fill(details, problem), before)
    await groups.save(db(request), after)
    await _note(request, me, "group.changed", after)
    return done(request, f"/groups/{after.id}", notice="Saved.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Forgets a group; its members and the sessions they had stay."""
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"], lock=True)
    await groups.remove(db(request), group.id)
    await _note(request, me, "group.deleted", group)
    return done(request, "/clients", notice=f"{group.name} is deleted; its members stay your clients.")


async def _form(
    request: web.Request, me: Account, fill: Fill[GroupDetails], group: Group | None = None, *, status: int = 200
) -> web.Response:
    """The form with everybody who may be picked: clients in use, and members put away since."""
    pickable = await clients.list_for(db(request), me.id)
    known = {client.id for client in pickable}
    away = await clients.get_many(db(request), [one for one in (group.members if group else ()) if one not in known])
    return page(
        request,
        "groups/form.html",
        status=status,
        fill=fill,
        group=group,
        pickable=[*pickable, *away],
        pairing=_pairing(fill.given, [*pickable, *away]),
        most=people.GROUP_MOST,
    )


def _pairing(given: GroupDetails, pickable: Sequence[Client]) -> list[Pairing]:
    """A choice for each member the form knows of; who is only being picked is paired once the group is saved."""
    members = [client for client in pickable if client.id in given.members][: people.GROUP_MOST]
    if len(members) < 2:
        return []
    return [
        Pairing(
            member=one,
            options=[
                (f"{one.id}:", "Nobody"),
                *((f"{one.id}:{other.id}", other.name) for other in members if other.id != one.id),
            ],
            chosen=next((choice for choice in given.partners if choice.startswith(f"{one.id}:")), f"{one.id}:"),
        )
        for one in members
    ]


async def _again(
    request: web.Request, me: Account, fill: Fill[GroupDetails], group: Group | None = None
) -> web.Response:
    """The form as typed with the sentence at its field, for a browser without script."""
    assert fill.problem is not None
    if wants_json(request):
        raise fill.problem
    return await _form(request, me, fill, group, status=fill.problem.status)


async def _note(request: web.Request, me: Account, action: str, group: Group) -> None:
    await audit.note(db(request), now(request), f"t:{me.id}", action, f"group:{group.id}", members=len(group.members))
