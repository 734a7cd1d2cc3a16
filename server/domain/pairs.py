"""Who trains with whom in a group: pairs of its members, and how a form changes them."""

from collections.abc import Collection, Mapping

from server.domain.errors import BadInput, OutOfRange

Pair = tuple[str, str]  # client ids, sorted
Pairs = tuple[Pair, ...]


def partners(pairs: Pairs) -> dict[str, str]:
    """Each member who is in a pair, and the other one of it."""
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def change(pairs: Pairs, told: Mapping[str, str], members: Collection[str]) -> Pairs:
    """The pairs after a form that says for each member with whom they train, "" for nobody.

    A form says each pair twice, and whoever fills it in may change one of the two places only: what differs from before
    counts, and what was left alone gives way to it. Who is no member any more is in no pair.
    Raises BadInput, OutOfRange.
    """
    before = partners(pairs)
    wishes = {one: other for one, other in told.items() if before.get(one, "") != other}
    made: dict[str, str] = {}
    for one, other in wishes.items():
        if not other:
            continue
        if one == other:
            raise BadInput("Somebody is paired with themselves. Please pick somebody else.", "partners")
        if made.get(one, other) != other or made.get(other, one) != one:
            raise OutOfRange("A member trains with one other at most; here somebody has two.", "partners")
        made |= {one: other, other: one}
    moved = {*wishes, *made}
    kept = [pair for pair in pairs if moved.isdisjoint(pair)]
    new = {(min(pair), max(pair)) for pair in made.items()}
    return tuple(sorted(pair for pair in {*kept, *new} if set(pair) <= set(members)))


def read(choices: Collection[str]) -> dict[str, str]:
    """What a form's fields "<member>:<partner>" say, by member. Raises BadInput."""
    told = {}
    for choice in choices:
        one, colon, other = choice.partition(":")
        if not one or not colon:
            raise BadInput("Please pick again who trains with whom.", "partners")
        told[one] = other
    return told
