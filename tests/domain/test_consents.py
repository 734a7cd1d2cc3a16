"""Consents: standing, versions, and rows that are only ever added."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import consents
from server.domain.consents import Consent, OutdatedWords, Words
from server.domain.errors import NotFound

PURPOSES = list(consents.PURPOSES)

# A text changed without a new version would make old answers say something else.
RELEASED = {
    ("exercise_risk", 1): "b61e89054f9102b2cf8369942e880d483bf6f2d20ac6ea07d94a7bb46353f5cc",
    ("remote_training", 2): "d6a5b7a2b4fa78780cce79f29be6e3d1b5d28a449351c9988fd73223b7859cf1",
    ("pose_analysis", 1): "e89246568098d8d168401eedbdfb5a215ef0f5304e5418aa0f567c89385e2047",
    ("guardian", 1): "e57b8d0f01b98b2190afd54029ff40abf15bbe45054813c039174628d64452cf",
    ("remote_training", 1): "9b6b8040e65c033e3d34b084bc56fe7eedd54a3484c1248652158840055e9d9f",
    ("health_data", 1): "09ab1fd9f2ab1c68af889333a931ee2db93b97a449172186689651421be46035",
    ("clips", 1): "5b67930eed50690462a125f928491bdb1754b3cb9f818995b17d5a5418b645d7",
    ("recording", 1): "ada62720aa56b720a33ae3cf34838261be92e20634a3c0823b54aa08e103baa7",
}


def tell(
    rows: list[Consent], purpose: str, given: bool, *, now_ms: int = 1000, version: int | None = None
) -> Consent | None:
    row = consents.answer(
        rows,
        id=f"row{len(rows)}",
        client_id="bob",
        purpose=purpose,
        given=given,
        version=version,
        method="client page",
        signed_by="Gerda Birch" if purpose == "guardian" else "",
        now_ms=now_ms,
    )
    if row is not None:
        rows.append(row)
    return row


def test_nobody_agrees_before_being_asked() -> None:
    assert all(consents.standing([], purpose) == "never" for purpose in PURPOSES)
    assert not any(consents.is_given([], purpose) for purpose in PURPOSES)


def test_given_and_withdrawn_are_two_rows_and_the_last_counts() -> None:
    rows: list[Consent] = []
    tell(rows, "clips", True)
    assert consents.is_given(rows, "clips")
    tell(rows, "clips", False, now_ms=2000)
    assert (consents.standing(rows, "clips"), len(rows)) == ("withdrawn", 2)
    tell(rows, "clips", True, now_ms=3000)
    assert (consents.is_given(rows, "clips"), len(rows)) == (True, 3)


def test_since_when_somebody_agrees_is_the_last_yes_to_the_words_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Consent] = []
    assert consents.since_ms(rows, "recording") is None
    tell(rows, "recording", True, now_ms=1000)
    tell(rows, "recording", False, now_ms=2000)
    assert consents.since_ms(rows, "recording") is None
    tell(rows, "recording", True, now_ms=3000)
    assert consents.since_ms(rows, "recording") == 3000
    newer = (*consents.PURPOSES["recording"], Words(version=2, title="Recording", text="Other words."))
    monkeypatch.setitem(consents.PURPOSES, "recording", newer)
    assert consents.since_ms(rows, "recording") is None


def test_each_purpose_stands_by_itself() -> None:
    rows: list[Consent] = []
    tell(rows, "clips", True)
    assert not consents.is_given(rows, "recording")


def test_a_second_tap_adds_nothing() -> None:
    rows: list[Consent] = []
    tell(rows, "clips", True)
    assert tell(rows, "clips", True, now_ms=1001) is None
    tell(rows, "clips", False)
    assert tell(rows, "clips", False) is None


def test_withdrawing_what_was_never_given_adds_nothing() -> None:
    assert tell([], "clips", False) is None


def test_a_row_keeps_the_version_and_the_digest_of_the_words() -> None:
    row = tell([], "clips", True)
    words = consents.words("clips")
    assert row is not None
    assert row.version == words.version
    assert row.text_sha256 == hashlib.sha256(f"{words.title}\n{words.text}".encode()).hexdigest()


def test_agreeing_to_old_words_is_not_agreeing_to_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Consent] = []
    tell(rows, "clips", True)
    newer = Words(version=2, title="Clips", text="Other words.")
    monkeypatch.setitem(consents.PURPOSES, "clips", (*consents.PURPOSES["clips"], newer))
    assert consents.standing(rows, "clips") == "outdated"
    with pytest.raises(OutdatedWords):
        tell(rows, "clips", True, version=1)
    tell(rows, "clips", True, version=2, now_ms=2000)
    assert consents.is_given(rows, "clips")


def test_what_is_withdrawn_are_the_words_that_were_agreed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Consent] = []
    given_row = tell(rows, "clips", True)
    newer = Words(version=2, title="Clips", text="Other words.")
    monkeypatch.setitem(consents.PURPOSES, "clips", (*consents.PURPOSES["clips"], newer))
    row = tell(rows, "clips", False, version=1, now_ms=2000)
    assert row is not None
    assert given_row is not None
    assert (row.version, row.text_sha256) == (1, given_row.text_sha256)


def test_an_unknown_purpose_is_not_found() -> None:
    with pytest.raises(NotFound):
        tell([], "marketing", True)


def test_a_row_is_always_later_than_the_one_before() -> None:
    rows: list[Consent] = []
    tell(rows, "clips", True, now_ms=1000)
    tell(rows, "clips", False, now_ms=900)
    assert [row.at_ms for row in rows] == [1000, 1001]
    assert consents.standing(rows, "clips") == "withdrawn"


@given(st.lists(st.tuples(st.sampled_from(PURPOSES), st.booleans(), st.integers(0, 5)), max_size=30))
def test_the_standing_is_what_was_said_last_whatever_the_order_of_rows(
    said: list[tuple[str, bool, int]],
) -> None:
    rows: list[Consent] = []
    expected: dict[str, bool] = {}
    for purpose, given_now, now_ms in said:
        tell(rows, purpose, given_now, now_ms=now_ms)
        expected[purpose] = given_now
    for purpose in PURPOSES:
        assert consents.is_given(list(reversed(rows)), purpose) == expected.get(purpose, False)


def test_every_purpose_has_rising_versions_and_plain_words() -> None:
    for versions in consents.PURPOSES.values():
        assert [words.version for words in versions] == list(range(1, len(versions) + 1))
        for words in versions:
            assert "!" not in words.title + words.text
            assert words.text.endswith(".")


def test_released_words_never_change() -> None:
    shown = {(purpose, words.version): words.sha256 for purpose, all in consents.PURPOSES.items() for words in all}
    assert shown == RELEASED, "a released text changed: add a new version instead"


def test_a_row_cannot_be_changed() -> None:
    row = tell([], "clips", True)
    assert row is not None
    with pytest.raises(AttributeError):
        row.given = False  # type: ignore[misc]
    assert replace(row, given=False) != row
