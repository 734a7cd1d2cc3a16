"""The relay behind a local socket: each connection asks, and hears all news. Whoever may open the socket may do all."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from msgspec import DecodeError, Struct

from signaling.media import wire
from signaling.media.engine import Relay, RelaySettings, relaying
from signaling.media.plane import News, Recorders, Refusal
from signaling.media.room import Peer

log = logging.getLogger(__name__)

BACKLOG_BYTES = 8 * 1024 * 1024  # of news that a listener has not read; beyond, it is cut off and must ask anew


class Service:
    """Answers on connections; `tell` takes the relay's news to all of them."""

    def __init__(self) -> None:
        self.relay: Relay | None = None
        self.recorders: Recorders | None = None
        self._listeners: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    def tell(self, news: News) -> None:
        """News for everybody."""
        framed = wire.frame(news)
        for writer in list(self._listeners):
            self._write(writer, framed)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        task = asyncio.current_task()
        assert task is not None
        try:
            while (body := await wire.body(reader)) is not None:
                question = wire.questions.decode(body)
                if not isinstance(question, wire.Hello) and writer not in self._listeners:
                    raise ValueError("no hello")
                self._listeners[writer] = task
                self._write(writer, wire.frame(await self._answer(question)))
        except (DecodeError, ValueError) as problem:
            log.warning("a connection to the relay spoke nonsense and was closed: %s", problem)
        finally:
            self._forget(writer)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def close(self) -> None:
        """Ends all connections."""
        tasks = list(self._listeners.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def is_alone(self) -> bool:
        """Nobody asks."""
        return not self._listeners

    def _forget(self, writer: asyncio.StreamWriter) -> None:
        was_there = self._listeners.pop(writer, None) is not None
        if was_there and not self._listeners and self.recorders is not None:
            self.recorders.alone()

    async def _answer(self, question: wire.Question) -> Struct:
        relay = self.relay
        assert relay is not None
        number = question.number
        try:
            match question:
                case wire.Hello(version=version):
                    if version != wire.VERSION:
                        raise Refusal("version", f"The relay speaks version {wire.VERSION}, not {version}.")
                    return count(relay, number, len(self.recorders) if self.recorders else 0)
                case wire.Count():
                    return count(relay, number, len(self.recorders) if self.recorders else 0)
                case wire.Record() | wire.Agree() | wire.StopRecord():
                    await self._record(question)
                case wire.Admit(room=room, seat=seat, policy=policy):
                    await relay.admit(room, seat, policy)
                case wire.Say(room=room, peer=peer, signal=signal):
                    await relay.signal(room, peer, signal)
                case wire.Leave(room=room, peer=peer):
                    await relay.leave(room, peer)
                case wire.Arrange(room=room, policy=policy):
                    await relay.arrange(room, policy)
        except Refusal as no:
            return wire.Refused(number=number, code=no.code, sentence=no.sentence, where=no.where)
        except Exception:
            log.exception("the relay could not answer a %s", type(question).__name__)  # the edge: others go on
            return wire.Refused(number=number, code="internal", sentence="Something went wrong in the relay.")
        return wire.Done(number=number)

    async def _record(self, question: wire.Record | wire.Agree | wire.StopRecord) -> None:
        if self.recorders is None:
            raise Refusal("not-recordable", "This relay does not record.")
        match question:
            case wire.Record(room=room, session=session, recording=recording, agreed=agreed):
                await self.recorders.record(room, session, recording, agreed)
            case wire.Agree(room=room, person=person, since_ms=since_ms):
                await self.recorders.agree(room, person, since_ms)
            case wire.StopRecord(room=room):
                await self.recorders.stop(room)

    def _write(self, writer: asyncio.StreamWriter, framed: bytes) -> None:
        if writer.transport.get_write_buffer_size() > BACKLOG_BYTES:
            log.warning("a listener of the relay does not read, and was cut off")
            self._forget(writer)
            writer.transport.abort()
            return
        writer.write(framed)


def count(relay: Relay, number: int = 0, recordings: int = 0) -> wire.Counted:
    """How the relay is."""
    return wire.Counted(
        number=number,
        port=relay.bound,
        rooms=[
            wire.RoomCount(room=name, peers=[_peer(peer) for peer in room.peers.values()])
            for name, room in relay.rooms.items()
        ],
        share=relay.share,
        coming=relay.coming,
        lag_ms=relay.lag_ms,
        refused=relay.port.refused,
        lost=relay.port.lost,
        broken=relay.port.broken,
        recordings=recordings,
        packets=relay.port.sent,
    )


def _peer(peer: Peer) -> wire.PeerCount:
    link = peer.link
    outs = [out for shown in link.shown for out in (shown.sound, shown.picture)] if link else []
    return wire.PeerCount(
        peer=peer.seat.peer,
        gen=peer.gen,
        is_up=link is not None and link.is_up,
        is_lost=peer.is_lost,
        lanes=[
            wire.LaneCount(
                lane=lane,
                codec=current.payload.codec.name,
                bit_s=int(publication.bit_s),
                lost_share=current.lost_share,
                jitter_ms=current.jitter_ms,
            )
            for lane, publication in peer.publications.items()
            if (current := publication.current) is not None
        ],
        round_trip_ms=link.path.round_trip_ms if link else None,
        lost_share=max((out.lost_share for out in outs), default=0.0),
        estimate_bit_s=link.estimate_bit_s if link else None,
        paused=sum(out.is_paused for out in outs),
    )


MakeRecorders = Callable[[Relay, Callable[[News], None]], Recorders]


@contextlib.asynccontextmanager
async def serving(
    socket_path: Path, settings: RelaySettings, make_recorders: MakeRecorders | None = None
) -> AsyncIterator[Service]:
    """A relay that answers at this path for the time of a block. Raises OSError when its UDP port is taken.

    make_recorders: what records its rooms, if anything does; it is closed before the relay.
    """
    service = Service()
    async with relaying(settings, service.tell) as relay:
        service.relay = relay
        if make_recorders is not None:
            service.recorders = make_recorders(relay, service.tell)
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(service.serve, socket_path)
        finally:
            os.umask(before)
        try:
            yield service
        finally:
            server.close()
            if service.recorders is not None:
                await service.recorders.close()
            await service.close()
            with contextlib.suppress(FileNotFoundError):
                os.unlink(socket_path)
