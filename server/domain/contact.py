"""What people type about how to reach them: cleaned, checked, or refused with a sentence at its field."""

import re
import unicodedata
import zoneinfo
from functools import cache

from server.domain.errors import BadInput, OutOfRange

_EMAIL = re.compile(r"[^@\s<>()\[\]\\,;:\"]+@[^@\s<>()\[\]\\,;:\"]+\.[^@\s<>()\[\]\\,;:\".]+")
_PHONE = re.compile(r"\+?[0-9 ()./-]+")
# Signs that turn the direction of the text after them: they let one name look like another.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line(text: str, where: str, *, most: int = 200) -> str:
    """One line of text: no control characters, single spaces, at most `most` characters. Raises OutOfRange."""
    return _fitting(" ".join(_visible(text, keep="\t\n\r").split()), where, most)


def paragraphs(text: str, where: str, *, most: int = 5000) -> str:
    """Text with line breaks, at most `most` characters. Raises OutOfRange."""
    return _fitting(_visible(text.replace("\r\n", "\n"), keep="\t\n").strip(), where, most)


def name(text: str, where: str = "name", *, most: int = 120) -> str:
    """A name that is not empty. Raises BadInput or OutOfRange."""
    found = line(text, where, most=most)
    if not found:
        raise BadInput("Please give a name.", where)
    return found


def email(text: str, where: str = "email") -> str:
    """An e-mail address, or nothing. Raises BadInput or OutOfRange."""
    found = line(text, where, most=254)
    if found and not _EMAIL.fullmatch(found):
        raise BadInput("This does not look like an e-mail address, such as sam@example.org.", where)
    return found


def phone(text: str, where: str = "phone") -> str:
    """A phone number as people write it, or nothing. Raises BadInput or OutOfRange."""
    found = line(text, where, most=40)
    if not found:
        return found
    if not _PHONE.fullmatch(found):
        raise BadInput("A phone number has digits, spaces and + ( ) - . / only.", where)
    if not 3 <= sum(sign.isdigit() for sign in found) <= 20:
        raise OutOfRange("A phone number has 3 to 20 digits.", where)
    return found


def dial(phone: str) -> str:
    """The number as a `tel:` address wants it: digits, and a plus in front if it had one."""
    return ("+" if phone.startswith("+") else "") + "".join(sign for sign in phone if sign.isascii() and sign.isdigit())


def time_zone(text: str, where: str = "time_zone") -> str:
    """The name of an IANA time zone. Raises BadInput."""
    found = line(text, where, most=64)
    if found not in _all_zones():
        raise BadInput("Please pick a time zone from the list, such as Europe/Berlin.", where)
    return found


@cache
def time_zones() -> tuple[str, ...]:
    """The zone names a list offers: named after a place, without those kept only for old data."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return ("UTC", *sorted(name for name in _all_zones() if name.partition("/")[0] in areas))


@cache
def _all_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime", "posixrules"})


def _visible(text: str, *, keep: str) -> str:
    return "".join(sign for sign in text if sign in keep or not _is_hidden(sign))


def _is_hidden(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in ("Cc", "Cs")


def _fitting(text: str, where: str, most: int) -> str:
    if len(text) > most:
        raise OutOfRange(f"This has {len(text)} characters; at most {most} fit here.", where)
    return text
