"""What passes between the media worker's parent and its child: one order with open files, then words back."""

import msgspec

from recordings.sandbox import Limits
from recordings.work import Prepared, Task

LONGEST = 64 * 1024  # bytes of a message


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Parent to child, once. With it come the source and the outputs as open files, in this order."""

    task: Task
    limits: Limits
    outputs: list[str]
    inputs: list[str] = []  # more files than the source, between it and the outputs


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Child to parent; each time one of these. After the order, whatever it says may be a lie."""

    layers: str | None = None  # locked in, with these layers
    why_not: str | None = None  # could not lock itself in: a sentence for the operator
    percent: int | None = None
    prepared: Prepared | None = None
    refused: str | None = None  # a code
    broken: str | None = None  # for our log


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """What a child used, as the process around it saw it; nothing inside can change it."""

    cpu_s: float
    peak_bytes: int  # of memory
    ended_by: int  # a signal, or 0
