"""An answer made of a piece of a file on this machine: sent by the kernel where the loop can, else in small pieces."""

import asyncio
import os
from collections.abc import Mapping
from typing import IO

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.web_request import BaseRequest

from recordings.files import PIECE_BYTES


class FilePart(web.StreamResponse):
    """`length` bytes of an open file from `start` on; closes the file. `headers` say the length."""

    def __init__(self, file: IO[bytes], start: int, length: int, *, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(status=status, headers=headers)
        self._file = file
        self._start_at = start
        self._count = length

    async def prepare(self, request: BaseRequest) -> AbstractStreamWriter | None:
        """Sends headers and bytes. Raises ConnectionResetError when the reader has gone."""
        with self._file:
            writer = await super().prepare(request)
            if writer is not None and self._count:
                await self._send(request, writer)
        return writer

    async def _send(self, request: BaseRequest, writer: AbstractStreamWriter) -> None:
        transport = request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError("the reader has gone")
        loop = asyncio.get_running_loop()
        try:
            await loop.sendfile(transport, self._file, self._start_at, self._count)
        except NotImplementedError:  # uvloop
            await self._send_in_pieces(writer)

    async def _send_in_pieces(self, writer: AbstractStreamWriter) -> None:
        at, end = self._start_at, self._start_at + self._count
        while at < end:
            piece = await asyncio.to_thread(os.pread, self._file.fileno(), min(PIECE_BYTES, end - at), at)
            if not piece:
                raise ConnectionResetError("the file became shorter")
            await writer.write(piece)
            at += len(piece)
