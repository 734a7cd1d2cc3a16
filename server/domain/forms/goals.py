"""Goals of a client: what is wanted, how it is measured, where from and where to, by when, and what reviews found."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from server.domain import contact
from server.domain.errors import BadInput, OutOfRange, Stale
from server.domain.forms.answers import NotANumber

State = Literal["open", "reached", "dropped"]
STATES: Mapping[State, str] = {"open": "on the way", "reached": "reached", "dropped": "let go"}
WORDS_MOST = 500  # characters
REVIEWS_MOST = 100
VALUE_MOST = 1_000_000
GOALS_MOST = 50  # of one client
_BEGINS = re.compile(r"[0-9]{1,6}([.,][0-9]{1,3})?(?![0-9])")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?")


class TooManyGoals(OutOfRange):
    """More goals than anybody can keep in mind."""

    code = "too-many-goals"
    sentence = f"A client has {GOALS_MOST} goals at most."


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDetails:
    """What is said of a goal. importance, confidence: 0..10; start and target in `unit` of `measure`; dates are ISO."""

    words: str
    measure: str = ""
    unit: str = ""
    start: float | None = None
    target: float | None = None
    by_date: str = ""
    review_date: str = ""
    importance: int | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A look at a goal: where it stands, in the goal's unit, and what was said."""

    at_ms: int
    value: float | None
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal. rev: one more at each save."""

    id: str
    client_id: str
    details: GoalDetails
    state: State = "open"
    reviews: tuple[Review, ...] = ()
    rev: int = 1
    created_at_ms: int = 0
    updated_at_ms: int = 0

    @property
    def value(self) -> float | None:
        """Where it stands now: what the last review found, or where it began."""
        found = [one.value for one in self.reviews if one.value is not None]
        return found[-1] if found else self.details.start

    @property
    def progress(self) -> float | None:
        """How much of the way is behind, 0..1; None where start and target are not numbers apart."""
        start, target, value = self.details.start, self.details.target, self.value
        if start is None or target is None or value is None or start == target:
            return None
        return min(1.0, max(0.0, (value - start) / (target - start)))

    @property
    def stands(self) -> str:
        """Where it stands and by when: "12 of 20 push-ups, by 3 March 2031", "92, down to 84 kg"; or ""."""
        said, found = self.details, ""
        if said.target is not None:
            now = "?" if self.value is None else f"{self.value:g}"
            way = ", down to" if said.start is not None and said.start > said.target else " of"
            found = " ".join(f"{now}{way} {said.target:g} {said.unit} {said.measure}".split())
        day = date.fromisoformat(said.by_date) if said.by_date else None
        by = f"by {day.day} {day:%B %Y}" if day else ""
        return ", ".join(part for part in (found or said.measure, by) if part)

    def is_due(self, today: date) -> bool:
        """Whether it wants a review."""
        return self.state == "open" and self.details.review_date != "" and self.details.review_date <= today.isoformat()


def checked(details: GoalDetails) -> GoalDetails:
    """The details cleaned. Raises BadInput or OutOfRange at the first field that cannot be."""
    words = contact.paragraphs(details.words, "words", most=WORDS_MOST)
    if not words:
        raise BadInput("Say what is wanted.", "words")
    return GoalDetails(
        words=words,
        measure=contact.line(details.measure, "measure", most=80),
        unit=contact.line(details.unit, "unit", most=20),
        start=_value(details.start, "start"),
        target=_value(details.target, "target"),
        by_date=_day(details.by_date, "by_date"),
        review_date=_day(details.review_date, "review_date"),
        importance=_step(details.importance, "importance"),
        confidence=_step(details.confidence, "confidence"),
    )


def new(id: str, client_id: str, details: GoalDetails, *, kept: int, now_ms: int) -> Goal:
    """A goal with checked details. kept: how many the client has. Raises as `checked`, and TooManyGoals."""
    if kept >= GOALS_MOST:
        raise TooManyGoals
    return Goal(id=id, client_id=client_id, details=checked(details), created_at_ms=now_ms, updated_at_ms=now_ms)


def change(goal: Goal, details: GoalDetails, *, rev: int, now_ms: int) -> Goal:
    """With other details. rev: what its sender had before them. Raises Stale, and as `checked`."""
    if rev != goal.rev:
        raise Stale
    return replace(goal, details=checked(details), rev=goal.rev + 1, updated_at_ms=now_ms)


def review(goal: Goal, *, value: float | None, words: str, state: State, next_date: str, by: str, now_ms: int) -> Goal:
    """Looked at: where it stands, what was said, whether it goes on, and when the next look is. Raises as `checked`."""
    if len(goal.reviews) >= REVIEWS_MOST:
        raise OutOfRange(f"A goal keeps {REVIEWS_MOST} reviews.", "words")
    found = Review(
        at_ms=now_ms,
        value=_value(value, "value"),
        words=contact.paragraphs(words, "words", most=WORDS_MOST),
        by=by,
    )
    details = replace(goal.details, review_date=_day(next_date, "next_date"))
    return replace(
        goal,
        details=details,
        state=state,
        reviews=(*goal.reviews, found),
        rev=goal.rev + 1,
        updated_at_ms=now_ms,
    )


def reviews_wire(goal: Goal) -> list[dict[str, Any]]:
    """The reviews as JSON keeps them."""
    return [asdict(one) for one in goal.reviews]


def read_review(told: Mapping[str, Any]) -> Review:
    """A review from its JSON."""
    return Review(**{one.name: told[one.name] for one in fields(Review)})


def number(typed: str, where: str) -> float | None:
    """A number as typed, with a point or a comma, or none. Raises NotANumber."""
    found = typed.strip().replace(",", ".")
    if not found:
        return None
    if not _NUMBER.fullmatch(found):
        raise NotANumber(where=where)
    return float(found)


def number_in(words: str) -> float | None:
    """The number somebody's words begin with, such as 10 of "10 push-ups", or none."""
    found = _BEGINS.match(words.strip())
    return float(found[0].replace(",", ".")) if found else None


def step(typed: str, where: str) -> int | None:
    """A step from 0 to 10 as chosen, or none. Raises NotANumber."""
    found = number(typed, where)
    if found is not None and found != int(found):
        raise NotANumber(where=where)
    return None if found is None else int(found)


def _value(value: float | None, where: str) -> float | None:
    if value is not None and not -VALUE_MOST <= value <= VALUE_MOST:
        raise OutOfRange("That is too far from anything.", where)
    return value


def _step(step: int | None, where: str) -> int | None:
    if step is not None and not 0 <= step <= 10:
        raise OutOfRange("From 0 to 10, please.", where)
    return step


def _day(text: str, where: str) -> str:
    if not text:
        return ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise BadInput("Give a day, such as 2026-03-31.", where) from None
    if not 1900 <= found.year <= 2200:
        raise OutOfRange("That year is too far away.", where)
    return found.isoformat()
