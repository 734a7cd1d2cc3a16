"""What is done about effort: a trainer asks, a client answers. Pure."""

from signaling import cues, efforts
from signaling.efforts import Ask, Effort
from signaling.log import Draft
from signaling.messages.effort import AnswerEffort, AskEffort
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.views import in_audience


def ask(room: Room, sender: Peer, command: AskEffort, now_ms: int) -> list[Draft]:
    """A question to everyone, or to the persons of the devices named. Raises Refused: absent, ask-exists."""
    if any(one.id == command.ask for one in room.asks) or command.ask in room.timers:
        raise Refused("ask-exists", where="$.ask")
    to = cues.named(room, command.to)
    asked = Ask(
        id=command.ask,
        at_ms=now_ms,
        to="everyone" if isinstance(to, str) else tuple(dict.fromkeys(room.peers[id].person for id in to)),
    )
    return [Draft(type="effort.asked", payload={"ask": asked.wire()}, audience=asked.audience, actor=sender.id)]


def answer(room: Room, sender: Peer, command: AnswerEffort, now_ms: int) -> list[Draft]:
    """What a client says; nothing when they said so already. Raises Refused: not-found, out-of-range, stale."""
    asked = next((one for one in room.asks if one.id == command.ask), None)
    timer = room.timers.get(command.ask)
    found = asked or timer
    if found is None or not in_audience(found.audience, sender.id, sender.role, sender.person):
        raise Refused("not-found", "That was asked anew, or not of you.", "$.ask")
    if asked is not None:
        efforts.check_fresh(asked.at_ms, now_ms)
    elif timer is not None:
        efforts.check_timer(timer, now_ms)
    effort = Effort(
        ask=command.ask,
        person=sender.person,
        at_ms=now_ms,
        rpe=command.rpe,
        rir=command.rir,
        pain=command.pain,
        where=tuple(dict.fromkeys(command.where)) if command.pain else (),
    )
    if any(one.says() == effort.says() for one in room.efforts):
        return []
    return [Draft(type="effort", payload={"effort": effort.wire()}, audience=(sender.person,), actor=sender.id)]
