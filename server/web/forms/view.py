"""A filled form as pages show it: each question with its answer, its standing, the talk about it and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.accounts import Account
from server.domain.forms import words
from server.domain.forms.filled import Change, Filled, Note, Standing
from server.domain.forms.form import Section
from server.domain.forms.questions import Question, Value
from server.domain.people import Client
from server.store import accounts
from server.store.database import Db
from server.store.forms import filled as store
from server.store.forms.filled import FormFile
from server.web.forms.files import SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change in words. whose: who had written what stood there before; empty where nobody had."""

    who: str
    at_ms: int
    before: str
    after: str
    whose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One remark, with the name of who wrote it."""

    who: str
    at_ms: int
    text: str
    is_question: bool
    is_trainer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question with all that belongs to it."""

    question: Question
    value: Value | None
    is_asked: bool
    standing: Standing
    notes: Sequence[NoteLine] = ()
    changes: Sequence[ChangeLine] = ()
    files: Sequence[FormFile] = ()
    strokes: Sequence[str] = ()  # of a signature: the points of each line, in a field of 300 by 100

    @property
    def words(self) -> str:
        """The answer in words."""
        return words.answer(self.question, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section with its questions; is_asked: at least one of them is."""

    section: Section
    lines: Sequence[Line]

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer in it."""
        return any(line.is_asked for line in self.lines) or not self.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All of a filled form."""

    filled: Filled
    parts: Sequence[Part]
    papers: Sequence[FormFile]  # photos of the whole form on paper

    @property
    def waiting(self) -> int:
        """How many questions were asked back."""
        return sum(line.standing == "asked_back" and line.is_asked for part in self.parts for line in part.lines)

    def wire(self) -> dict[str, Any]:
        """What somebody who looks at it live is told when it changed; texts of the form are on their page."""
        lines = [line for part in self.parts for line in part.lines]
        last = {line.question.key: line.changes[-1] for line in lines if line.changes}
        return {
            "rev": self.filled.rev,
            "state": self.filled.state,
            "answers": dict(self.filled.answers),
            "standings": {line.question.key: line.standing for line in lines},
            "missing": self.filled.missing,
            "changed": {
                key: {"who": one.who, "at_ms": one.at_ms, "before": one.before, "after": one.after, "whose": one.whose}
                for key, one in last.items()
            },
            "remarks": {line.question.key: len(line.notes) for line in lines if line.notes},
            "files": [
                {"id": one.id, "name": one.name, "is_shown": one.type in SHOWN} for line in lines for one in line.files
            ],
        }


async def of(db: Db, filled: Filled, *, trainer: Account, client: Client) -> View:
    """Reads what belongs to a filled form."""
    notes, changes = await store.notes(db, filled.id), await store.changes(db, filled.id)
    names = {f"t:{trainer.id}": trainer.name, f"c:{client.id}": client.name}
    for by in {*(one.by for one in notes), *(one.by for one in changes)} - set(names):  # the client may be shared
        other = await accounts.get(db, by[2:])
        names[by] = other.name if other is not None else "a trainer who has left"
    return made(filled, names=names, notes=notes, changes=changes, files=await store.files(db, filled.id))


def made(
    filled: Filled,
    *,
    names: Mapping[str, str],
    notes: Sequence[Note] = (),
    changes: Sequence[Change] = (),
    files: Sequence[FormFile] = (),
) -> View:
    """The view of these."""
    asked = set(filled.text.asked(filled.answers))
    parts = []
    for section in filled.text.sections:
        lines = [
            Line(
                question=question,
                value=filled.answers.get(question.key),
                is_asked=question.key in asked,
                standing=filled.standing(question.key),
                notes=[_note(one, names) for one in notes if one.question == question.key],
                changes=_changes([one for one in changes if one.question == question.key], question, names),
                files=_files(filled.answers.get(question.key), files),
                strokes=_strokes(filled.answers.get(question.key)),
            )
            for question in section.questions
        ]
        parts.append(Part(section=section, lines=lines))
    return View(filled=filled, parts=parts, papers=[one for one in files if not one.question])


def _note(note: Note, names: Mapping[str, str]) -> NoteLine:
    return NoteLine(
        who=names[note.by],
        at_ms=note.at_ms,
        text=note.text,
        is_question=note.is_question,
        is_trainer=note.by.startswith("t:"),
    )


def _changes(found: Sequence[Change], question: Question, names: Mapping[str, str]) -> list[ChangeLine]:
    return [
        ChangeLine(
            who=names[change.by],
            at_ms=change.at_ms,
            before=words.answer(question, change.before),
            after=words.answer(question, change.after),
            whose=names[found[at - 1].by] if at else "",
        )
        for at, change in enumerate(found)
    ]


def _files(value: Value | None, files: Sequence[FormFile]) -> list[FormFile]:
    if not isinstance(value, list):
        return []
    by_id = {one.id: one for one in files}
    return [by_id[id] for id in value if isinstance(id, str) and id in by_id]


def _strokes(value: Value | None) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [
        " ".join(f"{300 * x:.1f},{100 * y:.1f}" for x, y in zip(one[::2], one[1::2], strict=True))
        for one in value.get("strokes", [])
    ]
