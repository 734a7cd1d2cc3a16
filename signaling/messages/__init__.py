"""Every message on the wire, one frozen dataclass each. The docstrings and comments are printed in docs/protocol.md.

A command goes from a page to the server as a socket event of its `name` with one map as its only argument, and is
acknowledged with `{"ok": true, …}` or `{"ok": false, "error": code, "message": sentence, "where": path?}`. A command
that writes the log carries an `id` made by the page: sent again after a lost answer, it appends nothing twice and is
answered as before. Its answer carries `seq`, the number of the event it wrote; a command that changed nothing (an
acknowledgement given twice) is answered with the head. A command sent without asking for an answer is done all the
same; if it is refused, a `refused` message says so. Bytes that are no message of the protocol at all end in `closed`
with `bad-frame`.
"""

from signaling.messages import cues, day, door, effort, footage, groups, notes, passing, stop, talk, timers
from signaling.messages.told import MESSAGES

__all__ = ["COMMANDS", "MESSAGES", "name_of"]

COMMANDS: tuple[type, ...] = (
    *door.COMMANDS,
    *cues.COMMANDS,
    *timers.COMMANDS,
    *effort.COMMANDS,
    *day.COMMANDS,
    *stop.COMMANDS,
    *talk.COMMANDS,
    *notes.COMMANDS,
    *footage.COMMANDS,
    *groups.COMMANDS,
    *passing.COMMANDS,
)


def name_of(message: type) -> str:
    """What a message is called on the wire."""
    name: str = getattr(message, "name")  # noqa: B009
    return name
