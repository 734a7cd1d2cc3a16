"""What a doctor wrote, or a form on paper: a PDF or a photo, kept with the client's health check.

The trainer adds one at any time; the client sends what the doctor wrote when they were asked to see one.
"""

from urllib.parse import quote

from aiohttp import web

from server import access, ids
from server.domain.people import Client
from server.domain.readiness import documents as rules
from server.domain.readiness import standing
from server.domain.readiness.documents import Document
from server.store import audit, health_documents, readiness
from server.web import disk
from server.web.answers import db, done, now, take_body
from server.web.client_page import confirmed
from server.web.identity import signed_in


async def add(request: web.Request) -> web.StreamResponse:
    """Keeps the body of the request as a document; ?name= is what its file is called. Answers with its id."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    document = await _keep(request, client, f"t:{me.id}")
    return done(request, f"/clients/{client.id}/health", id=document.id, name=document.name)


async def send(request: web.Request) -> web.StreamResponse:
    """The same from the client's own page, while they are to see a doctor first. It waits in the trainer's inbox;
    what it is worth the trainer decides. Raises NotAsked, DocumentsMany.
    """
    client = await confirmed(request, lock=True)
    found = standing(await readiness.history(db(request), client.id), now(request))
    rules.check_asked(found, await health_documents.list_for(db(request), client.id), f"c:{client.id}")
    document = await _keep(request, client, f"c:{client.id}")
    trainer = await access.trainer_of(db(request), client)
    return done(
        request,
        f"/c/{request.match_info['token']}/health",
        id=document.id,
        name=document.name,
        notice=f"{trainer.name} has it now, and reads it before you train.",
    )


async def _keep(request: web.Request, client: Client, by: str) -> Document:
    content = await take_body(request)
    name = request.query.get("name", "")
    document = rules.new(ids.new(), client.id, name=name, content=content, by=by, now_ms=now(request))
    await disk.check_room(request, document.size_bytes, "document")
    await health_documents.add(db(request), document)
    await audit.note(db(request), now(request), by, "document.added", f"c:{client.id}", document=document.id)
    return document


async def file(request: web.Request) -> web.StreamResponse:
    """The document, to be saved: it never opens within our pages."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    found = await access.health_document(db(request), client, request.match_info["document"])
    content = await health_documents.content(db(request), found.id)
    return web.Response(
        body=content,
        content_type=found.type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "Cache-Control": "private, no-store",
        },
    )
