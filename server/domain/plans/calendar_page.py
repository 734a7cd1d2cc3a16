"""A calendar's pages: the days of a week or a month, and the pages beside it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

View = Literal["week", "month"]
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks, Monday to Sunday: one, or those that a month touches."""

    view: View
    at: date  # the day it was asked for
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Its days in order."""
        return [self.first + DAY * number for number in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> date:
        """A day of the page before."""
        return self.at - WEEK if self.view == "week" else _first_of_month(self.at) - DAY

    @property
    def after(self) -> date:
        """A day of the page after."""
        return self.at + WEEK if self.view == "week" else _first_of_month(self.at) + DAY * 31

    @property
    def title(self) -> str:
        """The week or the month in words."""
        if self.view == "month":
            return f"{self.at:%B %Y}"
        if self.first.month == self.last.month:
            return f"{self.first.day} to {self.last.day} {self.last:%B %Y}"
        return f"{self.first.day} {self.first:%B} to {self.last.day} {self.last:%B %Y}"


def span(view: View, at: date) -> Span:
    """The page around a day."""
    if view == "week":
        first = at - DAY * at.weekday()
        return Span(view, at, first, first + WEEK - DAY)
    begins = _first_of_month(at)
    ends = _first_of_month(begins + DAY * 31) - DAY
    first = begins - DAY * begins.weekday()
    return Span(view, at, first, ends + DAY * (6 - ends.weekday()))


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
