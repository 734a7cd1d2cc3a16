"""Short ways to write a form of ours."""

from server.domain.forms.form import Form, FormText, Section
from server.domain.forms.questions import Condition, Kind, Option, Question


def form(key: str, title: str, intro: str, *sections: Section) -> Form:
    """A form of ours."""
    return Form(key=key, text=FormText(title=title, intro=intro, sections=sections))


def section(title: str, *questions: Question, text: str = "", when: Condition | None = None) -> Section:
    """Questions under a heading."""
    return Section(title=title, text=text, questions=questions, when=when)


def ask(
    key: str,
    kind: Kind,
    label: str,
    hint: str = "",
    *,
    needed: bool = False,
    unit: str = "",
    least: float | None = None,
    most: float | None = None,
    when: Condition | None = None,
) -> Question:
    """A question without options."""
    return Question(
        key=key, kind=kind, label=label, hint=hint, is_required=needed, unit=unit, least=least, most=most, when=when
    )


def choose(
    key: str,
    label: str,
    options: str,
    hint: str = "",
    *,
    several: bool = False,
    needed: bool = False,
    when: Condition | None = None,
) -> Question:
    """One of several, or any of them. options: `key: Words`, one a line."""
    pairs = [line.strip().split(": ", 1) for line in options.strip().splitlines()]
    return Question(
        key=key,
        kind="choices" if several else "choice",
        label=label,
        hint=hint,
        is_required=needed,
        options=tuple(Option(key=key, label=label) for key, label in pairs),
        when=when,
    )


def scale(
    key: str,
    label: str,
    low: str,
    high: str,
    *,
    least: int = 0,
    most: int = 10,
    hint: str = "",
    needed: bool = False,
    when: Condition | None = None,
) -> Question:
    """Steps between two ends."""
    return Question(
        key=key,
        kind="scale",
        label=label,
        hint=hint,
        least=least,
        most=most,
        low=low,
        high=high,
        is_required=needed,
        when=when,
    )


def yes(question: str) -> Condition:
    """Asked after a yes."""
    return Condition(question=question, any_of=("yes",))


def any_of(question: str, *keys: str) -> Condition:
    """Asked after one of these answers."""
    return Condition(question=question, any_of=keys)
