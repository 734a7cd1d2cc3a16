"""One connection of a peer's, from its offer to its end: a path, a handshake, and the streams that come and go."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from signaling.media import rtcp, rtp, sdp
from signaling.media.incoming import Incoming, Publication
from signaling.media.lanes import DOWN, FROM_NUMBER, Lane, Payload
from signaling.media.lines import Line
from signaling.media.outgoing import Outgoing
from signaling.media.path import Path
from signaling.media.port import Port
from signaling.media.private import Dtls, Guarded
from signaling.media.uplink import Uplink

log = logging.getLogger(__name__)

SSRCS_A_LANE = 6  # a sender may begin anew, but not without end: SRTP keeps a context for each


@dataclass(frozen=True, slots=True)
class Shown:
    """A place with its two streams."""

    place: sdp.Place
    sound: Outgoing
    picture: Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an offer says of where the relay is: the address that peers reach."""

    host: str
    port: int


@dataclass(slots=True)
class Counts:
    """What a connection saw of packets that were not as they should be."""

    forged: int = 0
    broken: int = 0
    strange: int = 0
    unsent: int = field(default=0)


class Link:
    """See above. `on_up` and `on_down` are called at most once, `on_stream` with a picture; none after `close`."""

    def __init__(
        self,
        *,
        name: str,
        gen: int,
        port: Port,
        address: Address,
        publications: dict[Lane, Publication],
        places: int,
        hungry: set[Incoming],
        on_up: Callable[["Link"], None],
        on_down: Callable[["Link"], None],
        on_stream: Callable[["Link"], None],
    ) -> None:
        self.name = name
        self.gen = gen
        self.is_up = False
        self.estimate_bit_s: int | None = None  # what the peer says can come its way
        self.line = Line()
        self.uplink = Uplink()
        self.born_s = time.monotonic()
        self.counts = Counts()
        self._publications = publications
        self._port = port
        self._hungry = hungry
        self._on_up = on_up
        self._on_down = on_down
        self._on_stream = on_stream
        self.path = Path(port.sendto, port.turn)
        self.path.on_media = self._on_media
        self._dtls = Dtls(self.path, self._fell)
        self._task: asyncio.Task[None] | None = None
        self._answer: sdp.Answer | None = None
        self._incoming: dict[int, Incoming] = {}
        self._again: dict[int, Incoming | None] = {}  # SSRC of retransmissions -> their stream
        self._told: dict[int, Lane] = {}  # SSRCs that the answer names
        self._told_again: dict[int, int] = {}
        self._used: dict[Lane, int] = {}
        self._outgoing: dict[int, Outgoing] = {}
        self._is_closed = False
        ssrcs = _ssrcs(3 * places)
        self.shown: list[Shown] = [self._place(number, *ssrcs[3 * number : 3 * number + 3]) for number in range(places)]
        port.add(self.path)
        self.offer = sdp.offer(
            sdp.Own(
                sdp_id=secrets.randbits(62),
                host=address.host,
                port=address.port,
                ufrag=self.path.ufrag,
                password=self.path.password,
                fingerprint=self._dtls.fingerprint,
            ),
            list(publications),
            [each.place for each in self.shown],
        )

    def answered(self, text: str) -> None:
        """Takes the answer and begins the handshake; a second answer changes nothing. Raises BadDescription."""
        if self._answer is not None or self._is_closed:
            return
        answer = self._answer = sdp.read_answer(text)
        self.path.their_ufrag, self.path.their_password = answer.ufrag, answer.password
        for lane in self._publications:
            section = answer.sections.get(lane)
            if section is None or section.is_off:
                continue
            for ssrc in section.ssrcs:
                self._told[ssrc] = lane
                self._port.expect(ssrc, self.path)
            self._told_again |= section.again
        for each in self.shown:
            for mid, out in zip(each.place.mids, (each.sound, each.picture), strict=True):
                section = answer.sections.get(mid)
                if section is not None and not section.is_off and section.direction in ("recvonly", "sendrecv"):
                    out.numbers = {
                        payload.codec.name: (payload.number, payload.rtx if payload.rtx in section.numbers else 0)
                        for payload in DOWN[out.kind]
                        if payload.number in section.numbers
                    }
        self._task = asyncio.create_task(self._connect(answer), name=f"link {self.name} {self.gen}")

    @property
    def outgoing(self) -> Sequence[Outgoing]:
        """The streams that go, sound and picture of each place in turn."""
        return list(self._outgoing.values())

    @property
    def incoming(self) -> Sequence[Incoming]:
        """The streams that came so far."""
        return list(self._incoming.values())

    async def close(self) -> None:
        """Ends the connection; no task of it is left."""
        if self._is_closed:
            return
        self._is_closed = True
        self.is_up = False
        for each in self.shown:
            each.sound.close()
            each.picture.close()
        for incoming in self._incoming.values():
            self._hungry.discard(incoming)
            if incoming.publication.current is incoming:
                incoming.publication.current = None
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._dtls.stop()
        self._port.remove(self.path)
        self.path.close()
        self.path.on_media = _nothing  # the path must not hold us: nothing may outlive its link

    def send_reports(self, now_s: float, estimate_bit_s: int) -> None:
        """What we say of everything that came since the last second; estimate_bit_s: what the peer may send in all."""
        streams = [each for each in self._incoming.values() if now_s - each.last_s < 5]
        if not streams:
            return
        packet = rtcp.receiver_report(1, [each.report(now_s) for each in streams])
        if estimate_bit_s:
            packet += rtcp.estimate(1, estimate_bit_s, [each.ssrc for each in streams])
        self._send_rtcp(packet)

    async def _connect(self, answer: sdp.Answer) -> None:
        # The browser begins the handshake when it has found us; when it waits for us, its checks say where it is.
        if not answer.is_active:
            await self.path.found.wait()
        if not await self._dtls.start("server" if answer.is_active else "client", answer.fingerprints):
            log.info("link %s %s: no handshake after %.1f s", self.name, self.gen, time.monotonic() - self.born_s)
            self._fell()
            return
        self.is_up = True
        log.info("link %s %s: up after %.2f s", self.name, self.gen, time.monotonic() - self.born_s)
        self._on_up(self)

    def _fell(self) -> None:
        self.is_up = False
        if not self._is_closed:
            self._on_down(self)

    def _on_media(self, packet: bytes) -> bool:
        if len(packet) < rtp.HEADER_BYTES:
            return False
        try:
            if rtp.is_rtcp(packet):
                plain = self._dtls.unprotect_rtcp(packet)
            elif (ssrc := int.from_bytes(packet[8:12], "big")) in self._incoming:
                self._incoming[ssrc].take(self._dtls.unprotect(packet), time.monotonic())
                return True
            elif ssrc in self._again or self._is_welcome(ssrc, packet[1] & 127):
                self._take_new(ssrc, self._dtls.unprotect(packet))
                return True
            else:
                self.counts.strange += 1
                return False
        except Guarded:
            self.counts.forged += 1
            return False
        except ValueError:  # longer than any packet
            self.counts.broken += 1
            return False
        self._take_rtcp(plain)
        return True

    def _is_welcome(self, ssrc: int, number: int) -> bool:
        """Whether a stream nobody has seen yet may begin."""
        lane = FROM_NUMBER.get(number, (None,))[0]
        return lane in self._publications and self._used.get(lane, 0) < SSRCS_A_LANE

    def _take_new(self, ssrc: int, packet: bytes) -> None:
        """A packet, proved, of a stream that is new, or of one that brings another's lost packets."""
        lane, payload, is_again = FROM_NUMBER.get(packet[1] & 127, (None, None, False))
        if lane is None or payload is None or lane not in self._publications:
            return
        if is_again:
            self._take_again(ssrc, lane, payload, packet)
            return
        self._used[lane] = self._used.get(lane, 0) + 1
        publication = self._publications[lane]
        incoming = Incoming(publication, payload, ssrc, self._send_rtcp, self._hungry, self.uplink)
        self._incoming[ssrc] = publication.current = incoming
        self._port.expect(ssrc, self.path)
        incoming.take(packet, time.monotonic())
        if not incoming.is_picture:
            return  # what a voice alone is worth is said with the second's reports: its camera may come a moment later
        if publication.outs and not incoming.begins_picture:
            incoming.want_picture()
        self._on_stream(self)

    def _take_again(self, ssrc: int, lane: Lane, payload: Payload, packet: bytes) -> None:
        if ssrc not in self._again:
            self._used[lane] = self._used.get(lane, 0) + 1
            self._again[ssrc] = None
        stream = self._again[ssrc]
        if stream is None:
            told = self._told_again.get(ssrc)
            streams = [each for each in self._incoming.values() if each.publication.lane == lane]
            stream = next((each for each in streams if told in (None, each.ssrc)), None)
            self._again[ssrc] = stream
        if stream is None or stream.payload != payload:
            return
        whole = rtp.original(packet, payload.number, stream.ssrc)
        if whole is not None:
            stream.take(whole, time.monotonic(), is_again=True)

    def _take_rtcp(self, packet: bytes) -> None:
        for part in rtcp.read(packet):
            match part:
                case rtcp.SenderReport(ssrc=ssrc):
                    if ssrc in self._incoming:
                        self._incoming[ssrc].reported(part)
                case rtcp.Missing(ssrc=ssrc, sequences=sequences):
                    if ssrc in self._outgoing:
                        for sequence in sequences[:RESENT_AT_ONCE]:
                            self._outgoing[ssrc].resend(sequence)
                case rtcp.PictureWanted(ssrc=ssrc):
                    if ssrc in self._outgoing and (publication := self._outgoing[ssrc].publication):
                        publication.want_picture()
                case rtcp.Report(ssrc=ssrc):
                    if ssrc in self._outgoing:
                        self._outgoing[ssrc].reported(part.lost)
                case rtcp.Estimate(bit_s=bit_s):
                    self.estimate_bit_s = bit_s
                case rtcp.Bye():
                    pass  # a sender that begins anew does so under another SSRC; one that is gone falls silent

    def _send(self, packet: bytes) -> None:
        address = self.path.address
        if not self.is_up or address is None:
            return
        try:
            self._port.sendto(self._dtls.protect(packet), address)
        except (Guarded, ValueError):
            self.counts.unsent += 1

    def _send_rtcp(self, packet: bytes) -> None:
        address = self.path.address
        if not self.is_up or address is None:
            return
        try:
            self._port.sendto(self._dtls.protect_rtcp(packet), address)
        except (Guarded, ValueError):
            self.counts.unsent += 1

    def _place(self, number: int, sound: int, picture: int, again: int) -> Shown:
        outs = (
            Outgoing("audio", sound, 0, self._send, self._send_rtcp),
            Outgoing("video", picture, again, self._send, self._send_rtcp),
        )
        for out in outs:
            self._outgoing[out.ssrc] = out
        return Shown(sdp.Place(number, sound, picture, again), *outs)


RESENT_AT_ONCE = 64


def _nothing(packet: bytes) -> bool:
    return False


def _ssrcs(count: int) -> list[int]:
    """So many different ones, none of them 0 or 1, which are ours in reports."""
    found: set[int] = set()
    while len(found) < count:
        found.add(secrets.randbelow(0xFFFFFFFE) + 2)
    return list(found)
