"""ICE's connectivity checks (RFC 8445) as the side that waits for them needs them: read, proved, answered, asked. Pure.

The relay is an ICE-lite agent: it has one address that everybody reaches, so it looks for no candidates, resolves no
names and sends nothing to an address that a stranger's description names.
"""

import hashlib
import hmac
import struct
import zlib
from dataclasses import dataclass

from signaling.stun import BINDING_REQUEST, BINDING_SUCCESS, HEADER_BYTES, MAGIC, mapped_address

MOST_BYTES = 1280
USERNAME = 0x0006
INTEGRITY = 0x0008
PRIORITY = 0x0024
USE_CANDIDATE = 0x0025
FINGERPRINT = 0x8028
CONTROLLED = 0x8029
_INTEGRITY_BYTES = 24
_FINGERPRINT_BYTES = 8
_FINGERPRINT_MASK = 0x5354554E


@dataclass(frozen=True, slots=True)
class Check:
    """A STUN message that carries a proof. `signed`: how many bytes the proof covers; not yet looked at."""

    kind: int
    transaction: bytes
    username: bytes
    is_nominating: bool
    signed: int
    proof: bytes

    @property
    def ours(self) -> bytes:
        """The first half of the name: the ufrag of the side that is asked."""
        return self.username.partition(b":")[0]


def read(message: bytes) -> Check | None:
    """The check in a datagram; None when it is none, or is broken."""
    if not HEADER_BYTES <= len(message) <= MOST_BYTES:
        return None
    kind, length, magic = struct.unpack_from("!HHI", message)
    if magic != MAGIC or length % 4 or length != len(message) - HEADER_BYTES:
        return None
    username = b""
    is_nominating = False
    at = HEADER_BYTES
    while at + 4 <= len(message):
        attribute, size = struct.unpack_from("!HH", message, at)
        value = message[at + 4 : at + 4 + size]
        if len(value) != size:
            return None
        if attribute == USERNAME:
            username = value
        elif attribute == USE_CANDIDATE:
            is_nominating = True
        elif attribute == INTEGRITY:
            # What follows the proof is not covered by it, and not believed.
            return Check(kind, message[8:HEADER_BYTES], username, is_nominating, at, value) if size == 20 else None
        at += 4 + size + -size % 4
    return None


def is_proved(message: bytes, check: Check, password: bytes) -> bool:
    """Whether whoever wrote it knows the password."""
    return hmac.compare_digest(_proof(message[: check.signed], password), check.proof)


def answer(check: Check, password: bytes, host: str, port: int) -> bytes | None:
    """Our success to a proved request from that address."""
    attribute = mapped_address(check.transaction, host, port)
    return None if attribute is None else _sealed(BINDING_SUCCESS, check.transaction, attribute, password)


def ask(transaction: bytes, username: bytes, password: bytes) -> bytes:
    """Our own request to a peer: is somebody there who knows its password? username: `theirs:ours`."""
    body = struct.pack("!HH", USERNAME, len(username)) + username + bytes(-len(username) % 4)
    body += struct.pack("!HHI", PRIORITY, 4, 0x6EFFFFFF)
    body += struct.pack("!HHQ", CONTROLLED, 8, 1)
    return _sealed(BINDING_REQUEST, transaction, body, password)


def _sealed(kind: int, transaction: bytes, body: bytes, password: bytes) -> bytes:
    head = struct.pack("!HHI", kind, len(body) + _INTEGRITY_BYTES, MAGIC) + transaction
    body += struct.pack("!HH", INTEGRITY, 20) + hmac.digest(password, head + body, hashlib.sha1)
    head = struct.pack("!HHI", kind, len(body) + _FINGERPRINT_BYTES, MAGIC) + transaction
    crc = zlib.crc32(head + body) ^ _FINGERPRINT_MASK
    return head + body + struct.pack("!HHI", FINGERPRINT, 4, crc)


def _proof(covered: bytes, password: bytes) -> bytes:
    """RFC 8489, 14.5: the length in the header counts up to and with the proof itself."""
    length = len(covered) - HEADER_BYTES + _INTEGRITY_BYTES
    return hmac.digest(password, covered[:2] + struct.pack("!H", length) + covered[4:], hashlib.sha1)
