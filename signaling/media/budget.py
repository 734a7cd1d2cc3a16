"""What the rooms that have just begun will take of the core, before it can be measured. Pure."""

from signaling.media.star import Policy

SETTLES_S = 20.0  # by then who was expected has come, and the measured share holds the room
LINE_SHARE = 0.005  # of a core, for one person shown to another: bench class-of-13, 24 such lines at 11 %


def expected(policy: Policy) -> float:
    """The share of a core that a room of this policy takes once everybody is there."""
    lines = 2 * policy.clients
    if policy.clients_meet:
        lines += policy.clients * (policy.clients - 1)
    else:
        lines += 2 * len(policy.pairs)
    return lines * LINE_SHARE


class Bookings:
    """Rooms that have begun and are not wholly in the measured share yet; each fades over SETTLES_S."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[float, float]] = {}  # room -> (at_s, share)

    def add(self, room: str, policy: Policy, now_s: float) -> None:
        """A room of this policy has begun."""
        self._made[room] = (now_s, expected(policy))

    def drop(self, room: str) -> None:
        """It is over."""
        self._made.pop(room, None)

    def coming(self, now_s: float) -> float:
        """The share of a core that is still to come."""
        self._made = {room: made for room, made in self._made.items() if now_s - made[0] < SETTLES_S}
        return sum(share * (1 - (now_s - at_s) / SETTLES_S) for at_s, share in self._made.values())
