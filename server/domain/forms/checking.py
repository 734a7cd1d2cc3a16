"""What may be in a form: everything checked at its place, so that a builder can say where something is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from server.domain import contact
from server.domain.errors import BadInput, OutOfRange
from server.domain.forms.form import FormText, Section
from server.domain.forms.questions import Condition, Option, Question

TITLE_MOST = 80  # characters
LABEL_MOST = 300
HINT_MOST = 500
TEXT_MOST = 5000  # of an introduction or a section
UNIT_MOST = 20
END_MOST = 60  # of what an end of a scale means
SECTIONS_MOST = 20
QUESTIONS_MOST = 120  # of a form
OPTIONS_MOST = 30  # of a question
SCALE_STEPS_MOST = 11
NUMBER_MOST = 1_000_000
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_RANGED = ("number", "scale")
_CHOSEN = ("choice", "choices", "yes_no")


@dataclass
class _Seen:
    """Questions that came before, by key: what a condition may look at."""

    questions: dict[str, Question] = field(default_factory=dict)


def checked(text: FormText) -> FormText:
    """The form cleaned. Raises BadInput, OutOfRange or Markup at its place, as `sections[1].questions[0].label`."""
    if len(text.sections) > SECTIONS_MOST:
        raise OutOfRange(f"A form has at most {SECTIONS_MOST} sections.", "sections")
    if len(text.questions) > QUESTIONS_MOST:
        raise OutOfRange(f"A form has at most {QUESTIONS_MOST} questions.", "sections")
    if not text.questions:
        raise BadInput("A form needs at least one question.", "sections")
    seen = _Seen()
    return FormText(
        title=contact.plain(contact.name(text.title, "title", most=TITLE_MOST), "title"),
        intro=_words(text.intro, "intro", TEXT_MOST),
        sections=tuple(_section(one, f"sections[{place}]", seen) for place, one in enumerate(text.sections)),
    )


def _section(section: Section, where: str, seen: _Seen) -> Section:
    when = _condition(section.when, f"{where}.when", seen.questions)
    questions = []
    for place, one in enumerate(section.questions):
        found = _question(one, f"{where}.questions[{place}]", seen.questions)
        seen.questions[found.key] = found
        questions.append(found)
    return Section(
        title=contact.plain(contact.line(section.title, f"{where}.title", most=TITLE_MOST), f"{where}.title"),
        text=_words(section.text, f"{where}.text", TEXT_MOST),
        questions=tuple(questions),
        when=when,
    )


def _question(question: Question, where: str, earlier: Mapping[str, Question]) -> Question:
    if not _KEY.fullmatch(question.key):
        raise BadInput("A key has small letters, digits, - and _, and begins with a letter.", f"{where}.key")
    if question.key in earlier:
        raise BadInput("Another question has this key.", f"{where}.key")
    label = contact.plain(contact.line(question.label, f"{where}.label", most=LABEL_MOST), f"{where}.label")
    if not label:
        raise BadInput("Say what is asked.", f"{where}.label")
    found = replace(
        question,
        label=label,
        hint=_words(question.hint, f"{where}.hint", HINT_MOST),
        when=_condition(question.when, f"{where}.when", earlier),
    )
    return _of_its_kind(found, where)


def _of_its_kind(question: Question, where: str) -> Question:
    """Without what belongs to other kinds."""
    kind = question.kind
    least, most = _range(question, where) if kind in _RANGED else (None, None)
    return replace(
        question,
        unit=_line(question.unit, f"{where}.unit", UNIT_MOST) if kind == "number" else "",
        least=least,
        most=most,
        options=_options(question.options, f"{where}.options") if kind in ("choice", "choices") else (),
        low=_line(question.low, f"{where}.low", END_MOST) if kind == "scale" else "",
        high=_line(question.high, f"{where}.high", END_MOST) if kind == "scale" else "",
    )


def _range(question: Question, where: str) -> tuple[float | None, float | None]:
    least, most = question.least, question.most
    for name, value in (("least", least), ("most", most)):
        if value is not None and not -NUMBER_MOST <= value <= NUMBER_MOST:
            raise OutOfRange(f"Between -{NUMBER_MOST} and {NUMBER_MOST}, please.", f"{where}.{name}")
    if question.kind == "scale":
        least, most = least or 0, 10 if most is None else most
        if least != int(least) or most != int(most):
            raise BadInput("A scale has whole numbers.", f"{where}.least")
        if not 1 <= most - least < SCALE_STEPS_MOST:
            raise OutOfRange(f"A scale has 2 to {SCALE_STEPS_MOST} steps.", f"{where}.most")
        return int(least), int(most)
    if least is not None and most is not None and least > most:
        raise OutOfRange("The least is above the most.", f"{where}.least")
    return least, most


def _options(options: tuple[Option, ...], where: str) -> tuple[Option, ...]:
    if not 2 <= len(options) <= OPTIONS_MOST:
        raise OutOfRange(f"There are 2 to {OPTIONS_MOST} answers to choose from.", where)
    found: list[Option] = []
    for place, one in enumerate(options):
        label = _line(one.label, f"{where}[{place}].label", 120)
        if not label:
            raise BadInput("An answer to choose needs words.", f"{where}[{place}].label")
        if not _KEY.fullmatch(one.key) or one.key in {each.key for each in found}:
            raise BadInput("Each answer has a key of its own: small letters, digits, - and _.", f"{where}[{place}].key")
        found.append(Option(key=one.key, label=label))
    return tuple(found)


def _condition(condition: Condition | None, where: str, earlier: Mapping[str, Question]) -> Condition | None:
    if condition is None:
        return None
    on = earlier.get(condition.question)
    if on is None:
        raise BadInput("A condition looks at a question further up.", f"{where}.question")
    if on.kind in _CHOSEN:
        known = {each.key for each in on.choices}
        if any(one not in known for one in condition.any_of):
            raise BadInput("That question has no such answer.", f"{where}.any_of")
        return Condition(question=on.key, any_of=condition.any_of)
    if on.kind in _RANGED:
        return Condition(question=on.key, least=condition.least, most=condition.most)
    return Condition(question=on.key)


def _words(text: str, where: str, most: int) -> str:
    found = contact.paragraphs(text, where, most=most)
    for line in found.splitlines():
        contact.plain(line, where)
    return found


def _line(text: str, where: str, most: int) -> str:
    return contact.plain(contact.line(text, where, most=most), where)
