"""The trainer's side: one client's health check with its history, and what the trainer decides about it."""

import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.errors import BadInput
from server.domain.forms.starters import HEALTH_CHECK
from server.domain.people import Client
from server.domain.readiness import Entry, changes, standing, words
from server.domain.readiness.changes import Decision, Result
from server.domain.readiness.documents import sent_since
from server.domain.readiness.states import Source
from server.store import audit, health_documents, readiness, red_flags
from server.store.forms import filled
from server.web.answers import db, done, now, page, read
from server.web.identity import signed_in
from server.web.readiness.rooms import tell_rooms

SHOWN = 10  # health checks

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision as typed. checked_on: the day of the check, ISO, or empty for today. document: the id of a file."""

    decision: Decision
    source: Source = "form"
    limits: str = ""
    note: str = ""
    checked_on: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A form that was filled in elsewhere, as printed on it."""

    form_name: str
    result: Result
    signed_by: str
    checked_on: str
    form_year: str = ""
    document: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The page: where the client stands, what to decide, documents, what happened, and everything before."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    rows = await readiness.history(db(request), client.id)
    found = standing(rows, now(request))
    documents = await health_documents.list_for(db(request), client.id)
    options = [
        (one.id, f"{one.name}, {wall_clock.local(one.created_at_ms, me.time_zone):%-d %B %Y}") for one in documents
    ]
    return page(
        request,
        "readiness/show.html",
        client=client,
        standing=found,
        history=list(reversed(rows)),
        flags=await red_flags.of_client(db(request), client.id),
        documents=documents,
        answers=await filled.of_client(db(request), client.id, key=HEALTH_CHECK, most=SHOWN),
        health_form=HEALTH_CHECK,
        document_options=[("", "None"), *options],
        sent=sent_since(found, documents, f"c:{client.id}"),
        words=words,
        now_ms=now(request),
    )


async def decide(request: web.Request) -> web.StreamResponse:
    """Stores the trainer's decision: cleared, with limits, referred, or looked at again."""
    me = await signed_in(request)
    body = await read(request, Review)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    entry = changes.review(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        decision=body.decision,
        source=body.source,
        limits=body.limits,
        note=body.note,
        checked_on=body.checked_on,
        document_id=await _document(request, client, body.document),
        by=f"t:{me.id}",
        time_zone=client.time_zone,
        now_ms=now(request),
    )
    return await keep(request, me, client, entry, f"{client.name}: {words.FOR_TRAINER[entry.state][0]}.")


async def elsewhere(request: web.Request) -> web.StreamResponse:
    """Keeps a form that was filled in elsewhere as a record."""
    me = await signed_in(request)
    body = await read(request, Elsewhere)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    entry = changes.elsewhere(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        result=body.result,
        form_name=body.form_name,
        form_year=_year(body.form_year),
        signed_by=body.signed_by,
        checked_on=body.checked_on,
        document_id=await _document(request, client, body.document),
        by=f"t:{me.id}",
        time_zone=client.time_zone,
        now_ms=now(request),
    )
    return await keep(request, me, client, entry, "Kept as a record.")


async def keep(
    request: web.Request, me: Account, client: Client, entry: Entry, notice: str, location: str = ""
) -> web.StreamResponse:
    """Stores an entry with its line in the audit, and tells open rooms."""
    await readiness.add(db(request), entry)
    detail: dict[str, Any] = {"state": entry.state.value}
    if entry.session_id:
        detail["session"] = entry.session_id
    await audit.note(db(request), entry.at_ms, f"t:{me.id}", f"readiness.{entry.deed}", f"c:{client.id}", **detail)
    log.info("readiness of client %s: %s, %s", client.id, entry.deed, entry.state.value)
    await tell_rooms(request, client.id)
    where = location or f"/clients/{client.id}/health"
    return done(request, where, id=entry.id, state=entry.state.value, notice=notice)


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise BadInput("A year has four digits, such as 2024.", "form_year")
    return int(text)


async def _document(request: web.Request, client: Client, document_id: str) -> str:
    """The id of a document of this client, or nothing. Raises BadInput for one that is not theirs."""
    if not document_id:
        return ""
    found = await health_documents.get(db(request), document_id)
    if found is None or found.client_id != client.id:
        raise BadInput("This file is not there any more. Please choose it again.", "document")
    return found.id
