"""tus 1.0 as plain functions: what a request's headers say, what is to be refused, what an answer must carry.

The protocol: core, creation, creation-with-upload, creation-defer-length, expiration, checksum, termination.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

VERSION: Final = "1.0.0"
EXTENSIONS: Final = (
    "creation",
    "creation-with-upload",
    "creation-defer-length",
    "expiration",
    "checksum",
    "termination",
)
DIGESTS: Final[dict[str, Callable[..., Any]]] = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "md5": hashlib.md5,
}
BODY_TYPE: Final = "application/offset+octet-stream"
OVERRIDABLE: Final = ("HEAD", "PATCH", "DELETE", "OPTIONS", "POST")

MOST_METADATA_CHARACTERS: Final = 7168  # a thousand letters of any script and the rest; proxies take 8 KiB
MOST_METADATA_PAIRS: Final = 32
HAS_LINES: Final = ("note",)  # people write these in several lines; all other values are one
_KEY: Final = re.compile(r"[!-+\--~]{1,64}")  # printable ASCII without space and comma
_NUMBER: Final = re.compile(r"[0-9]{1,15}")

# code -> HTTP status, and what a person is told.
REFUSALS: Final[dict[str, tuple[int, str]]] = {
    "tus-version": (412, "This server speaks version 1.0.0 of the tus protocol."),
    "bad-input": (400, "Something in this upload's headers is not as expected."),
    "wrong-type": (415, "Send the bytes as application/offset+octet-stream, uncompressed."),
    "wrong-offset": (409, "The server has another number of bytes. Ask for it and go on from there."),
    "upload-busy": (423, "Another request is sending this upload just now. Please try again in a moment."),
    "too-large": (413, "This file is larger than the server takes."),
    "upload-gone": (410, "This upload was stopped, or was left alone for too long. Please start again."),
    "wrong-checksum": (460, "These bytes arrived damaged and were not kept. Please send them again."),
    "too-slow": (408, "Nothing arrived for a while, so the connection was closed. What had come is kept."),
    "upload-stopped": (503, "The server is about to start anew. What had come is kept; please go on in a moment."),
    "disk-full": (507, "There is no room left for videos. Your trainer needs to make some; what had come is kept."),
}


class Refused(Exception):
    """A request that is not carried out. code: a key of REFUSALS; where: the header it is about.

    offset: how many bytes are safe, where that is known.
    """

    def __init__(self, code: str, where: str | None = None, *, offset: int | None = None) -> None:
        self.code = code
        self.where = where
        self.offset = offset
        self.status, self.message = REFUSALS[code]
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """A wish for a new upload."""

    length: int | None  # None: said later (Upload-Defer-Length)
    metadata: Mapping[str, str] = field(default_factory=dict)
    raw_metadata: str = ""  # as it came: HEAD answers the same
    first: "Piece | None" = None  # bytes that come with it (creation-with-upload)


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of one request must add up to."""

    algorithm: str  # a key of DIGESTS
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Bytes of one request, to be put at `offset`."""

    offset: int
    size: int | None  # None: not said before (chunked)
    length: int | None = None  # of the whole upload, if this request says it
    checksum: Checksum | None = None


def method(actual: str, headers: Mapping[str, str]) -> str:
    """The method that counts: X-HTTP-Method-Override where there is one. Raises Refused."""
    wanted = headers.get("X-HTTP-Method-Override")
    if wanted is None:
        return actual
    if wanted.upper() not in OVERRIDABLE:
        raise Refused("bad-input", "X-HTTP-Method-Override")
    return wanted.upper()


def check_version(headers: Mapping[str, str]) -> None:
    """Raises Refused for a request in no version of ours; OPTIONS need none."""
    if headers.get("Tus-Resumable") != VERSION:
        raise Refused("tus-version", "Tus-Resumable")


def read_creation(headers: Mapping[str, str]) -> Creation:
    """What a POST asks for. Raises Refused."""
    length = _number(headers, "Upload-Length")
    deferred = headers.get("Upload-Defer-Length")
    if deferred is not None and (deferred != "1" or length is not None):
        raise Refused("bad-input", "Upload-Defer-Length")
    if deferred is None and length is None:
        raise Refused("bad-input", "Upload-Length")
    if "Upload-Concat" in headers:
        raise Refused("bad-input", "Upload-Concat")
    _check_encoding(headers)
    raw = headers.get("Upload-Metadata", "")
    size = _number(headers, "Content-Length")
    has_body = headers.get("Content-Type", "").partition(";")[0].strip().lower() == BODY_TYPE
    if size and not has_body:
        raise Refused("wrong-type", "Content-Type")
    checksum = read_checksum(headers.get("Upload-Checksum"))
    first = Piece(offset=0, size=size, checksum=checksum) if has_body and size != 0 else None
    return Creation(length=length, metadata=read_metadata(raw), raw_metadata=raw, first=first)


def read_piece(headers: Mapping[str, str]) -> Piece:
    """What a PATCH brings. Raises Refused."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != BODY_TYPE:
        raise Refused("wrong-type", "Content-Type")
    _check_encoding(headers)
    offset = _number(headers, "Upload-Offset")
    if offset is None:
        raise Refused("bad-input", "Upload-Offset")
    return Piece(
        offset=offset,
        size=_number(headers, "Content-Length"),
        length=_number(headers, "Upload-Length"),
        checksum=read_checksum(headers.get("Upload-Checksum")),
    )


