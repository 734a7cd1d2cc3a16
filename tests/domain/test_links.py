"""Tokens of links: who can make one, and what kills it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import links

KEY = "a key of this installation"


def test_a_token_opens_its_client_in_its_generation_only() -> None:
    token = links.client_token(KEY, "bob", 3)
    assert links.id_in(token) == "bob"
    assert links.is_client_token(KEY, token, "bob", 3)
    assert not links.is_client_token(KEY, token, "bob", 4)
    assert not links.is_client_token(KEY, token, "bea", 3)
    assert not links.is_client_token("another key", token, "bob", 3)


def test_the_same_link_can_be_shown_again() -> None:
    assert links.client_token(KEY, "bob", 1) == links.client_token(KEY, "bob", 1)


def test_a_token_of_one_kind_is_none_of_another() -> None:
    assert not links.is_invite_token(KEY, links.client_token(KEY, "x", 1), "x", 1)
    assert not links.is_client_token(KEY, links.invite_token(KEY, "x", 1), "x", 1)
    assert links.is_invite_token(KEY, links.invite_token(KEY, "x", 1), "x", 1)
    assert links.second_device(KEY, links.client_token(KEY, "x", 1), 0) is None


def test_a_token_for_a_remote_is_none_for_a_camera() -> None:
    token = links.second_token(KEY, "seat", 1000, "remote")
    assert links.second_device(KEY, token, 999) == ("seat", "remote")
    assert token != links.second_token(KEY, "seat", 1000)


def test_a_camera_token_names_its_seat_until_its_time_is_over() -> None:
    token = links.second_token(KEY, "seat", 1000)
    assert links.second_device(KEY, token, 999) == ("seat", "camera")
    assert links.second_device(KEY, token, 1000) is None
    assert links.second_device("another key", token, 999) is None


def test_a_longer_life_cannot_be_written_in() -> None:
    seat, _, mac = links.second_token(KEY, "seat", 1000).split(".")
    assert links.second_device(KEY, f"{seat}.9000.{mac}", 999) is None


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a", "a.b", "a.1.", "a.²." + "x" * 27, "a.-1.x", f"a.{'9' * 500}.x", "\ud800.1.x", "é.1.ü"]
)
def test_nonsense_opens_nothing_and_breaks_nothing(token: str) -> None:
    assert links.second_device(KEY, token, 0) is None
    assert not links.is_client_token(KEY, token, links.id_in(token) or "bob", 1)
    assert not links.is_invite_token(KEY, token, links.id_in(token) or "bob", 1)


@given(st.integers(0, 40), st.sampled_from(string.printable))
def test_a_token_with_any_sign_changed_opens_nothing(place: int, sign: str) -> None:
    token = links.client_token(KEY, "7k2m9qd4xw3ha", 1)
    changed = token[:place] + sign + token[place + 1 :]
    assert links.is_client_token(KEY, changed, "7k2m9qd4xw3ha", 1) == (changed == token)


@given(st.text(max_size=80))
def test_no_guess_opens_a_page(token: str) -> None:
    assert not links.is_client_token(KEY, token, "bob", 1)
    assert links.second_device(KEY, token, 0) is None


def test_tokens_are_safe_in_an_address_and_short_enough_for_a_message() -> None:
    token = links.client_token(KEY, "7k2m9qd4xw3ha", 12)
    assert set(token) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(token) == 13 + 1 + 27
