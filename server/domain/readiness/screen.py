"""What the answers of a health check come to. Pure; the questions are a form, `forms/starters/health_check.py`.

A yes to any of the seven domains, or not being well today, wants the trainer's look; all no clears. What follows a yes
is for the trainer to read: whether high blood pressure is under control is no question a program decides.
"""

from dataclasses import dataclass

from server.domain.forms.filled import Filled
from server.domain.forms.filled import Source as FilledBy
from server.domain.forms.starters import HEALTH_CHECK
from server.domain.forms.starters.health_check import DOMAINS
from server.domain.readiness.states import Source

TODAY = "today"
WELL = "none"
FROM: dict[FilledBy, Source] = {"paper": "paper", "mail": "paper", "text": "told", "phone": "talk", "in_person": "talk"}


@dataclass(frozen=True, slots=True)
class Screened:
    """yes: what was answered with yes, in the words of the form. is_whole: the form asks all that it must."""

    yes: tuple[str, ...]
    is_whole: bool
    source: Source


def screened(filled: Filled) -> Screened | None:
    """What a filled form says about exercise; None when it is no health check."""
    if filled.key != HEALTH_CHECK:
        return None
    told = filled.told
    yes = [_heading(filled, key) for key in DOMAINS if told.get(key) == "yes"]
    today = told.get(TODAY)
    if today is not None and today != [WELL]:
        yes.append(_heading(filled, TODAY))
    asked = {one.key for one in filled.asked}
    is_whole = asked.issuperset({*DOMAINS, TODAY}) and all(key in told for key in (*DOMAINS, TODAY))
    return Screened(tuple(yes), is_whole, FROM.get(filled.source, "form"))


def _heading(filled: Filled, key: str) -> str:
    """The section a question stands in, or the question itself."""
    for section in filled.text.sections:
        for question in section.questions:
            if question.key == key:
                return section.title or question.label
    return key
