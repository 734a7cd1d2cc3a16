"""A form given to a client: its answers, who changed what and when, and the talk about each question.

open -> sent -> accepted. The trainer may ask back at a question, which opens a sent form again; sent once more, it is
answered. Until it is accepted the trainer may fill in too: live beside the picture, in person, or from paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from server.domain import contact
from server.domain.errors import BadInput, Conflict, NotFound
from server.domain.forms import answers as rules
from server.domain.forms.answers import About, NoSuchQuestion
from server.domain.forms.form import FormText, Version
from server.domain.forms.questions import Question, Value

State = Literal["open", "sent", "accepted"]
Standing = Literal["asked", "answered", "asked_back", "accepted"]
Source = Literal["", "paper", "mail", "text", "phone", "in_person"]
SOURCES: Mapping[Source, str] = {
    "": "online",
    "paper": "on paper",
    "mail": "by e-mail",
    "text": "by text message",
    "phone": "by phone",
    "in_person": "in person",
}
NOTE_MOST = 2000  # characters of one remark
NOTES_MOST = 200  # of one form
SAME_CHANGE_MS = 60_000  # who goes on writing at one answer within this time makes one change


class AnswerNeeded(BadInput):
    """A question that must be answered is not."""

    code = "answer-needed"
    sentence = "This question needs an answer before the form can be sent."


class FormClosed(Conflict):
    """The form was sent or accepted, so this cannot be done any more."""

    code = "form-closed"
    sentence = "This form has been sent already. Ask your trainer to open it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one answer. by: `c:<client>` or `t:<account>`."""

    id: str
    filled_id: str
    question: str
    before: Value | None
    after: Value | None
    by: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark at a question. is_question: the trainer asks back, and waits for it to be answered."""

    id: str
    filled_id: str
    question: str
    text: str
    by: str
    at_ms: int
    is_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form with its answers. rev: one more at each change, so that who looks knows whether there is news."""

    id: str
    client_id: str
    version: Version
    state: State = "open"
    answers: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, Literal["asked_back", "accepted"]] = field(default_factory=dict)
    rev: int = 1
    asked_by: str = ""  # the account
    note: str = ""  # the trainer's words to the client
    session_id: str | None = None  # the session it is for
    source: Source = ""  # how the answers came, when the trainer entered them
    created_at_ms: int = 0
    updated_at_ms: int = 0
    sent_at_ms: int | None = None
    accepted_at_ms: int | None = None

    @property
    def key(self) -> str:
        """The form's key."""
        return self.version.key

    @property
    def text(self) -> FormText:
        """The form as it was asked."""
        return self.version.text

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are asked with these answers."""
        keys = set(self.text.asked(self.answers))
        return tuple(one for one in self.text.questions if one.key in keys)

    @property
    def told(self) -> dict[str, Value]:
        """The answers that count: those to questions that are asked."""
        return {one.key: self.answers[one.key] for one in self.asked if one.key in self.answers}

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of questions that must be answered and are not."""
        return tuple(one.key for one in self.asked if one.is_required and one.key not in self.answers)

    def standing(self, key: str) -> Standing:
        """How far a question is: asked, answered, asked back, accepted."""
        if self.state == "accepted":
            return "accepted" if key in self.answers else "asked"
        if key in self.marks:
            return self.marks[key]
        return "answered" if key in self.answers else "asked"


def ask(
    id: str,
    client_id: str,
    version: Version,
    *,
    by: str,
    now_ms: int,
    note: str = "",
    session_id: str | None = None,
    source: Source = "",
) -> Filled:
    """A form given to a client, with no answer yet. by: the account. Raises OutOfRange for a note too long."""
    return Filled(
        id=id,
        client_id=client_id,
        version=version,
        asked_by=by,
        note=contact.paragraphs(note, "note", most=NOTE_MOST),
        session_id=session_id,
        source=source,
        created_at_ms=now_ms,
        updated_at_ms=now_ms,
    )


