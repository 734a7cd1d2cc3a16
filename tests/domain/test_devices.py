"""Codes that confirm a device: ten minutes, five tries."""

import pytest

from server.domain import devices

NOW = 1_000_000
CODE = devices.make_code("id", "bob", "048213", NOW)


def test_the_right_digits_are_taken_however_they_are_spaced() -> None:
    for typed in ("048213", "048 213", " 048-213 "):
        assert devices.try_code(CODE, typed, NOW)[1]


@pytest.mark.parametrize("typed", ["", "48213", "0482133", "048214", "०४८२१३", "x" * 1000])
def test_anything_else_is_not(typed: str) -> None:
    after, is_right = devices.try_code(CODE, typed, NOW)
    assert not is_right
    assert after is not None
    assert after.tries == 1


def test_a_code_lives_ten_minutes() -> None:
    assert devices.try_code(CODE, "048213", NOW + 599_999)[1]
    assert devices.try_code(CODE, "048213", NOW + 600_000) == (CODE, False)


def test_after_five_wrong_tries_even_the_right_digits_are_not_taken() -> None:
    code: devices.Code | None = CODE
    for _ in range(5):
        code, is_right = devices.try_code(code, "000000", NOW)
        assert not is_right
    assert not devices.is_open(code, NOW)
    assert devices.try_code(code, "048213", NOW)[1] is False


def test_without_a_code_nothing_is_right() -> None:
    assert devices.try_code(None, "", NOW) == (None, False)
