"""In front of the decoders: what a stranger's bytes become before anything else sees them.

A frame is either one of the protocol (a hello, a declared command, a goodbye, a pong), or BadFrame, which closes the
socket. A command of ours with a wrong body is not a bad frame: it becomes a Refused, so that it can be answered.
Nothing here raises anything else.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from signaling.messages import COMMANDS, name_of
from signaling.messages.hello import Hello
from signaling.refusals import Refused

MAX_BYTES = 64 * 1024
CONNECT, DISCONNECT, EVENT = 0, 1, 2
COMMAND = "command"  # the one event the layers below ever see: no stranger can name `connect` or `disconnect`


class BadFrame(Exception):
    """Bytes that are no message of the protocol."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A sound Socket.IO packet. data: a Hello or Refused; or [COMMAND, name, command or Refused, is_asking]."""

    type: int
    data: Any = None
    id: int | None = None


class _Envelope(msgspec.Struct):
    type: int
    nsp: str
    data: msgspec.Raw = msgspec.Raw()
    id: Annotated[int, Meta(ge=0, le=2**53)] | None = None


_ENVELOPE = msgspec.msgpack.Decoder(_Envelope)
_HELLO = msgspec.msgpack.Decoder(Hello)
_EVENT = msgspec.msgpack.Decoder(tuple[str, msgspec.Raw])
_BODIES: dict[str, Any] = {name_of(message): msgspec.msgpack.Decoder(message) for message in COMMANDS}


def read(data: bytes) -> Packet:
    """The packet in a binary frame. Raises BadFrame."""
    try:
        envelope = _ENVELOPE.decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise BadFrame(str(problem)) from None
    if envelope.nsp != "/":
        raise BadFrame("unknown namespace")
    if envelope.type == EVENT:
        return Packet(EVENT, _event(envelope), envelope.id)
    if envelope.type == CONNECT:
        return Packet(CONNECT, _hello(envelope.data))
    if envelope.type == DISCONNECT:
        return Packet(DISCONNECT)
    raise BadFrame("unexpected type of packet")


def read_text(text: str) -> str:
    """The kind of an Engine.IO text frame that a page may send: "pong" or "close". Raises BadFrame."""
    if text == "3":
        return "pong"
    if text == "1":
        return "close"
    raise BadFrame("unexpected text")


def _hello(raw: msgspec.Raw) -> Hello | Refused:
    try:
        return _HELLO.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return Refused("bad-hello")


def _event(envelope: _Envelope) -> list[Any]:
    is_asking = envelope.id is not None
    try:
        name, body = _EVENT.decode(envelope.data)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        if not is_asking:
            raise BadFrame("an event that is not [name, map]") from None
        return [COMMAND, "", Refused("bad-message", "A message is its name and one map."), True]
    decoder = _BODIES.get(name)
    if decoder is None:
        return [COMMAND, "", Refused("unknown-message"), is_asking]
    try:
        return [COMMAND, name, decoder.decode(body), is_asking]
    except msgspec.ValidationError as problem:
        what, _, where = str(problem).partition(" - at `")
        return [COMMAND, name, Refused("bad-message", f"{what}.", where.rstrip("`") or "$"), is_asking]
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise BadFrame(str(problem)) from None