def put(
    filled: Filled, given: Mapping[str, Any], *, by: str, about: About, ids: Sequence[str]
) -> tuple[Filled, tuple[Change, ...]]:
    """The form with these answers, all of them or none, and what changed. ids: one for each answer given.

    Raises FormClosed, NoSuchQuestion, and what `answers.checked` raises.
    """
    _check_may_write(filled, by)
    answers = dict(filled.answers)
    marks = dict(filled.marks)
    changes = []
    for (key, raw), id in zip(given.items(), ids, strict=True):
        try:
            question = filled.text.question(key)
        except NotFound:
            raise NoSuchQuestion(where=key[:40]) from None
        before = answers.get(key)
        if isinstance(before, dict) and raw == before["name"]:
            continue  # a page without script sends the name alone, which takes no drawing away
        after = rules.checked(question, raw, about)
        if rules.same(before, after):
            continue
        if after is None:
            del answers[key]
        else:
            answers[key] = after
        if marks.get(key) == "accepted":
            del marks[key]
        changes.append(
            Change(id=id, filled_id=filled.id, question=key, before=before, after=after, by=by, at_ms=about.now_ms)
        )
    if not changes:
        return filled, ()
    after_all = replace(filled, answers=answers, marks=marks, rev=filled.rev + 1, updated_at_ms=about.now_ms)
    return after_all, tuple(changes)


def goes_on(last: Change | None, change: Change) -> bool:
    """Whether a change only goes on with the last one of its question: the same person, a moment later."""
    return last is not None and last.by == change.by and change.at_ms - last.at_ms < SAME_CHANGE_MS


def send(filled: Filled, *, by: str, now_ms: int) -> Filled:
    """The form sent in; what was asked back is answered. Raises FormClosed, AnswerNeeded at the first missing one."""
    _check_may_write(filled, by)
    if filled.missing:
        raise AnswerNeeded(where=filled.missing[0])
    marks = {key: mark for key, mark in filled.marks.items() if mark != "asked_back"}
    return _moved(replace(filled, state="sent", sent_at_ms=now_ms, marks=marks), now_ms)


def accept(filled: Filled, *, now_ms: int) -> Filled:
    """The trainer is content with the whole form: nobody changes it any more. Raises FormClosed when it is open."""
    if filled.state == "accepted":
        return filled
    if filled.state == "open":
        raise FormClosed("Only a form that was sent in can be accepted.")
    return _moved(replace(filled, state="accepted", accepted_at_ms=now_ms, marks={}), now_ms)


def accept_answer(filled: Filled, key: str, *, now_ms: int) -> Filled:
    """The trainer is content with one answer. Raises NotFound, FormClosed, AnswerNeeded when there is none."""
    _check_talk(filled, key)
    if key not in filled.answers:
        raise AnswerNeeded("There is no answer to accept yet.", key)
    return _moved(replace(filled, marks={**filled.marks, key: "accepted"}), now_ms)


def reopen(filled: Filled, *, now_ms: int) -> Filled:
    """The client may write again."""
    if filled.state == "open":
        return filled
    return _moved(replace(filled, state="open", accepted_at_ms=None), now_ms)


def remark(
    filled: Filled, key: str, text: str, *, id: str, by: str, now_ms: int, ask_back: bool = False, kept: int = 0
) -> tuple[Filled, Note]:
    """The form with a remark at a question; with `ask_back` the client is asked for more, and a sent form opens again.

    kept: how many remarks it has. Raises NotFound, FormClosed, BadInput, OutOfRange.
    """
    _check_talk(filled, key)
    words = contact.paragraphs(text, "text", most=NOTE_MOST)
    if not words:
        raise BadInput("Write something first.", "text")
    if kept >= NOTES_MOST:
        raise BadInput("There is no room for more remarks at this form.", "text")
    note = Note(id=id, filled_id=filled.id, question=key, text=words, by=by, at_ms=now_ms, is_question=ask_back)
    if ask_back:
        filled = replace(filled, state="open", marks={**filled.marks, key: "asked_back"})
    return _moved(filled, now_ms), note


def is_trainer(by: str) -> bool:
    """Whether that is a trainer."""
    return by.startswith("t:")


def _check_may_write(filled: Filled, by: str) -> None:
    if filled.state == "accepted":
        raise FormClosed("This form was accepted, so its answers stay as they are. It can be opened again.")
    if filled.state == "sent" and not is_trainer(by):
        raise FormClosed


def _check_talk(filled: Filled, key: str) -> None:
    filled.text.question(key)
    if filled.state == "accepted":
        raise FormClosed("This form was accepted. Open it again to talk about it.")


def _moved(filled: Filled, now_ms: int) -> Filled:
    return replace(filled, rev=filled.rev + 1, updated_at_ms=now_ms)
