"""What happened in a training that makes a trainer look again: somebody felt unwell, or said that something hurts.

Red flags that stop a session, after ACE's and ACSM's lists: pain in the chest, nausea, unusual shortness of breath,
light-headedness, an irregular heartbeat, sharp or joint pain. Only what the trainer confirms reopens readiness.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from server.domain import contact
from server.domain.errors import Conflict

Kind = Literal["unwell", "pain"]
Verdict = Literal["open", "confirmed", "dismissed"]


class FlagDecided(Conflict):
    """A flag is decided once; what follows is a review."""

    code = "flag-decided"
    sentence = "This was decided already. Review the health check instead."


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing that happened to one client, and what the trainer says it was. session_id: None when training alone."""

    id: str
    client_id: str
    session_id: str | None
    kind: Kind
    at_ms: int
    places: str = ""  # of a pain: those of the effort question, comma between
    verdict: Verdict = "open"
    word: str = ""  # the trainer's
    by: str = ""
    decided_at_ms: int | None = None


def foremost(found: Sequence[Flag]) -> dict[str, Flag]:
    """By client, the flag to ask about first: that they felt unwell goes before what hurts, the newest before older."""
    first: dict[str, Flag] = {}
    for flag in sorted(found, key=lambda one: (one.kind != "unwell", -one.at_ms)):
        first.setdefault(flag.client_id, flag)
    return first


def decide(flag: Flag, verdict: Literal["confirmed", "dismissed"], word: str, *, by: str, now_ms: int) -> Flag:
    """The flag as the trainer decided it. Raises FlagDecided when another verdict was given before."""
    if flag.verdict == verdict:
        return flag
    if flag.verdict != "open":
        raise FlagDecided
    return replace(flag, verdict=verdict, word=contact.line(word, "word", most=200), by=by, decided_at_ms=now_ms)
