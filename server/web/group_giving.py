"""What a trainer gives to all of a group at once: questions, a program, an assessment. Each has one of their own."""

from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from server import access
from server.domain import protocols, wall_clock
from server.domain.accounts import Account
from server.domain.errors import BadInput
from server.domain.people import Client, Group
from server.domain.programs import starters
from server.store import clients, programs
from server.store import protocols as own_protocols
from server.web import assessments
from server.web.answers import db, done, now, page, read
from server.web.assessments import GiveAssessment
from server.web.forms import asking
from server.web.forms.asking import AskForm
from server.web.forms.library import titles_of
from server.web.identity import signed_in
from server.web.programs import copies
from server.web.programs.wire import GiveProgram


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAll:
    """Which form, with which words, and who of the group is asked."""

    form: str = ""
    note: str = ""
    clients: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramForAll(GiveProgram):
    """A program, and who of the group gets a copy."""

    clients: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForAll:
    """Which assessment, on everybody's own time. has_company: the trainer knows that somebody will be near each."""

    protocol: str = ""
    note: str = ""
    has_company: bool = False
    clients: list[str] = field(default_factory=list)


async def show(request: web.Request) -> web.StreamResponse:
    """The page: who of them, and what."""
    me, group, members = await _group(request)
    own = [one.protocol for one in await own_protocols.list_for(db(request), me.id)]
    today = wall_clock.local(now(request), me.time_zone).date()
    return page(
        request,
        "groups/give.html",
        group=group,
        members=members,
        forms=await titles_of(db(request), me),
        programs=await programs.templates(db(request), me.id),
        starters=[(one.key, one.details.name) for one in starters.STARTERS],
        protocols=[one for one in (*own, *protocols.PROTOCOLS.values()) if one.company != "trainer"],
        monday=(today + timedelta(days=-today.weekday() % 7)).isoformat(),
    )


async def ask(request: web.Request) -> web.StreamResponse:
    """Asks each of them the same. Raises BadInput, NotFound."""
    body = await read(request, AskAll)
    me, group, people = await _chosen(request, body.clients)
    if not body.form:
        raise BadInput("Choose what to ask.", "form")
    for client in people:
        await asking.give(request, me, client, AskForm(form=body.form, note=body.note))
    return _done(request, group, people, "finds it on their page now", "find it on their pages now")


async def give_program(request: web.Request) -> web.StreamResponse:
    """Gives each of them a copy of their own. Raises NeedsSpotter, BadInput, NotFound."""
    body = await read(request, ProgramForAll)
    me, group, people = await _chosen(request, body.clients)
    if not (body.program or body.starter):
        raise BadInput("Choose a program.", "program")
    source = await copies.to_give(request, me, body)
    for client in people:
        await copies.copy_for(request, client, source, body)
    return _done(request, group, people, "has a copy of their own now", "have copies of their own now")


async def give_assessment(request: web.Request) -> web.StreamResponse:
    """Gives it to each of them, to be done on their own time. Raises NotAlone, BadInput."""
    body = await read(request, AssessmentForAll)
    me, group, people = await _chosen(request, body.clients)
    given = GiveAssessment(protocol=body.protocol, note=body.note, has_company=body.has_company)
    for client in people:
        await assessments.keep_given(request, me, client, await assessments.made(request, me, client, None, given))
    return _done(request, group, people, "finds it on their page now", "find it on their pages now")


async def _group(request: web.Request) -> tuple[Account, Group, list[Client]]:
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"])
    members = await clients.get_many(db(request), group.members)
    return me, group, [one for one in members if not one.is_archived]


async def _chosen(request: web.Request, wanted: list[str]) -> tuple[Account, Group, list[Client]]:
    me, group, members = await _group(request)
    people = [one for one in members if one.id in set(wanted)]
    if not people:
        raise BadInput("Choose who gets it.", "clients")
    return me, group, people


def _done(request: web.Request, group: Group, people: list[Client], one: str, several: str) -> web.StreamResponse:
    words = f"{people[0].name} {one}." if len(people) == 1 else f"{len(people)} clients {several}."
    return done(request, f"/groups/{group.id}", count=len(people), notice=words)
