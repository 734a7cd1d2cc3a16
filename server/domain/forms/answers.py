"""Answers: one checked for its question, or refused with a code and `where`, the question's key.

What is kept of each kind: text, long: words · number, scale: a number · yes_no, choice: an option's key ·
choices: their keys in the form's order · date: an ISO date · file: ids of files · signature: {"name", "strokes",
"at_ms"}. None: no answer.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.domain import contact
from server.domain.errors import BadInput, OutOfRange
from server.domain.forms.questions import Question, Value

TEXT_MOST = 500  # characters of a line
LONG_MOST = 5000
FILES_MOST = 6  # of one question
STROKES_MOST = 60  # of a signature
POINTS_MOST = 3000  # of all strokes together
_FILE_ID = re.compile(r"[a-z2-7]{13}")
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,6})?")


class NoSuchQuestion(BadInput):
    """An answer to something this form does not ask."""

    code = "no-such-question"
    sentence = "This form has no such question."


class NotANumber(BadInput):
    """Words where a number is asked."""

    code = "not-a-number"
    sentence = "Write a number here, such as 7 or 7.5."


class NoSuchOption(BadInput):
    """Something that was not among the answers to choose from."""

    code = "no-such-option"
    sentence = "Choose one of the answers that are there."


class NotADate(BadInput):
    """Something that is no day of the calendar."""

    code = "not-a-date"
    sentence = "Give a day, such as 2026-03-31."


class NotSigned(BadInput):
    """A signature without the name of who signs, or a drawing that is none."""

    code = "not-signed"
    sentence = "Write your full name to sign."


class NoSuchFile(BadInput):
    """A file that did not come with this form."""

    code = "no-such-file"
    sentence = "That file is not here. Please add it again."


@dataclass(frozen=True, slots=True)
class About:
    """What a check must know beside the answer: the moment, and the files that came with the form."""

    now_ms: int
    files: frozenset[str] = frozenset()


def checked(question: Question, given: Any, about: About) -> Value | None:
    """The answer as it is kept, or None for none. Raises BadInput or OutOfRange; `where` is the question's key."""
    if given is None or given == "" or given == []:
        return None
    return _CHECKS[question.kind](question, given, about)


def _text(question: Question, given: Any, about: About) -> Value | None:
    return contact.line(_str(question, given), question.key, most=TEXT_MOST) or None


def _long(question: Question, given: Any, about: About) -> Value | None:
    return contact.paragraphs(_str(question, given), question.key, most=LONG_MOST) or None


def _number(question: Question, given: Any, about: About) -> Value | None:
    if isinstance(given, str) and _NUMBER.fullmatch(given.strip()):
        given = float(given.strip().replace(",", "."))
    if isinstance(given, bool) or not isinstance(given, int | float) or not _is_finite(given):
        raise NotANumber(where=question.key)
    least = -1e12 if question.least is None else question.least
    most = 1e12 if question.most is None else question.most
    if not least <= given <= most:
        raise OutOfRange(_between(question), question.key)
    return int(given) if given == int(given) else round(float(given), 6)


def _scale(question: Question, given: Any, about: About) -> Value | None:
    found = _number(question, given, about)
    if not isinstance(found, int):
        raise OutOfRange("Choose one of the steps.", question.key)
    return found


def _choice(question: Question, given: Any, about: About) -> Value | None:
    if not isinstance(given, str) or given not in {one.key for one in question.choices}:
        raise NoSuchOption(where=question.key)
    return given


def _choices(question: Question, given: Any, about: About) -> Value | None:
    several = [given] if isinstance(given, str) else given
    known = [one.key for one in question.choices]
    if not isinstance(several, list | tuple) or any(one not in known for one in several):
        raise NoSuchOption(where=question.key)
    return [key for key in known if key in several]


def _date(question: Question, given: Any, about: About) -> Value | None:
    try:
        found = date.fromisoformat(_str(question, given).strip())
    except ValueError:
        raise NotADate(where=question.key) from None
    if not 1900 <= found.year <= 2200:
        raise OutOfRange("That year is too far away.", question.key)
    return found.isoformat()


def _file(question: Question, given: Any, about: About) -> Value | None:
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, list | tuple):
        raise NoSuchFile(where=question.key)
    for one in several:
        if not isinstance(one, str) or not _FILE_ID.fullmatch(one) or one not in about.files:
            raise NoSuchFile(where=question.key)
    found = list(dict.fromkeys(several))
    if len(found) > FILES_MOST:
        raise OutOfRange(f"At most {FILES_MOST} files for one question, please.", question.key)
    return found


def _signature(question: Question, given: Any, about: About) -> Value | None:
    told = {"name": given} if isinstance(given, str) else given
    if not isinstance(told, Mapping):
        raise NotSigned(where=question.key)
    name = contact.line(_str(question, told.get("name") or ""), question.key, most=120)
    strokes = told.get("strokes") or []
    if not name and not strokes:
        return None
    if not name:
        raise NotSigned(where=question.key)
    return {"name": name, "strokes": _strokes(question, strokes), "at_ms": about.now_ms}


def _strokes(question: Question, strokes: Any) -> list[list[float]]:
    """Lines as drawn, each x, y, x, y … in 0..1 of the field, whose width is three times its height."""
    if not isinstance(strokes, list) or len(strokes) > STROKES_MOST:
        raise NotSigned("The drawing has too many lines; clear it and sign once more.", question.key)
    if sum(len(one) if isinstance(one, list) else 0 for one in strokes) > 2 * POINTS_MOST:
        raise NotSigned("The drawing has too many lines; clear it and sign once more.", question.key)
    return [_stroke(question, one) for one in strokes]


def _stroke(question: Question, stroke: Any) -> list[float]:
    if not isinstance(stroke, list) or len(stroke) < 2 or len(stroke) % 2:
        raise NotSigned("That drawing is no line; clear it and sign once more.", question.key)
    for one in stroke:
        if isinstance(one, bool) or not isinstance(one, int | float) or not 0 <= one <= 1:
            raise NotSigned("The drawing leaves its field; clear it and sign once more.", question.key)
    return [round(float(one), 4) for one in stroke]


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two answers say the same; signing again with the same name and lines is no new answer."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, "at_ms": 0} == {**other, "at_ms": 0}
    return one == other


def _str(question: Question, given: Any) -> str:
    if not isinstance(given, str):
        raise BadInput("Write words here.", question.key)
    return given


def _is_finite(number: int | float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _between(question: Question) -> str:
    least, most, unit = question.least, question.most, f" {question.unit}" if question.unit else ""
    if least is None:
        return f"At most {most:g}{unit}, please."
    if most is None:
        return f"At least {least:g}{unit}, please."
    return f"Between {least:g} and {most:g}{unit}, please."


_CHECKS: dict[str, Callable[[Question, Any, About], Value | None]] = {
    "text": _text,
    "long": _long,
    "number": _number,
    "yes_no": _choice,
    "choice": _choice,
    "choices": _choices,
    "scale": _scale,
    "date": _date,
    "file": _file,
    "signature": _signature,
}


def files_in(value: Value | None) -> Sequence[str]:
    """The ids of files an answer names."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
