"""The trainer's private notes: each with what it said before. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from signaling.log import Draft
from signaling.messages.notes import DeleteNote, WriteNote
from signaling.refusals import Refused

if TYPE_CHECKING:
    from signaling.room import Peer, Room

NOTES_KEPT = 200  # in a room's state; the log has them all
HISTORY_KEPT = 20  # of one note


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it is now. A deleted one has no text; `before` has what it said, the last first."""

    id: str
    rev: int
    text: str
    at_ms: int  # when it was first written
    changed_at_ms: int | None = None
    before: tuple[tuple[int, str], ...] = ()  # (until when, text)

    def wire(self) -> dict[str, Any]:
        """The Note of messages."""
        return {**asdict(self), "before": [[at_ms, text] for at_ms, text in self.before]}


def after(before: Note | None, id: str, rev: int, text: str, at_ms: int) -> Note:
    """The note once it says this; "" deletes it."""
    if before is None:
        return Note(id=id, rev=rev, text=text, at_ms=at_ms)
    said = ((at_ms, before.text), *before.before)[:HISTORY_KEPT] if before.text else before.before
    return Note(id=id, rev=rev, text=text, at_ms=before.at_ms, changed_at_ms=at_ms, before=said)


def kept(notes: Mapping[str, Note], one: Note) -> Mapping[str, Note]:
    """With this note; the oldest goes."""
    rest = dict(notes)
    if one.id not in rest and len(rest) >= NOTES_KEPT:
        del rest[next(iter(rest))]
    return {**rest, one.id: one}


def write(room: "Room", sender: "Peer", command: WriteNote) -> list[Draft]:
    """A note, or another text of it. Raises Refused: stale, bad-message without a word."""
    text = command.text.strip()
    if not text:
        raise Refused("bad-message", "There is nothing to keep.", "$.text")
    known = room.notes.get(command.note)
    _check(known, command.rev)
    return [] if known and known.text == text else [_draft(command.note, command.rev + 1, text, sender)]


def delete(room: "Room", sender: "Peer", command: DeleteNote) -> list[Draft]:
    """A note taken away. Raises Refused: not-found, stale."""
    known = room.notes.get(command.note)
    if known is None:
        raise Refused("not-found", where="$.note")
    _check(known, command.rev)
    return [_draft(command.note, command.rev + 1, "", sender)] if known.text else []


def _check(known: Note | None, rev: int) -> None:
    if rev != (known.rev if known else 0):
        raise Refused("stale", where="$.rev")


def _draft(id: str, rev: int, text: str, sender: "Peer") -> Draft:
    payload = {"note": id, "rev": rev, "text": text}
    return Draft(type="note", payload=payload, audience="trainers", actor=sender.id)
