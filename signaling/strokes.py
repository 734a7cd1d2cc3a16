"""What a trainer draws on a picture that both screens replay. Pure."""

from signaling.footage import Replay, Stroke
from signaling.log import Draft
from signaling.messages.footage import DrawStroke, EraseStrokes
from signaling.refusals import Refused
from signaling.room import Peer, Room

DIGITS = 4  # of a coordinate: what is more precise is not seen


def draw(room: Room, sender: Peer, command: DrawStroke, now_ms: int) -> list[Draft]:
    """A stroke, or more of one that is there. Raises Refused not-found."""
    replay = _of(room, sender, command.replay)
    before = next((one for one in room.strokes if one.id == command.stroke), None)
    stroke = Stroke(
        id=command.stroke,
        person=replay.person,
        replay=replay.id,
        tool=command.tool,
        points=tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in command.points),
        colour=command.colour,
        width=command.width,
        at_ms=now_ms,
        position_ms=before.position_ms if before else replay.position_at(now_ms),
        lasts_ms=command.lasts_ms,
    )
    return [Draft(type="drawn", payload={"stroke": stroke.wire()}, audience=stroke.audience, actor=sender.id)]


def erase(room: Room, sender: Peer, command: EraseStrokes) -> list[Draft]:
    """One stroke goes, or all; what is gone already changes nothing. Raises Refused not-found."""
    replay = _of(room, sender, command.replay)
    if not any(command.stroke in (None, one.id) for one in room.strokes):
        return []
    payload = {"replay": replay.id, "person": replay.person, "stroke": command.stroke}
    return [Draft(type="undrawn", payload=payload, audience=replay.audience, actor=sender.id)]


def _of(room: Room, sender: Peer, id: str) -> Replay:
    if room.replay is None or room.replay.id != id or not sender.may_see(room.replay.person):
        raise Refused("not-found", where="$.replay")
    return room.replay
