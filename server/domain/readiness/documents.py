"""Documents kept with a health check. Their bytes are told by what they begin with, never by their name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from server.domain import contact
from server.domain.errors import BadInput, Conflict, OutOfRange
from server.domain.readiness.states import Standing, State

MOST_BYTES = 10 * 1024 * 1024
SENT_MOST = 6  # by a client while they wait for one decision: the pages of a letter
# What a file begins with, and at which place that stands.
_BEGINNINGS = (
    (0, b"%PDF-", "application/pdf", ".pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (8, b"WEBP", "image/webp", ".webp"),
    (4, b"ftypheic", "image/heic", ".heic"),
    (4, b"ftypmif1", "image/heic", ".heic"),
)


class NotAsked(Conflict):
    """A client sends what a doctor wrote when their trainer has asked for it."""

    code = "document-not-asked"
    sentence = "Your trainer does not wait for a doctor's word now. Tell them what has changed, or write to them."


class DocumentsMany(Conflict):
    """So many files wait for the trainer already that they can well decide."""

    code = "documents-many"
    sentence = "Your trainer has enough to read now. If something is missing, write them a message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file about a client's health; `content` is left out where only lists are made."""

    id: str
    client_id: str
    name: str
    type: str
    size_bytes: int
    sha256: str
    by: str  # t:<account> or c:<client>
    created_at_ms: int
    content: bytes = b""


def new(id: str, client_id: str, *, name: str, content: bytes, by: str, now_ms: int) -> Document:
    """A document of these bytes. Raises BadInput unless they are a PDF or a picture, OutOfRange beyond 10 MB."""
    if len(content) > MOST_BYTES:
        raise OutOfRange("A document has at most 10 MB. A photo of the page is enough.", "document")
    kind = _kind(content)
    if kind is None:
        raise BadInput("Only a PDF or a picture (JPEG, PNG, WebP, HEIC) can be kept here.", "document")
    type, ending = kind
    called = contact.line(name, "name", most=120).replace("/", "-").replace("\\", "-") or f"document{ending}"
    return Document(
        id=id,
        client_id=client_id,
        name=called if called.lower().endswith((ending, ".jpeg")) else f"{called}{ending}",
        type=type,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        created_at_ms=now_ms,
        content=content,
    )


def check_asked(found: Standing, known: Iterable[Document], by: str) -> None:
    """Whether this client may send one. Raises NotAsked, DocumentsMany."""
    if found.state is not State.REFERRED:
        raise NotAsked
    if len(sent_since(found, known, by)) >= SENT_MOST:
        raise DocumentsMany


def sent_since(found: Standing, known: Iterable[Document], by: str) -> list[Document]:
    """What somebody sent since they were told to see a doctor; nothing unless they are told so now."""
    if found.state is not State.REFERRED or found.entry is None:
        return []
    return [one for one in known if one.by == by and one.created_at_ms >= found.entry.at_ms]


def _kind(content: bytes) -> tuple[str, str] | None:
    for at, beginning, type, ending in _BEGINNINGS:
        if content[at : at + len(beginning)] == beginning:
            return type, ending
    return None
