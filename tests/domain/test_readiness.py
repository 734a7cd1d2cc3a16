"""Where a client stands, what changes it, and who may exercise by it; pure."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.errors import BadInput, OutOfRange
from server.domain.readiness import Entry, NotCleared, State, changes, flags, may_exercise, standing, words
from server.domain.readiness.flags import Flag, FlagDecided
from server.domain.readiness.states import CLEAR, DAY_MS, HELD, VALID_MS

NOW_MS = 1_790_000_000_000
ALICE, BOB = "t:alice", "c:bob"


class Story:
    """What happens to Bob, one thing after the other."""

    def __init__(self) -> None:
        self.rows: list[Entry] = []
        self.now_ms = NOW_MS

    def _id(self) -> str:
        return f"e{len(self.rows)}"

    def sends(self, *yes: str, is_whole: bool = True) -> State:
        self.rows += changes.submit(
            self.rows,
            ids=(self._id(), f"{self._id()}j"),
            client_id="bob",
            answers_id="f1",
            yes=yes,
            is_whole=is_whole,
            by=BOB,
            now_ms=self.now_ms,
        )
        return self.state

    def reviewed(self, decision: Any, **how: Any) -> State:
        given: dict[str, Any] = {"source": "talk", "by": ALICE, "time_zone": "Europe/Berlin", "now_ms": self.now_ms}
        self.rows.append(changes.review(self.rows, id=self._id(), client_id="bob", decision=decision, **(given | how)))
        return self.state

    def elsewhere(self, result: Any = "cleared", **how: Any) -> State:
        given: dict[str, Any] = {"form_name": "PAR-Q+", "form_year": 2024, "signed_by": "Bob Birch", "document_id": ""}
        given |= {"checked_on": "2026-09-01", "by": ALICE, "time_zone": "UTC", "now_ms": self.now_ms}
        self.rows.append(changes.elsewhere(self.rows, id=self._id(), client_id="bob", result=result, **(given | how)))
        return self.state

    def reopened(self, note: str = "chest pain", source: Any = "room") -> State:
        self.rows.append(
            changes.reopen(
                self.rows, id=self._id(), client_id="bob", note=note, source=source, by=ALICE, now_ms=self.now_ms
            )
        )
        return self.state

    def overridden(self, session: str = "s1", reason: str = "Seen this morning.") -> None:
        self.rows.append(
            changes.override(
                self.rows,
                id=self._id(),
                client_id="bob",
                session_id=session,
                reason=reason,
                by=ALICE,
                now_ms=self.now_ms,
            )
        )

    def taken_back(self, session: str = "s1") -> None:
        self.rows.append(
            changes.end_override(
                self.rows, id=self._id(), client_id="bob", session_id=session, by=ALICE, now_ms=self.now_ms
            )
        )

    def may(self, session: str = "") -> bool:
        return may_exercise(self.rows, self.now_ms, session).is_open

    @property
    def state(self) -> State:
        return standing(self.rows, self.now_ms).state


def test_who_was_never_asked_may_not_exercise() -> None:
    story = Story()
    assert story.state is State.NONE
    assert not story.may()
    with pytest.raises(NotCleared) as no:
        may_exercise([], NOW_MS).check()
    assert no.value.message == words.FOR_CLIENT[State.NONE].text


def test_all_no_clears_for_twelve_months_and_not_a_moment_longer() -> None:
    story = Story()
    assert story.sends() is State.CLEARED
    assert [one.state for one in story.rows] == [State.SUBMITTED, State.CLEARED]
    story.now_ms += VALID_MS - 1
    assert story.may()
    story.now_ms += 1
    assert story.state is State.EXPIRED
    assert not story.may()
    assert story.sends() is State.CLEARED, "done again, it counts again"


def test_a_yes_waits_for_the_trainer_and_answering_no_afterwards_does_not_get_past() -> None:
    story = Story()
    assert story.sends("Chest pain") is State.FOLLOW_UP
    assert story.rows[-1].note == "Chest pain"
    assert story.sends() is State.FOLLOW_UP
    assert story.reviewed("cleared") is State.CLEARED


def test_what_does_not_ask_everything_has_to_be_read() -> None:
    story = Story()
    assert story.sends(is_whole=False) is State.SUBMITTED
    assert not story.may()
    assert story.reviewed("cleared") is State.CLEARED


def test_limits_need_words_and_stay_when_the_check_is_done_again() -> None:
    story = Story()
    with pytest.raises(BadInput) as no:
        story.reviewed("cleared_with_limits", limits="  ")
    assert no.value.where == "limits"
    assert story.reviewed("cleared_with_limits", limits="No jumping.") is State.CLEARED_WITH_LIMITS
    assert standing(story.rows, story.now_ms).limits == "No jumping."
    story.now_ms += VALID_MS
    assert story.sends() is State.CLEARED_WITH_LIMITS
    assert standing(story.rows, story.now_ms).limits == "No jumping."
    assert story.reviewed("cleared") is State.CLEARED
    assert standing(story.rows, story.now_ms).limits == ""


def test_a_referral_ends_with_what_the_doctor_wrote() -> None:
    story = Story()
    story.reviewed("referred")
    for decision in ("cleared", "cleared_with_limits"):
        with pytest.raises(changes.DocumentNeeded):
            story.reviewed(decision, limits="No sprints.", source="doctor")
    assert story.sends() is State.REFERRED
    assert story.reviewed("cleared", source="doctor", document_id="d1") is State.CLEARED


def test_a_red_flag_or_a_change_of_health_ends_by_review_alone() -> None:
    for source, note in (("room", "light-headed"), ("told", "A new medication.")):
        story = Story()
        story.sends()
        assert story.reopened(note, source) is State.REOPENED
        assert story.sends() is State.REOPENED
        assert story.elsewhere() is State.REOPENED
        story.now_ms += 2 * VALID_MS
        assert story.state is State.REOPENED, "waiting does not end it"
        assert story.reviewed("cleared") is State.CLEARED
    with pytest.raises(BadInput):
        Story().reopened("", "told")


def test_a_form_from_elsewhere_counts_from_its_own_day_and_is_not_too_old() -> None:
    story = Story()
    assert story.elsewhere() is State.CLEARED
    entry = story.rows[-1]
    assert entry.note == "PAR-Q+ 2024, signed by Bob Birch on 2026-09-01: all no"
    assert entry.valid_until_ms is not None
    assert entry.valid_until_ms < story.now_ms + VALID_MS
    assert Story().elsewhere("follow_up") is State.FOLLOW_UP
    for how, kind in (
        ({"checked_on": "2025-01-01"}, OutOfRange),
        ({"checked_on": "2027-01-01"}, OutOfRange),
        ({"checked_on": "yesterday"}, BadInput),
        ({"signed_by": " "}, BadInput),
        ({"form_name": ""}, BadInput),
        ({"form_year": 24}, OutOfRange),
        ({"form_year": 2027}, OutOfRange),  # printed after it was signed
    ):
        with pytest.raises(kind):
            Story().elsewhere(**how)


def test_an_override_is_for_one_session_with_a_reason_and_ends_with_the_next_red_flag() -> None:
    story = Story()
    with pytest.raises(BadInput) as no:
        story.overridden(reason="ok")
    assert no.value.where == "reason"
    story.overridden("s1")
    assert story.may("s1")
    assert may_exercise(story.rows, story.now_ms, "s1").why is State.NONE, "and the banner says what for"
    assert not story.may("s2")
    assert not story.may()
    story.reopened()
    assert not story.may("s1")
    story.overridden("s1")
    assert story.may("s1")
    story.taken_back("s1")
    assert not story.may("s1")


def test_it_warns_two_weeks_ahead() -> None:
    story = Story()
    story.sends()
    found = standing(story.rows, NOW_MS)
    assert not found.ends_soon(NOW_MS + VALID_MS - 15 * DAY_MS)
    assert found.ends_soon(NOW_MS + VALID_MS - 14 * DAY_MS + 1)


def test_a_flag_is_decided_once() -> None:
    flag = Flag(id="f", client_id="bob", session_id="s1", kind="pain", at_ms=NOW_MS)
    confirmed = flags.decide(flag, "confirmed", " sharp, left knee ", by=ALICE, now_ms=NOW_MS)
    assert (confirmed.word, confirmed.by) == ("sharp, left knee", ALICE)
    assert flags.decide(confirmed, "confirmed", "", by=ALICE, now_ms=NOW_MS + 1) is confirmed
    with pytest.raises(FlagDecided):
        flags.decide(confirmed, "dismissed", "", by=ALICE, now_ms=NOW_MS)


def test_clients_never_read_the_trainers_words() -> None:
    for told in words.FOR_CLIENT.values():
        for hard in ("readiness", "refer", "red flag", "override", "!"):
            assert hard not in f"{told.title} {told.text}".lower()
    assert set(words.FOR_CLIENT) == set(words.FOR_TRAINER) == set(State)


DEEDS = st.one_of(
    st.tuples(st.just("sends"), st.lists(st.sampled_from(["Heart", "Joints"]), max_size=2)),
    st.tuples(st.just("reviewed"), st.sampled_from(["cleared", "cleared_with_limits", "referred"])),
    st.tuples(st.just("elsewhere"), st.sampled_from(["cleared", "follow_up"])),
    st.tuples(st.just("reopened"), st.just("")),
    st.tuples(st.just("waits"), st.sampled_from([1, DAY_MS, VALID_MS // 2, VALID_MS])),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(DEEDS, max_size=12))
def test_whatever_happens_only_a_trainer_ends_what_is_held_and_only_a_clearance_opens(deeds: list[Any]) -> None:
    story = Story()
    for name, about in deeds:
        before = story.state
        if name == "sends":
            story.sends(*about)
        elif name == "waits":
            story.now_ms += about
        elif name == "reviewed":
            story.reviewed(about, limits="No jumping.", document_id="d1")
        elif name == "elsewhere":
            day = "2026-09-01" if story.now_ms < NOW_MS + VALID_MS // 2 else ""
            if not day:
                continue
            story.elsewhere(about, checked_on=day)
        else:
            story.reopened()
        after = story.state
        if before in HELD and name != "reviewed":
            assert after is before or name == "reopened"
        assert story.may() == (after in CLEAR)
        at = [one.at_ms for one in story.rows]
        assert at == sorted(set(at)), "the last entry is never in doubt"
