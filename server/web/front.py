"""The very front: how connections are held, and what is answered to bytes that are no request at all."""

import asyncio
import logging
from typing import Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from server.domain.errors import BadInput, DomainError
from server.web import answers, edge

log = logging.getLogger(__name__)

KEEP_ALIVE_S = 25.0  # cuts whoever dribbles headers, too: all are gone within thirty seconds
SHUTDOWN_S = 5.0


class Front(web.AppRunner):
    """A runner whose every answer, even to a broken request, carries our headers and our one shape of errors."""

    def __init__(self, app: web.Application) -> None:
        super().__init__(
            app,
            access_log=None,
            keepalive_timeout=KEEP_ALIVE_S,
            shutdown_timeout=SHUTDOWN_S,
            auto_decompress=False,  # a small body must not become a large one; see answers.take_body
            max_line_size=8190,
            max_field_size=8190,
            max_headers=64,
        )

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        headers = edge.security_headers(self.app[edge.SETTINGS])
        loop = asyncio.get_running_loop()
        return _Server(headers, made.request_handler, request_factory=made.request_factory, loop=loop, **made._kwargs)


class _Server(web.Server):
    def __init__(self, headers: dict[str, str], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.headers = headers

    def __call__(self) -> RequestHandler:
        return _Connection(self.headers, self, loop=self._loop, **self._kwargs)


class _Connection(RequestHandler):
    __slots__ = ("_headers",)

    def __init__(self, headers: dict[str, str], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._headers = headers

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What the parser could not read, in the shape of every other refusal."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer had already begun")
        problem: DomainError = edge.Internal()
        if status < 500:
            log.info("unreadable request: %s", type(exc).__name__)
            problem = BadInput("This request cannot be read.")
        elif isinstance(exc, ConnectionResetError):
            log.info("who asked went away in the middle")  # a page that was closed; nobody reads the answer
        else:
            log.error("request failed before or after its handler", exc_info=exc)
        answer = answers.error(problem)
        answer.headers.update(self._headers)
        answer.headers["Cache-Control"] = "no-store"
        answer.force_close()
        return answer
