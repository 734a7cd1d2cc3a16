"""A plan's lines as JSON, for the database and for exports."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from server.domain.plans.cadence import Cadence
from server.domain.plans.plan import Line
from server.domain.plans.templates import Part
from server.domain.sessions import Delivery

_DELIVERIES = {each.value: each for each in Delivery}  # a lookup, as calendars read thousands of lines


def of_line(line: Line) -> dict[str, Any]:
    """A line as JSON."""
    return {**asdict(line), "delivery": line.delivery.value}


def line_in(told: Mapping[str, Any]) -> Line:
    """A line from its JSON."""
    cadence = told["cadence"]
    return Line(
        **{
            **told,
            "delivery": _DELIVERIES[told["delivery"]],
            "cadence": Cadence(**{**cadence, "weekdays": tuple(cadence["weekdays"])}),
        }
    )


def of_part(part: Part) -> dict[str, Any]:
    """A template's part as JSON."""
    return {**asdict(part), "line": of_line(part.line)}


def part_in(told: Mapping[str, Any]) -> Part:
    """A template's part from its JSON."""
    return Part(**{**told, "line": line_in(told["line"])})
