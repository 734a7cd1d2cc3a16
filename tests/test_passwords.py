"""Passwords: what is refused, and that hashing never holds up the loop."""

import asyncio

import pytest

from server.domain.errors import BadInput, TooMany
from server.passwords import MOST_WAITING, Passwords, check_new

ALICE = {"email": "alice.archer@fitness-berlin.de", "name": "Alice Archer-Smith"}


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "password1234",
        "Password2024!",
        "P@ssw0rd12345",
        "passwordpassword",
        "qwertyuiop12",
        "1q2w3e4r5t1q2w3e4r5t",
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "iloveyou12345",
        "letmein-letmein",
        "Summer2026!!",
        "trainer123456",
        "alicealicealice",
        "alice.archer1",
        "AliceArcher1990",
        "fitness-berlin",
        "archer-smith-1",
        "x" * 201,
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(password: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_new(password, **ALICE)
    assert refused.value.where == "password"


@pytest.mark.parametrize(
    "password",
    [
        "seven otters row north",
        "correct horse battery staple",
        "Wer reitet so spät durch Nacht",
        "kR7#mZ2!qLx9",
        "пароль не такой простой",
        "alice likes 9 purple tractors",
        "🐿️🌰🌲🍂🦔🐾🪵🍄🐌🌧️🪺🐦",
    ],
)
def test_a_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    check_new(password, **ALICE)


async def test_the_parameters_are_those_we_promise() -> None:
    passwords = Passwords()
    stored = await passwords.hash("seven otters row north")
    passwords.close()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert not passwords.is_outdated(stored)
    assert passwords.is_outdated(stored.replace("m=65536", "m=19456"))


async def test_hashing_does_not_hold_up_the_loop() -> None:
    passwords = Passwords()
    hashing = asyncio.gather(*(passwords.hash("seven otters row north") for _ in range(4)))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0.005)
        turns += 1
    passwords.close()
    assert turns > 12  # on the loop it would get one turn a hash


async def test_a_flood_is_told_to_come_back_instead_of_waiting_for_minutes() -> None:
    passwords = Passwords(memory_kib=8, time_cost=1)
    asked = [passwords.matches(None, "x") for _ in range(MOST_WAITING * 4)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    passwords.close()
    refused = [answer for answer in answers if isinstance(answer, TooMany)]
    assert 0 < len(refused) <= MOST_WAITING * 3
    assert all(answer is False for answer in answers if not isinstance(answer, TooMany))


@pytest.mark.parametrize("stored", ["", None, "nonsense", "$argon2id$v=19$m=8,t=1,p=1$x$y"])
async def test_a_broken_hash_matches_nothing(stored: str | None) -> None:
    passwords = Passwords(memory_kib=8, time_cost=1)
    assert not await passwords.matches(stored, "")
    assert not await passwords.matches(stored, "x" * 100_000)
    passwords.close()
