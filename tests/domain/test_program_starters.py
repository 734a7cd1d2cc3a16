"""Programs of ours to begin with: sound, in exercises of ours, and none that needs somebody beside."""

import pytest

from server.domain.our_exercises import BY_KEY
from server.domain.programs import limits
from server.domain.programs.starters import STARTERS, Starter


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_a_starter_is_sound_and_may_be_done_alone(starter: Starter) -> None:
    assert limits.checked(starter.details.weeks) == starter.details.weeks
    entries = [entry for week in starter.details.weeks for day in week.days for entry in day.entries]
    assert entries
    for entry in entries:
        details = BY_KEY[entry.exercise or ""].details
        assert entry.name == details.name
        assert not details.needs_spotter
        assert (entry.side == "each") <= details.one_sided, f"{entry.name} has no sides"
