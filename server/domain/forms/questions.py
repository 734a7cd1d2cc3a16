"""Questions of a form: their kinds, and when one is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "long", "number", "choice", "choices", "scale", "date", "file", "signature", "yes_no"]
Value = str | int | float | list[Any] | dict[str, Any]  # as JSON keeps it; see `answers.py` for what each kind has

KINDS: Mapping[Kind, str] = {
    "text": "A line of text",
    "long": "Several lines of text",
    "number": "A number with its unit",
    "yes_no": "Yes or no",
    "choice": "One of several",
    "choices": "Any of several",
    "scale": "A scale",
    "date": "A date",
    "file": "A photo or PDF",
    "signature": "A signature",
}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers to choose from. The key is what is stored and never changes within a form."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Asked only if an earlier question was answered so: with one of `any_of`, or with a number in a range.

    any_of: option keys, or yes and no. least, most: inclusive; None: no end. With nothing said, any answer will do.
    """

    question: str
    any_of: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked. The key is unique in its form and never changes: answers and conditions name it."""

    key: str
    kind: Kind
    label: str
    hint: str = ""
    is_required: bool = False  # a form with this question unanswered cannot be sent
    unit: str = ""  # of a number
    least: float | None = None  # of a number or a scale; inclusive
    most: float | None = None
    low: str = ""  # what the ends of a scale mean
    high: str = ""
    options: tuple[Option, ...] = ()  # of choice and choices
    when: Condition | None = None  # None: always asked

    @property
    def choices(self) -> tuple[Option, ...]:
        """What can be chosen, also of yes or no."""
        if self.kind == "yes_no":
            return (Option(key=YES, label="Yes"), Option(key=NO, label="No"))
        return self.options

    @property
    def steps(self) -> range:
        """The numbers of a scale."""
        return range(int(self.least or 0), int(self.most or 10) + 1)


def is_met(condition: Condition | None, answers: Mapping[str, Value], asked: Iterable[str]) -> bool:
    """Whether it holds with these answers. asked: the keys of earlier questions that are asked themselves."""
    if condition is None:
        return True
    value = answers.get(condition.question)
    if value is None or condition.question not in asked:
        return False
    if condition.any_of:
        given = value if isinstance(value, list) else [value]
        return any(one in condition.any_of for one in given)
    if condition.least is None and condition.most is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    above = condition.least is None or value >= condition.least
    return above and (condition.most is None or value <= condition.most)
