"""A program's weeks as JSON and back: each piece an object of its fields, without those that are as by default."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from server.domain.programs.outline import Block, Day, Entry, Rule, Set, Week

_PARTS: dict[type, dict[str, type]] = {
    Week: {"days": Day},
    Day: {"blocks": Block},
    Block: {"entries": Entry},
    Entry: {"sets": Set, "rules": Rule},
}


def told(piece: Any) -> dict[str, Any]:
    """A piece of an outline as JSON has it."""
    parts = _PARTS.get(type(piece), {})
    said = {}
    for name, default in _defaults(type(piece)).items():  # type: ignore[arg-type]  # a class is hashable
        value = getattr(piece, name)
        if value != default or type(value) is not type(default):
            said[name] = [told(one) for one in value] if name in parts else value
    return said


def weeks(told: Iterable[Mapping[str, Any]]) -> tuple[Week, ...]:
    """Weeks from their form in JSON, as `told` made it."""
    return tuple(_read(Week, one) for one in told)


def _read(kind: type, said: Mapping[str, Any]) -> Any:
    parts = _PARTS.get(kind, {})
    return kind(
        **{
            name: tuple(_read(parts[name], one) for one in value) if name in parts else value
            for name, value in said.items()
        }
    )


@cache
def _defaults(kind: Hashable) -> dict[str, Any]:
    return {one.name: None if one.default is MISSING else one.default for one in fields(kind)}  # type: ignore[arg-type]  # a class is hashable
