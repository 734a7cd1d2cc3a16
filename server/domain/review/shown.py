"""What of a review the client is shown: all of it once it was sent, but never a private layer nor what lies on it."""

from collections.abc import Iterable

from server.domain.review.marks import Mark


def private_layers(layers: Iterable[Mark]) -> frozenset[str]:
    """The ids of layers that are the trainers' alone."""
    return frozenset(one.id for one in layers if not one.is_deleted and one.body.get("is_private"))


def for_client(changed: Iterable[Mark], private: frozenset[str]) -> list[Mark]:
    """These marks as the client's page may know them: what is private looks as if it had been taken away."""
    return [
        Mark(id=one.id, kind=one.kind, stamp=one.stamp, is_deleted=True, seq=one.seq)
        if _is_private(one, private)
        else one
        for one in changed
    ]


def _is_private(one: Mark, private: frozenset[str]) -> bool:
    return one.id in private or one.body.get("layer", "") in private
