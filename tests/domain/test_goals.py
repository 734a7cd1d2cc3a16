"""Goals: what is said of where one stands."""

from typing import Any

import pytest

from server.domain.forms.goals import Goal, GoalDetails, Review


@pytest.mark.parametrize(
    ("said", "found", "words"),
    [
        ({"measure": "push-ups", "start": 4, "target": 20}, 12, "12 of 20 push-ups"),
        ({"measure": "push-ups", "target": 20}, None, "? of 20 push-ups"),
        ({"unit": "kg", "start": 92, "target": 84.5}, None, "92, down to 84.5 kg"),
        ({"measure": "how I sleep", "by_date": "2031-03-03"}, None, "how I sleep, by 3 March 2031"),
        ({}, None, ""),
    ],
)
def test_where_a_goal_stands_is_said_in_words(said: dict[str, Any], found: float | None, words: str) -> None:
    reviews = () if found is None else (Review(at_ms=1, value=found, words="", by="t:alice"),)
    goal = Goal(id="g", client_id="bob", details=GoalDetails(words="Be strong", **said), reviews=reviews)
    assert goal.stands == words
