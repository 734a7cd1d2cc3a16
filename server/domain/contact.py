"""What people type about how to reach them: cleaned, checked, or refused with a sentence at its field."""

import re
import unicodedata
import zoneinfo
from functools import cache

from server.domain.errors import BadInput, Markup, OutOfRange

_EMAIL = re.compile(r"[^@\s<>()\[\]\\,;:\"]+@[^@\s<>()\[\]\\,;:\"]+\.[^@\s<>()\[\]\\,;:\".]+")
_PHONE = re.compile(r"\+?[0-9 ()./-]+")
# Signs nobody sees that belong in words: joiners of Persian and of emoji, and the letters of a flag's region.
_JOINING = frozenset("\u200c\u200d") | {chr(sign) for sign in range(0xE0020, 0xE0080)}
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|[\x00-\x1f\x7f-\x9f]")  # as in a room
# Letters and symbols that look like nothing: a name made of them is no name.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0" + "".join(_JOINING)


def line(text: str, where: str, *, most: int = 200) -> str:
    """One line of text: no control characters, single spaces, at most `most` characters. Raises OutOfRange."""
    return _fitting(" ".join(_visible(text, keep="\t\n\r").split()), where, most)


def paragraphs(text: str, where: str, *, most: int = 5000) -> str:
    """Text with line breaks, at most `most` characters. Raises OutOfRange."""
    return _fitting(_visible(text.replace("\r\n", "\n"), keep="\t\n").strip(), where, most)


def name(text: str, where: str = "name", *, most: int = 120) -> str:
    """A name that is not empty. Raises BadInput or OutOfRange."""
    found = line(text, where, most=most)
    if not found.strip(_BLANK + " "):
        raise BadInput("Please give a name.", where)
    return found


def plain(words: str, where: str) -> str:
    """The same words, which have neither tags nor control characters in them. Raises Markup."""
    if MARKUP.search(words):
        raise Markup(where=where)
    return words


def email(text: str, where: str = "email", *, needed: bool = False) -> str:
    """An e-mail address in the lower case it is stored and compared in; or nothing, unless it is `needed`.

    Raises BadInput or OutOfRange.
    """
    found = line(text, where, most=254).lower()
    if needed and not found:
        raise BadInput("Please give an e-mail address, such as sam@example.org.", where)
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
    """Whether it is a control, half of a pair, or a format: some of these turn the text after them around."""
    return unicodedata.category(sign) in ("Cc", "Cs", "Cf") and sign not in _JOINING


def _fitting(text: str, where: str, most: int) -> str:
    if len(text) > most:
        raise OutOfRange(f"This has {len(text)} characters; at most {most} fit here.", where)
    return text
