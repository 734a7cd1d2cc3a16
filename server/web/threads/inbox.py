"""The inbox: everything that waits for the trainer, in one list; as JSON what the desk's pages look for."""

from collections import Counter

from aiohttp import web

from server.domain import wording
from server.domain.threads import waiting
from server.domain.threads.waiting import Waiting
from server.web import names
from server.web.answers import json, now, page, wants_json
from server.web.identity import signed_in
from server.web.threads import slowly
from server.web.threads.providers import PROVIDERS

SHOWN = 100  # on one page, before "the other 224"


async def show(request: web.Request) -> web.StreamResponse:
    """The list; as JSON how many wait and who stands at the door, for every page of the desk that looks again."""
    me = await signed_in(request)
    if wants_json(request):
        lines = waiting.in_order(await slowly.looked_at(request, me))
        urgent = [{"kind": one.kind, "words": one.words, "link": one.link} for one in lines if one.cannot_wait]
        return json({"count": len(lines), "urgent": urgent})
    await names.of_all(request, me)
    found: list[Waiting] = []
    for provider in PROVIDERS:
        found += await provider(request, me)
    lines = waiting.in_order(found)
    counts = Counter(one.kind for one in lines)
    kinds = [kind for kind in waiting.KINDS if counts[kind]]
    chosen = request.query.get("kind", "")
    shown = [one for one in lines if one.kind == chosen] if chosen in kinds else lines
    most = len(shown) if "all" in request.query else SHOWN
    return page(
        request,
        "threads/inbox.html",
        lines=shown[:most],
        more=len(shown[most:]),
        count=len(lines),
        kinds=[(kind, counts[kind]) for kind in kinds],
        chosen=chosen if chosen in kinds else "",
        words=waiting.KINDS,
        wording=wording,
        now_ms=now(request),
    )
