"""Passwords: hashed with argon2id away from the loop, and refused when somebody would guess them first."""

import asyncio
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.domain.errors import BadInput, TooMany

T = TypeVar("T")

MIN_LENGTH = 12
MAX_LENGTH = 200  # in characters; whoever sends more is feeding the hash
MOST_WAITING = 64  # about six seconds' worth
BUSY_S = 5
SLOTS = 2  # at most so many hashes at once: a flood of sign-ins takes 2 x 64 MiB, never more

# What people make passwords of. These, runs, repeats and the person's own name and address are taken away, and
# what is left must still be something. So "Password2024!" and "alice.alice.1" are refused without a
# list of millions.
COMMON = """
abc access account admin administrator amazon angel apple autumn azerty baseball basketball batman bitcoin
boss butterfly change changeme charlie chelsea chocolate coach computer cookie daniel default diamond dragon
eminem exercise facebook fitness flower football forever freedom friend gym hallo hannah hello hockey iloveyou
internet jesus jordan killer letmein liverpool login london love lovely lovers maggie master matrix michael
michelle monkey muscle mustang nothing parola pass password passwort pepper personaltrainer please princess
purple qwert qwerty qwertz samsung scooter secret server shadow soccer spotter spring squat starwars strength
success summer sunshine superman system temp test thomas thunder trainer training trust trustno unicorn user
welcome whatever winter workout yoga
"""
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1q2w3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6z7u8i9o0p",
)
LEET = str.maketrans("013457@$!", "oieastasi")
LEAST_LEFT = 8


class Passwords:
    """Hashes and checks passwords in a pool of its own.

    memory_kib and time_cost are argon2id's; tests make them small, nothing else does.
    """

    def __init__(self, *, memory_kib: int = 64 * 1024, time_cost: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._pool = ThreadPoolExecutor(SLOTS, thread_name_prefix="argon2")
        self._nobody: str | None = None
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """The hash to store. The password has been through `check_new`."""
        return await self._slowly(self._hasher.hash, password)

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one. For nobody (None or "") it takes as long, and is False."""
        if len(password) > MAX_LENGTH:
            password, stored = "", None
        if self._nobody is None:
            self._nobody = await self.hash("somebody who does not exist")
        is_right = await self._slowly(self._verify, stored or self._nobody, password)
        return is_right and bool(stored)

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's and should be made anew."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        """Ends the pool."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _slowly(self, work: Callable[..., T], *arguments: str) -> T:
        """Runs `work` in the pool. Raises TooMany when so many wait already that one more would time out anyway."""
        if self._waiting >= MOST_WAITING:
            raise TooMany(BUSY_S, "Many people are signing in right now. Please try again in a few seconds.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._waiting -= 1

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


def check_new(password: str, *, email: str = "", name: str = "", where: str = "password") -> None:
    """Refuses a password that is too short, too long, or soon guessed. Raises BadInput."""
    if len(password) < MIN_LENGTH:
        raise BadInput(f"Please use at least {MIN_LENGTH} characters. A short sentence works well.", where)
    if len(password) > MAX_LENGTH:
        raise BadInput(f"Please use at most {MAX_LENGTH} characters.", where)
    own = re.split(r"[\W_]+", f"{email} {name}".lower())
    if _left(password.lower(), own) < LEAST_LEFT:
        raise BadInput(
            "This password is too easy to guess. Leave out names and common words, or write a short sentence.", where
        )


def _left(password: str, own: Iterable[str]) -> int:
    """How many characters are not part of a common word, of who one is, of a run such as 1234, or of a repeat."""
    covered = [False] * len(password)
    words = {word for word in (*COMMON.split(), *own) if len(word) >= 3}
    for text in {password, password.translate(LEET)}:
        for word in words:
            at = text.find(word)
            while at >= 0:
                covered[at : at + len(word)] = [True] * len(word)
                at = text.find(word, at + 1)
    for size in range(3, 8):
        for at in range(len(password) - size + 1):
            piece = password[at : at + size]
            is_run = any(piece in row or piece in row[::-1] for row in ROWS) or len(set(piece)) == 1
            if is_run or piece in password[:at]:
                covered[at : at + size] = [True] * size
    return covered.count(False)
