"""The part of a file that a request asks for (RFC 9110, 14): one range of bytes, or all of it."""

import re
from typing import Final

from server.domain.errors import DomainError

# Digits enough for any file, and few enough to read.
_ONE: Final = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)


class NoSuchPart(DomainError):
    """The part asked for lies outside the file."""

    code = "no-such-part"
    status = 416
    sentence = "This file has no such part."


def part(asked: str | None, size: int) -> tuple[int, int] | None:
    """Start and length of the one range that a Range header asks for; None: all of it.

    Several ranges, other units and what is no range are answered with all of it, as the standard lets a server.
    Raises NoSuchPart.
    """
    found = _ONE.fullmatch(asked or "")
    if found is None:
        return None
    first, last = found.groups()
    if not first:
        return _last_bytes(last, size)
    start = int(first)
    end = int(last) if last else size - 1
    if end < start and last:
        return None  # no range at all
    if start >= size:
        raise NoSuchPart
    return start, min(end, size - 1) - start + 1


def _last_bytes(count: str, size: int) -> tuple[int, int] | None:
    if not count:
        return None
    length = min(int(count), size)
    if length == 0:
        raise NoSuchPart
    return size - length, length
