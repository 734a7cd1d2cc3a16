"""What a doctor wrote, or a form on paper: a PDF or a photo, kept with the client's health check."""

from urllib.parse import quote

from aiohttp import web

from server import access, ids
from server.domain.readiness import documents as rules
from server.store import audit, health_documents
from server.web.answers import db, done, now, take_body
from server.web.identity import signed_in


async def add(request: web.Request) -> web.StreamResponse:
    """Keeps the body of the request as a document; ?name= is what its file is called. Answers with its id."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    document = rules.new(
        ids.new(),
        client.id,
        name=request.query.get("name", ""),
        content=await take_body(request),
        by=f"t:{me.id}",
        now_ms=now(request),
    )
    await health_documents.add(db(request), document)
    await audit.note(db(request), now(request), f"t:{me.id}", "document.added", f"c:{client.id}", document=document.id)
    return done(request, f"/clients/{client.id}/health", id=document.id, name=document.name)


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
