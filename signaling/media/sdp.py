"""Session descriptions: the offer we write, and what we read of an answer. Pure.

An offer holds first what the peer may send, one m-line a lane under the lane's own name, then what it is shown: places,
each with one m-line for sound and one for a picture. Which person is at which place is told beside the description and
may change without a new one, so nothing is ever negotiated twice on one connection.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from signaling.media.lanes import DOWN, EXTENSIONS, KIND, UP, Kind, Lane, Payload

MOST_BYTES = 64_000
_FINGERPRINT = re.compile(r"([\w-]{1,20}) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){15,63})")
_ICE = re.compile(r"[A-Za-z0-9+/]{4,256}")


class BadDescription(Exception):
    """An answer that we cannot read. `where`: the part that is wrong, such as `answer.fingerprint`."""

    code = "bad-description"

    def __init__(self, where: str) -> None:
        super().__init__(f"This description cannot be read at {where}.")
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Our end of one connection. `sdp_id`: a number for its o-line; `fingerprint`: `sha-256 AB:CD:…`."""

    sdp_id: int
    host: str
    port: int
    ufrag: str
    password: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Place:
    """The SSRCs under which a peer gets what is at one place. A picture's retransmissions have their own."""

    number: int
    sound: int
    picture: int
    again: int

    @property
    def mids(self) -> tuple[str, str]:
        """Of the m-line for its sound and the one for its picture."""
        return f"sound-{self.number}", f"picture-{self.number}"


@dataclass(frozen=True, slots=True)
class Section:
    """One m-line of an answer. `numbers`: the payload types it takes; `again`: its retransmissions' SSRC -> SSRC."""

    is_off: bool
    direction: str
    numbers: frozenset[int]
    ssrcs: tuple[int, ...]
    again: dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What we read of an answer. `is_active`: the peer begins the handshake. `sections` by their mid."""

    ufrag: str
    password: str
    fingerprints: tuple[tuple[str, str], ...]
    is_active: bool
    sections: dict[str, Section]


def offer(own: Own, lanes: Sequence[Lane], places: Sequence[Place]) -> str:
    """The description of one connection, complete with its only candidate."""
    mids = [*lanes, *(mid for place in places for mid in place.mids)]
    lines = [
        "v=0",
        f"o=- {own.sdp_id} 1 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        f"a=group:BUNDLE {' '.join(mids)}",
        "a=msid-semantic: WMS *",
    ]
    for lane in lanes:
        lines += _section(own, lane, KIND[lane], UP[lane], "recvonly")
    for place in places:
        sound, picture = place.mids
        stream = f"place-{place.number}"
        lines += _section(own, sound, "audio", DOWN["audio"], "sendonly")
        lines += [f"a=msid:{stream} {sound}", f"a=ssrc:{place.sound} cname:{stream}"]
        lines += _section(own, picture, "video", DOWN["video"], "sendonly")
        lines += [
            f"a=msid:{stream} {picture}",
            f"a=ssrc-group:FID {place.picture} {place.again}",
            f"a=ssrc:{place.picture} cname:{stream}",
            f"a=ssrc:{place.again} cname:{stream}",
        ]
    return "\r\n".join(lines) + "\r\n"


def _section(own: Own, mid: str, kind: Kind, payloads: Sequence[Payload], direction: str) -> list[str]:
    numbers = [number for each in payloads for number in (each.number, each.rtx) if number]
    family = "IP6" if ":" in own.host else "IP4"
    lines = [
        f"m={kind} {own.port} UDP/TLS/RTP/SAVPF {' '.join(map(str, numbers))}",
        f"c=IN {family} {own.host}",
        f"a=rtcp:{own.port} IN {family} {own.host}",
        f"a=candidate:1 1 udp 2130706431 {own.host} {own.port} typ host",
        "a=end-of-candidates",
        f"a=ice-ufrag:{own.ufrag}",
        f"a=ice-pwd:{own.password}",
        f"a=fingerprint:{own.fingerprint}",
        "a=setup:actpass",
        f"a=mid:{mid}",
        f"a={direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]
    lines += [f"a=extmap:{number} {name}" for number, name in EXTENSIONS[kind]]
    for each in payloads:
        codec = each.codec
        channels = f"/{codec.channels}" if kind == "audio" else ""
        lines.append(f"a=rtpmap:{each.number} {codec.name}/{codec.clock_hz}{channels}")
        if codec.parameters:
            lines.append(f"a=fmtp:{each.number} {codec.parameters}")
        lines += [f"a=rtcp-fb:{each.number} {feedback}" for feedback in codec.feedback]
        if each.rtx:
            lines.append(f"a=rtpmap:{each.rtx} rtx/{codec.clock_hz}")
            lines.append(f"a=fmtp:{each.rtx} apt={each.number}")
    return lines


@dataclass(slots=True)
class _Part:
    """Lines of an answer while it is read: the session's, or those of one m-line."""

    media: str = ""
    found: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str | None:
        values = self.found.get(name)
        return values[0] if values else None


