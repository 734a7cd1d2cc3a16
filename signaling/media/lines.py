"""What a peer's line carries, and what of it goes to whom. Pure.

A browser's estimate follows what it gets: it says that a little more than that would fit, and knows nothing of what
is possible. So a line counts as wide until its peer says that less fits than we send, or that much is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LOST = 0.15  # of what we sent, 0..1; beyond, the line is full
SHORT_LOOKS = 3  # in a row: an estimate lags behind what is sent, above all at the beginning
HOLD_S = 8.0  # so long a line that was full stays as it was found
GROWTH = 1.15  # a second, after that
WIDE = 20_000_000


@dataclass(slots=True)
class Line:
    """The way to one peer. allowed_bit_s: None while it is wide."""

    allowed_bit_s: int | None = None
    full_s: float = 0.0
    short_looks: int = 0
    estimate_bit_s: int = 0  # the last one

    def look(self, now_s: float, *, sent_bit_s: float, estimate_bit_s: int | None, lost_share: float) -> None:
        """Once a second: what we sent, and what the peer says of it."""
        # An estimate that grows is only late: it may rise by 8 % a second, and we may send five times as much at once.
        is_short = estimate_bit_s is not None and self.estimate_bit_s * 1.02 >= estimate_bit_s < 0.9 * sent_bit_s
        self.estimate_bit_s = estimate_bit_s or 0
        self.short_looks = self.short_looks + 1 if sent_bit_s > 0 and (is_short or lost_share > LOST) else 0
        if self.short_looks >= SHORT_LOOKS:
            fits = sent_bit_s * (1 - lost_share / 2)
            if estimate_bit_s is not None and is_short:
                fits = min(fits, estimate_bit_s)
            self.allowed_bit_s = int(fits if self.allowed_bit_s is None else min(fits, self.allowed_bit_s))
            self.full_s = now_s
        elif self.allowed_bit_s is not None and now_s - self.full_s > HOLD_S:
            self.allowed_bit_s = int(self.allowed_bit_s * GROWTH)
            if self.allowed_bit_s > WIDE:
                self.allowed_bit_s = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A stream that would go to a peer. importance: 0 for sound, then the lower the sooner it is carried."""

    importance: int
    most_bit_s: int
    floor_bit_s: int
    has_layers: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes of a wish. bit_s: what its sender should keep to for this peer's sake, 0 when it is paused."""

    bit_s: int
    is_paused: bool = False
    is_thinned: bool = False  # without its upper temporal layers


BASE_LAYER = 0.6  # what the base layer takes of a picture in three temporal layers


def shares(wishes: Sequence[Wish], allowed_bit_s: int | None) -> list[Share]:
    """What of these fits, in the order of the wishes. Sound always goes; a picture is thinned before it is paused."""
    if allowed_bit_s is None:
        return [Share(wish.most_bit_s) for wish in wishes]
    rest = allowed_bit_s - sum(wish.most_bit_s for wish in wishes if wish.importance == 0)
    found: dict[int, Share] = {at: Share(wish.most_bit_s) for at, wish in enumerate(wishes) if wish.importance == 0}
    pictures = sorted((at for at in range(len(wishes)) if at not in found), key=lambda at: wishes[at].importance)
    carried: list[int] = []
    thinned: set[int] = set()
    floors = 0
    for at in pictures:
        wish = wishes[at]
        if floors + wish.floor_bit_s <= rest:
            floors += wish.floor_bit_s
            carried.append(at)
        elif wish.has_layers and floors + wish.floor_bit_s * BASE_LAYER <= rest:
            floors += int(wish.floor_bit_s * BASE_LAYER)
            carried.append(at)
            thinned.add(at)
        else:
            found[at] = Share(0, is_paused=True)
    spare = max(0, rest - floors)
    above = sum(wishes[at].most_bit_s - wishes[at].floor_bit_s for at in carried) or 1
    for at in carried:
        wish = wishes[at]
        more = spare * (wish.most_bit_s - wish.floor_bit_s) // above
        found[at] = Share(min(wish.most_bit_s, wish.floor_bit_s + more), is_thinned=at in thinned)
    return [found[at] for at in range(len(wishes))]
