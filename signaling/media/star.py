"""Who is shown what in a room: clients see the trainer, the trainer sees all, clients each other if allowed. Pure."""

from dataclasses import dataclass

from signaling.media.lanes import KIND, LANES_OF, Device, Lane, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A peer as the relay knows it. `person`: two devices of one person share it."""

    peer: str
    person: str
    role: Role
    device: Device = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the trainer decided for a room.

    `clients`: how many clients are expected; a group has more than one. `spotlight`: a peer whose picture may be large.
    `muted`: persons whose voice reaches nobody. `aside`: a person with whom the trainer speaks alone: the others
    neither hear nor see the trainer, who still sees them. `pairs`: persons, sorted, who see each other in any case.
    `held`: nobody hears or sees the trainer, and no client is heard, but for one who is taken aside.
    """

    clients: int = 1
    clients_meet: bool = False
    spotlight: str | None = None
    muted: frozenset[str] = frozenset()
    aside: str | None = None
    pairs: frozenset[tuple[str, str]] = frozenset()
    held: bool = False


def passes(lane: Lane, publisher: Seat, viewer: Seat, policy: Policy) -> bool:
    """Whether what a peer sends in that lane goes to another."""
    if viewer.peer == publisher.peer or viewer.device != "main" or lane not in LANES_OF[publisher.device]:
        return False
    if publisher.person == viewer.person and publisher.role == "client":
        return False
    if KIND[lane] == "audio" and publisher.person in policy.muted:
        return False
    if publisher.role == "trainer":
        return viewer.role == "trainer" or _is_with(viewer, policy)
    if viewer.role == "trainer":
        return KIND[lane] == "video" or _is_with(publisher, policy)
    if policy.held or policy.aside is not None:
        return False
    return policy.clients_meet or tuple(sorted((publisher.person, viewer.person))) in policy.pairs


def _is_with(client: Seat, policy: Policy) -> bool:
    """Whether the trainer is with a client: with all, unless all are held or one is taken aside."""
    return not policy.held if policy.aside is None else client.person == policy.aside


def places(viewer: Seat, policy: Policy) -> int:
    """How many places a peer has from the start, so that everybody who is expected fits without a new connection.

    One for each person, one for a screen, one for a second camera.
    """
    if viewer.device != "main":
        return 0
    others = policy.clients if viewer.role == "trainer" or policy.clients_meet else 1 + min(1, len(policy.pairs))
    return max(1, min(others, 24)) + 2


# bit/s
SOUND = {"voice": 48_000, "screen-sound": 128_000}
SCREEN = 2_500_000
LARGE = 2_500_000
TRAINER = 1_700_000  # to a group: everybody's line must carry it
TILE = 300_000  # 360p15
FLOOR_LARGE = 400_000
FLOOR_TILE = 120_000


def most(lane: Lane, publisher: Seat, policy: Policy) -> int:
    """The most that a lane is worth, in bit/s."""
    if lane in SOUND:
        return SOUND[lane]
    if lane == "screen":
        return SCREEN
    if policy.clients <= 1 or policy.spotlight == publisher.peer:
        return LARGE
    return TRAINER if publisher.role == "trainer" else TILE


def floor(lane: Lane, publisher: Seat, policy: Policy) -> int:
    """What a lane's sender is never asked to go below for the sake of one bad line, in bit/s."""
    if lane in SOUND:
        return SOUND[lane]
    return FLOOR_TILE if most(lane, publisher, policy) == TILE else FLOOR_LARGE


def importance(lane: Lane, publisher: Seat, policy: Policy) -> int:
    """What a thin line carries first: 0 sound, 1 a screen, the trainer and the spotlighted client, 2 the others."""
    if KIND[lane] == "audio":
        return 0
    if lane == "screen" or publisher.role == "trainer" or policy.spotlight == publisher.peer:
        return 1
    return 2
