"""When a mark was written, in an order on which all devices agree: a hybrid logical clock that sorts as text.

`<ms, 13 digits>-<counter, 4 digits>-<device, 8 hexadecimal digits>`: the device's clock as the server set it right, a
counter for what is written within one millisecond or after something from another device that lay ahead, and which
device it was, so that no two are the same.
"""

import re

from server.domain.errors import BadInput, OutOfRange

AHEAD_MS = 5 * 60_000  # no clock that was set right by ours is that wrong
_STAMP = re.compile(r"([0-9]{13})-[0-9]{4}-[0-9a-f]{8}")


class StampAhead(OutOfRange):
    """A device's clock is wrong: what it wrote would win for hours over what others write."""

    code = "stamp-ahead"
    sentence = "The clock of this device is wrong. It is set right and sent again."


def checked(stamp: str, now_ms: int) -> str:
    """A stamp that may count. Raises BadInput, StampAhead."""
    found = _STAMP.fullmatch(stamp)
    if found is None:
        raise BadInput("A stamp is 13 digits, 4 digits and 8 hexadecimal digits.", "stamp")
    if int(found[1]) > now_ms + AHEAD_MS:
        raise StampAhead(where="stamp")
    return stamp


def made(ms: int, counter: int, device: str) -> str:
    """The stamp of these three."""
    return f"{ms:013d}-{counter:04d}-{device}"
