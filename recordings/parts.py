"""A recording with all its parts: one that another relay went on with lies in several folders. Blocking."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from recordings import manifest
from recordings.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Part:
    """One folder, with what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is being written, or has yet to be mended."""
        return self.manifest.ended_at_ms is not None and all(each.state != "open" for each in self.manifest.segments)


@dataclass(frozen=True, slots=True)
class Whole:
    """The parts of one recording in the order they began. The first answers for all: names the clips, and goes last."""

    parts: tuple[Part, ...]

    @property
    def first(self) -> Part:
        """The one that answers for all."""
        return self.parts[0]

    @property
    def name(self) -> str:
        """After which clips are called; no other recording has it."""
        return self.first.folder.name

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is being written. Another part may follow all the same; the room knows that."""
        return all(each.is_over for each in self.parts)

    @property
    def ended_at_ms(self) -> int:
        """When the last of its parts ended; of one that is over."""
        return max(each.manifest.ended_at_ms or 0 for each in self.parts)

    @property
    def taken(self) -> tuple[str, ...]:
        """The clips made of it so far."""
        return self.first.manifest.taken

    def settled(self) -> "Whole":
        """From now on these are all its parts, whatever else turns up: clips are being made of them. Raises OSError."""
        names = tuple(each.folder.name for each in self.parts[1:])
        return self if self.first.manifest.with_parts == names else self._saying(with_parts=names)

    def having(self, clip: str) -> "Whole":
        """With that clip among those that were taken. Raises OSError."""
        return self._saying(taken=(*self.taken, clip))

    def _saying(self, **what: tuple[str, ...]) -> "Whole":
        after = replace(self.first.manifest, **what)  # type: ignore[arg-type]
        manifest.save(self.first.folder, after)
        return Whole((Part(self.first.folder, after), *self.parts[1:]))

    def remove(self) -> None:
        """Removes all of it. Cut short, what is left still knows which clips were made. Raises OSError."""
        for each in reversed(self.parts):
            manifest.remove(each.folder)


def wholes(recordings: Path) -> list[Whole]:
    """The recordings in a folder. One that clips are made of already has the parts it had then."""
    parts = [_part(folder) for folder in sorted(recordings.glob("*/"))]
    left = sorted((each for each in parts if each is not None), key=_order)
    found: list[Whole] = []
    settled = {name: each for each in left for name in each.manifest.with_parts}
    groups: dict[tuple[str, str], list[Part]] = {}
    for each in left:
        if each.folder.name in settled:
            continue
        if each.manifest.taken or each.manifest.with_parts:
            theirs = [one for one in left if one.folder.name in each.manifest.with_parts]
            found.append(Whole((each, *theirs)))
        else:
            said = each.manifest
            groups.setdefault((said.session, said.whole or each.folder.name), []).append(each)
    return [*found, *(Whole(tuple(group)) for group in groups.values())]


@contextlib.contextmanager
def held(whole: Whole) -> Iterator[Whole | None]:
    """Keeps other processes out of all its parts, and gives it as it is now; None: somebody is at one, or took it."""
    with contextlib.ExitStack() as stack:
        parts = []
        for each in whole.parts:
            try:
                is_ours = stack.enter_context(manifest.held(each.folder))
            except FileNotFoundError:  # it was taken in just now
                is_ours = False
            now = _part(each.folder) if is_ours else None
            if now is None:
                yield None
                return
            parts.append(now)
        yield Whole(tuple(parts))


def _part(folder: Path) -> Part | None:
    said = manifest.load(folder)
    return None if said is None else Part(folder, said)


def _order(part: Part) -> tuple[int, str]:
    return part.manifest.began_at_ms, part.folder.name
