"""Files that come with a form: a photo of a paper, a doctor's letter. Small, so they lie in the database with it.

Nothing here opens one: its kind is told by its first bytes, and it goes out with no right to do anything.
"""

import re
from dataclasses import dataclass

from aiohttp import web

from server import ids
from server.domain import contact
from server.domain.errors import BadInput, NotFound, OutOfRange
from server.domain.forms.filled import Filled
from server.store.database import Db
from server.store.forms import filled as store
from server.store.forms.filled import FormFile
from server.web.answers import take_body

FILE_MOST_BYTES = 10 * 1024 * 1024
BODY_MOST_BYTES = FILE_MOST_BYTES + 4096
FILES_MOST = 30  # of one form
_KINDS = (  # what the first bytes look like, the type, whether a browser shows it
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", True),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", True),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", True),
    (re.compile(rb"....ftyp(heic|heix|mif1|msf1)", re.DOTALL), "image/heic", False),
    (re.compile(rb"%PDF-"), "application/pdf", False),
)
SHOWN = frozenset(kind for _, kind, is_shown in _KINDS if is_shown)
_BOUNDARY = re.compile(r'boundary="?([^\s";,]{1,100})"?', re.IGNORECASE)
_NAME = re.compile(rb'\bname="([^"\r\n]*)"')
_FILE_NAME = re.compile(rb'\bfilename="([^"\r\n]*)"')


class OddFile(BadInput):
    """A file that is neither a picture nor a PDF."""

    code = "odd-file"
    sentence = "Only pictures (JPEG, PNG, WebP, HEIC) and PDF files can be added here."


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: for which question (or the whole paper, ""), the file's name, its type and its bytes."""

    question: str
    name: str
    type: str
    content: bytes


async def read_file(request: web.Request) -> Sent:
    """The file of a multipart form with the fields `question` and `file`. Raises BadInput, OddFile, TooLarge."""
    found = _BOUNDARY.search(request.headers.get("Content-Type", ""))
    if request.content_type != "multipart/form-data" or found is None:
        raise BadInput("Send the file as a form does.", "file")
    parts = _parts(await take_body(request), found[1].encode("ascii", "replace"))
    question = parts.get("question", ("", b""))[1].decode("utf-8", "replace")
    name, content = parts.get("file", ("", b""))
    if not content:
        raise BadInput("Choose a file first.", "file")
    if len(content) > FILE_MOST_BYTES:
        raise OutOfRange("A file has at most 10 MB here.", "file")
    kind = next((kind for sign, kind, _ in _KINDS if sign.match(content)), None)
    if kind is None:
        raise OddFile(where="file")
    return Sent(question, contact.line(name, "file", most=500)[-120:] or "file", kind, content)


async def keep(db: Db, filled: Filled, sent: Sent, *, by: str, now_ms: int) -> FormFile:
    """Stores a file with the form. Raises NotFound for a question there is not, OutOfRange for one too many."""
    if sent.question and filled.text.question(sent.question).kind != "file":
        raise NotFound
    if len(await store.files(db, filled.id)) >= FILES_MOST:
        raise OutOfRange(f"A form has at most {FILES_MOST} files.", "file")
    file = FormFile(
        id=ids.new(),
        filled_id=filled.id,
        question=sent.question,
        name=sent.name,
        type=sent.type,
        size_bytes=len(sent.content),
        by=by,
        at_ms=now_ms,
    )
    await store.add_file(db, file, sent.content)
    return file


async def answer(db: Db, filled: Filled, file_id: str) -> web.Response:
    """The file as an answer. Raises NotFound."""
    found = await store.content(db, filled.id, file_id)
    if found is None:
        raise NotFound
    file, content = found
    ending = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(file.type, file.type.partition("/")[2])
    how = "inline" if file.type in SHOWN else "attachment"
    headers = {
        "Content-Disposition": f'{how}; filename="form-{file.id}.{ending}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=86400",
    }
    return web.Response(body=content, content_type=file.type, headers=headers)


def _parts(body: bytes, boundary: bytes) -> dict[str, tuple[str, bytes]]:
    """The parts of a multipart body by their name: (file name, bytes). Raises BadInput for what is none."""
    found: dict[str, tuple[str, bytes]] = {}
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise BadInput("What you sent arrived damaged.", "file")
    for piece in pieces[1:-1]:
        head, gap, content = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not gap or name is None:
            raise BadInput("What you sent arrived damaged.", "file")
        file_name = _FILE_NAME.search(head)
        words = file_name[1].decode("utf-8", "replace") if file_name else ""
        found[name[1].decode("utf-8", "replace")] = (words, content)
    return found