def read_checksum(text: str | None) -> Checksum | None:
    """`sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`. Raises Refused for an algorithm that is not ours and for nonsense."""
    if text is None:
        return None
    algorithm, _, encoded = text.partition(" ")
    if algorithm not in DIGESTS:
        raise Refused("bad-input", "Upload-Checksum")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("bad-input", "Upload-Checksum") from None
    if len(digest) != DIGESTS[algorithm]().digest_size:
        raise Refused("bad-input", "Upload-Checksum")
    return Checksum(algorithm, digest)


def read_metadata(raw: str) -> dict[str, str]:
    """Key and value of each pair; a key without a value has "". Raises Refused.

    Values are text of people and their devices: characters that steer something are refused, the rest is only data.
    """
    found: dict[str, str] = {}
    if len(raw) > MOST_METADATA_CHARACTERS:
        raise Refused("bad-input", "Upload-Metadata")
    pairs = [pair.strip(" ") for pair in raw.split(",")] if raw.strip() else []
    if len(pairs) > MOST_METADATA_PAIRS:
        raise Refused("bad-input", "Upload-Metadata")
    for pair in pairs:
        key, _, encoded = pair.partition(" ")
        if _KEY.fullmatch(key) is None or key in found:
            raise Refused("bad-input", "Upload-Metadata")
        try:
            value = base64.b64decode(encoded, validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            raise Refused("bad-input", "Upload-Metadata") from None
        plain = value.replace("\n", " ") if key in HAS_LINES else value
        if any(ord(each) < 32 or 127 <= ord(each) < 160 for each in plain):
            raise Refused("bad-input", "Upload-Metadata")
        found[key] = value
    return found


def check_piece(piece: Piece, *, length: int | None, most: int) -> int | None:
    """The upload's length after this piece: what is known, or what the piece says. Raises Refused.

    most: the server takes no more than that of an upload whose length is still open.
    """
    if piece.length is not None:
        if length is not None and piece.length != length:
            raise Refused("bad-input", "Upload-Length")
        if piece.length < piece.offset:
            raise Refused("bad-input", "Upload-Length")
        if piece.length > most:
            raise Refused("too-large", "Upload-Length")
        length = piece.length
    end = piece.offset + (piece.size or 0)
    if end > (most if length is None else length):
        raise Refused("too-large", "Content-Length")
    return length


def answer_to_options(most: int) -> dict[str, str]:
    """What this server can do."""
    return {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Max-Size": str(most),
        "Tus-Checksum-Algorithm": ",".join(DIGESTS),
    }


def answer_to_head(*, offset: int, length: int | None, raw_metadata: str, most: int) -> dict[str, str]:
    """How far an upload is."""
    headers = {"Upload-Offset": str(offset), "Cache-Control": "no-store", "Tus-Max-Size": str(most)}
    if length is None:
        headers["Upload-Defer-Length"] = "1"
    else:
        headers["Upload-Length"] = str(length)
    if raw_metadata:
        headers["Upload-Metadata"] = raw_metadata
    return headers


def expires(at_ms: int) -> dict[str, str]:
    """Until when an unfinished upload is kept."""
    return {"Upload-Expires": format_datetime(datetime.fromtimestamp(at_ms // 1000, UTC), usegmt=True)}


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name)
    if text is None:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise Refused("bad-input", name)
    return int(text)


def _check_encoding(headers: Mapping[str, str]) -> None:
    if headers.get("Content-Encoding", "identity") != "identity":
        raise Refused("wrong-type", "Content-Encoding")