def read_answer(sdp: str) -> Answer:
    """What an answer says. Raises BadDescription; no text does anything else."""
    if len(sdp) > MOST_BYTES or not sdp.startswith("v=0"):
        _refuse("answer")
    parts = [_Part()]
    for line in sdp.splitlines():
        if line.startswith("m="):
            parts.append(_Part(line[2:]))
        elif line.startswith("a="):
            name, _, value = line[2:].partition(":")
            parts[-1].found.setdefault(name.strip(), []).append(value.strip())
    session, *media = parts
    sections = {mid: _read_section(mid, part) for part in media if (mid := part.first("mid"))}
    if not sections:
        _refuse("answer.mid")
    # Everything is bundled: the first m-line that is on speaks for the transport.
    speaking = next((part for part in media if part.first("ice-ufrag")), session)

    def transport(name: str) -> list[str]:
        return speaking.found.get(name) or session.found.get(name) or []

    ufrag, password, setup = (next(iter(transport(name)), "") for name in ("ice-ufrag", "ice-pwd", "setup"))
    if not _ICE.fullmatch(ufrag):
        _refuse("answer.ice-ufrag")
    if not _ICE.fullmatch(password) or len(password) < 22:
        _refuse("answer.ice-pwd")
    if setup not in ("active", "passive"):
        _refuse("answer.setup")
    prints = [_FINGERPRINT.fullmatch(value) for value in transport("fingerprint")]
    fingerprints = tuple((found[1].lower(), found[2].upper()) for found in prints if found)
    if not fingerprints:
        _refuse("answer.fingerprint")
    return Answer(
        ufrag=ufrag,
        password=password,
        fingerprints=fingerprints,
        is_active=setup == "active",
        sections=sections,
    )


def _read_section(mid: str, part: _Part) -> Section:
    kind, port, *rest = (*part.media.split(), "", "")
    if kind not in ("audio", "video"):
        _refuse(f"answer.{mid[:20]}")
    again: dict[int, int] = {}
    for group in part.found.get("ssrc-group", ()):
        words = group.split()
        if len(words) == 3 and words[0] == "FID":
            again[_number(words[2])] = _number(words[1])
    ssrcs = dict.fromkeys(_number(value.split(" ")[0]) for value in part.found.get("ssrc", ()))
    directions = [each for each in ("sendrecv", "sendonly", "recvonly", "inactive") if each in part.found]
    return Section(
        is_off=port == "0",
        direction=directions[0] if directions else "sendrecv",
        numbers=frozenset(int(each) for each in rest[1:] if each.isdecimal() and len(each) <= 3),
        ssrcs=tuple(ssrc for ssrc in ssrcs if ssrc not in again)[:4],
        again=dict(list(again.items())[:4]),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 10 or int(text) > 0xFFFFFFFF:
        _refuse("answer.ssrc")
    return int(text)


def _refuse(where: str) -> NoReturn:
    raise BadDescription(where)
