"""A group's sheet at the gym: people down, measures across, each field kept as it is filled."""

from dataclasses import dataclass, field

from aiohttp import web

from server import access, ids
from server.domain import assessments as rules
from server.domain import protocols
from server.domain.errors import BadInput, NotFound
from server.domain.people import Client
from server.domain.protocols import results as result_rules
from server.domain.protocols.results import Result
from server.domain.protocols.sheets import Sheet, columns
from server.store import assessment_sheets, assessments, audit, clients, results
from server.store import protocols as protocols_store
from server.web.answers import db, done, now, page, read
from server.web.identity import signed_in
from server.web.protocols import entering


@dataclass(frozen=True, slots=True)
class BeginSheet:
    """What is done, and with whom: those who are here."""

    protocol: str = ""
    clients: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the sheet."""

    client: Client
    assessment: str
    told: dict[str, str]


async def new(request: web.Request) -> web.StreamResponse:
    """Chooses the assessment and who is here."""
    me = await signed_in(request)
    group = await access.group(db(request), me, request.match_info["group"])
    own = [one.protocol for one in await protocols_store.list_for(db(request), me.id)]
    return page(
        request,
        "protocols/sheet_new.html",
        group=group,
        members=await clients.get_many(db(request), group.members),
        titles={one.key: one.title for one in (*own, *protocols.PROTOCOLS.values()) if one.measures},
        sheets=await assessment_sheets.of_group(db(request), group.id),
        chosen=request.query.get("protocol", ""),
    )


async def create(request: web.Request) -> web.StreamResponse:
    """Begins the sheet: an assessment for each of them. Raises BadInput."""
    me = await signed_in(request)
    body = await read(request, BeginSheet)
    group = await access.group(db(request), me, request.match_info["group"])
    try:
        protocol = await access.protocol(db(request), me, body.protocol)
    except NotFound:
        raise BadInput("Choose what is measured.", "protocol") from None
    here = [one for one in group.members if one in set(body.clients)]
    if not here:
        raise BadInput("Choose who is here.", "clients")
    moment = now(request)
    sheet = Sheet(
        id=ids.new(),
        trainer_id=me.id,
        group_id=group.id,
        title=group.name,
        protocol=protocol.key,
        version=protocol.version,
        created_at_ms=moment,
    )
    await assessment_sheets.add(db(request), sheet)
    actor = f"t:{me.id}"
    for client_id in here:
        given = rules.give(
            protocol,
            id=ids.new(),
            step_ids=[ids.new() for _ in protocol.steps],
            client_id=client_id,
            session_id=None,
            delivery="in_person",
            note="",
            has_company=True,
            sheet_id=sheet.id,
            now_ms=moment,
        )
        await assessments.add(db(request), given)
        await audit.note(
            db(request), moment, actor, "assessment.given", f"a:{given.id}", client=client_id, sheet=sheet.id
        )
    return done(request, f"/assessment-sheets/{sheet.id}", id=sheet.id)


async def show(request: web.Request) -> web.StreamResponse:
    """The sheet. Its fields are kept by the page, each with the result of its person."""
    me = await signed_in(request)
    sheet = await access.assessment_sheet(db(request), me, request.match_info["sheet"])
    protocol = await protocols_store.version(db(request), sheet.protocol, sheet.version)
    given = await assessments.of_sheet(db(request), sheet.id)
    people = {one.id: one for one in await clients.get_many(db(request), [one.client_id for one in given])}
    known = await results.of_many(db(request), [one.id for one in given])
    rows = [Row(people[one.client_id], one.id, _values(known.get(one.id))) for one in given if one.client_id in people]
    return page(
        request,
        "protocols/sheet.html",
        sheet=sheet,
        protocol=protocol,
        protocols=protocols,
        columns=columns(protocol),
        rows=sorted(rows, key=lambda row: row.client.name.casefold()),
        rules=result_rules,
    )


def _values(result: Result | None) -> dict[str, str]:
    return entering.told(result)["values"] if result else {}
