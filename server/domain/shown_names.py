"""What others who take part in a session read of somebody's name."""

from collections.abc import Hashable, Mapping
from typing import Literal, TypeVar

Names = Literal["first", "full"]
Who = TypeVar("Who", bound=Hashable)


def shown(full: Mapping[Who, str], how: Names) -> dict[Who, str]:
    """The names as others see them. full: of all who may read each other.

    First names; where two share one, the beginning of the last name tells them apart: "Bob B." and "Bob C.", as many
    letters of it as that takes.
    """
    if how == "full":
        return dict(full)
    return {who: _shown(name, [other for one, other in full.items() if one != who]) for who, name in full.items()}


def _shown(name: str, others: list[str]) -> str:
    first, last = _parts(name)
    alike = [each for each in map(_parts, others) if each[0].casefold() == first.casefold()]
    if not last or not alike:
        return first
    other_lasts = {each[1].casefold() for each in alike} - {last.casefold()}
    for count in range(1, len(last)):
        if not any(other.startswith(last[:count].casefold()) for other in other_lasts):
            return f"{first} {last[:count]}."
    return f"{first} {last}"


def _parts(name: str) -> tuple[str, str]:
    words = name.split()
    return (words[0], words[-1] if len(words) > 1 else "") if words else ("", "")
