"""What a machine asks: is it alive, what has it counted, how good is the way between us."""

import os
from pathlib import Path

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from server.domain.errors import NotFound
from server.store.database import ping
from server.web import answers
from server.web.caller import address_of, is_trusted
from server.web.pages import STATIC

METRICS: web.AppKey[CollectorRegistry] = web.AppKey("metrics", CollectorRegistry)
NETWORK_CHECK_BYTES = 256 * 1024


async def healthz(request: web.Request) -> web.Response:
    """`{"ok": true}` when the database answers; a load balancer and the pre-join page's round trip ask here."""
    await ping(answers.db(request))
    return answers.json({"ok": True})


async def metrics(request: web.Request) -> web.Response:
    """Prometheus text; only for this machine and for the networks in TRUSTED_PROXIES, missing for everybody else."""
    if not is_trusted(request, address_of(request)):
        raise NotFound
    body = generate_latest(request.app[METRICS])
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def network_check(_request: web.Request) -> web.Response:
    """Bytes nobody can compress, to measure a client's download on the pre-join page."""
    return web.Response(body=os.urandom(NETWORK_CHECK_BYTES), content_type="application/octet-stream")


async def favicon(_request: web.Request) -> web.StreamResponse:
    """The icon for browsers that ask before they read the page."""
    return web.FileResponse(Path(STATIC) / "favicon.svg", headers={"Content-Type": "image/svg+xml"})
