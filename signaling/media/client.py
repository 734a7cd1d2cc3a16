"""The server's end of the relay's socket: a MediaPlane that lives in another process.

async with connected(socket_path, hear) as plane: await plane.admit(…)
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

from msgspec import DecodeError

from signaling.media import wire
from signaling.media.plane import News, PeerId, Refusal, RoomId, Signal
from signaling.media.star import Policy, Seat

log = logging.getLogger(__name__)

ANSWER_S = 10


class RemotePlane:
    """A MediaPlane at the other end of a socket. Every method also raises Refusal `unavailable`: the relay is gone.

    `hear` gets the relay's news in their order, and must neither raise nor wait. `gone` is set when nobody will answer
    any more; whoever made the plane then makes another and admits everybody anew.
    """

    def __init__(self, writer: asyncio.StreamWriter, hear: Callable[[News], None]) -> None:
        self.gone = asyncio.Event()
        self._writer = writer
        self._hear = hear
        self._number = 0
        self._waiting: dict[int, asyncio.Future[wire.Counted | wire.Done | wire.Refused]] = {}

    async def admit(self, room: RoomId, seat: Seat, policy: Policy) -> None:
        """See MediaPlane."""
        await self._ask(wire.Admit(number=self._next(), room=room, seat=seat, policy=policy))

    async def signal(self, room: RoomId, peer: PeerId, signal: Signal) -> None:
        """See MediaPlane."""
        await self._ask(wire.Say(number=self._next(), room=room, peer=peer, signal=signal))

    async def leave(self, room: RoomId, peer: PeerId) -> None:
        """See MediaPlane."""
        await self._ask(wire.Leave(number=self._next(), room=room, peer=peer))

    async def arrange(self, room: RoomId, policy: Policy) -> None:
        """See MediaPlane."""
        await self._ask(wire.Arrange(number=self._next(), room=room, policy=policy))

    async def record(self, room: RoomId, session: str, recording: str, agreed: Mapping[str, float]) -> None:
        """See Recorders."""
        question = wire.Record(number=self._next(), room=room, session=session, recording=recording, agreed=agreed)
        await self._ask(question)

    async def agree(self, room: RoomId, person: str, since_ms: float | None) -> None:
        """See Recorders."""
        await self._ask(wire.Agree(number=self._next(), room=room, person=person, since_ms=since_ms))

    async def stop_recording(self, room: RoomId) -> None:
        """Recorders.stop."""
        await self._ask(wire.StopRecord(number=self._next(), room=room))

    async def count(self) -> wire.Counted:
        """All rooms and peers there are, and how the relay is."""
        answer = await self._ask(wire.Count(number=self._next()))
        assert isinstance(answer, wire.Counted)
        return answer

    async def greet(self) -> None:
        """The first question. Raises Refusal `version` when the two do not fit together."""
        await self._ask(wire.Hello(number=self._next()))

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Reads to the end of the connection."""
        try:
            while (body := await wire.body(reader)) is not None:
                message = wire.told.decode(body)
                if isinstance(message, wire.Counted | wire.Done | wire.Refused):
                    waiting = self._waiting.pop(message.number, None)
                    if waiting is not None and not waiting.done():
                        waiting.set_result(message)
                else:
                    self._hear(message)
        except (DecodeError, ValueError):
            log.exception("the relay spoke nonsense")
        finally:
            self.gone.set()
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(_unavailable())
            self._waiting.clear()

    def _next(self) -> int:
        self._number += 1
        return self._number

    async def _ask(self, question: wire.Question) -> wire.Counted | wire.Done:
        if self.gone.is_set():
            raise _unavailable()
        waiting: asyncio.Future[wire.Counted | wire.Done | wire.Refused] = asyncio.get_running_loop().create_future()
        self._waiting[question.number] = waiting
        self._writer.write(wire.frame(question))
        try:
            async with asyncio.timeout(ANSWER_S):
                answer = await waiting
        except TimeoutError:
            raise _unavailable() from None
        finally:
            self._waiting.pop(question.number, None)
        if isinstance(answer, wire.Refused):
            raise Refusal(answer.code, answer.sentence, answer.where)
        return answer


@contextlib.asynccontextmanager
async def connected(socket_path: Path, hear: Callable[[News], None]) -> AsyncIterator[RemotePlane]:
    """A connection to the relay for the time of a block. Raises OSError when nobody is there."""
    reader, writer = await asyncio.open_unix_connection(socket_path)
    plane = RemotePlane(writer, hear)
    listening = asyncio.create_task(plane.listen(reader), name="the relay's news")
    try:
        await plane.greet()
        yield plane
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def _unavailable() -> Refusal:
    return Refusal("unavailable", "The media relay does not answer. Pictures come back as soon as it does.")
