"""What a machine asks: is it alive, what has it counted, how good is the way between us."""

import os

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from server.domain.errors import NotFound
from server.store import jobs, uploads
from server.store.database import ping
from server.web import answers, limits, status
from server.web.caller import is_trusted
from server.web.edge import METRICS

NETWORK_CHECK_BYTES = 256 * 1024


async def healthz(request: web.Request) -> web.Response:
    """`{"ok": true}` when the database answers; a load balancer and the pre-join page's round trip ask here.

    With several processes also `redis`: false while this one cannot hear the others. It still serves, so `ok` stays.
    """
    await ping(answers.db(request))
    hears = status.hears_others(request.app)
    return answers.json({"ok": True} if hears is None else {"ok": True, "redis": hears})


async def metrics(request: web.Request) -> web.Response:
    """Prometheus text; only for this machine and for the networks in TRUSTED_PROXIES, missing for everybody else."""
    if not is_trusted(request):
        raise NotFound
    request.app[METRICS].ask(
        relays=[status.figures(id, counted) for id, counted in await status.relay_counts(request.app)],
        jobs=await jobs.counts(answers.db(request)),
        uploads=await uploads.count_unfinished(answers.db(request)),
    )
    return web.Response(body=request.app[METRICS].render(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def network_check(request: web.Request) -> web.Response:
    """Bytes nobody can compress, to measure a client's download on the pre-join page."""
    await limits.check(request, "network-check")
    return web.Response(body=os.urandom(NETWORK_CHECK_BYTES), content_type="application/octet-stream")
