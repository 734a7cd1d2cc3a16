"""Forms and a goal of the demo: what Noor answered yesterday before the first talk, and what Mia trains for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server import ids
from server.domain.accounts import DAY_MS, Account
from server.domain.forms import filled as rules
from server.domain.forms import goals
from server.domain.forms import library as library_rules
from server.domain.forms.answers import About
from server.domain.forms.filled import Change, Filled
from server.domain.forms.form import Version
from server.domain.forms.goals import Goal, GoalDetails
from server.domain.forms.starters import BY_KEY
from server.domain.people import Client

ANSWERS: dict[str, Any] = {
    "called": "Noor",
    "job": "Sitting, mostly; I cycle to work",
    "emergency_name": "Karim Haddad",
    "emergency_phone": "+1 202 555 0144",
    "why": "Carry my daughter up four floors without stopping",
    "importance": 9,
    "confidence": 6,
    "minutes_easy": 150,
    "injured": "yes",
    "injured_more": "Right ankle, two years ago. It clicks when I run.",
    "sleep": 6.5,
    "things": ["mat", "bands"],
    "space": "yes",
    "camera": ["phone", "laptop"],
    "services": ["live", "alone"],
    "times": "Before eight, Tuesdays and Fridays",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A form with its version and what changed in it, and a goal."""

    version: Version
    filled: Filled
    changes: Sequence[Change]
    goal: Goal


def told(trainer: Account, mia: Client, noor: Client, now_ms: int) -> Asked:
    """As of `now_ms`."""
    asked_ms, sent_ms = now_ms - 2 * DAY_MS, now_ms - DAY_MS
    version = library_rules.next_version(None, BY_KEY["intake"], id=ids.new(), now_ms=asked_ms)
    fresh = rules.ask(ids.new(), noor.id, version, by=trainer.id, now_ms=asked_ms, note="Whatever you like to tell.")
    by = f"c:{noor.id}"
    filled, changes = rules.put(fresh, ANSWERS, by=by, about=About(sent_ms), ids=[ids.new() for _ in ANSWERS])
    goal = goals.new(
        ids.new(),
        mia.id,
        GoalDetails(
            words="Half marathon in under two hours",
            measure="for 10 km",
            unit="min",
            start=62,
            target=54,
            importance=8,
            confidence=7,
        ),
        kept=0,
        now_ms=asked_ms,
    )
    by_trainer = f"t:{trainer.id}"
    goal = goals.review(goal, value=58.5, words="Even pace", state="open", next_date="", by=by_trainer, now_ms=sent_ms)
    return Asked(version=version, filled=rules.send(filled, by=by, now_ms=sent_ms), changes=changes, goal=goal)
