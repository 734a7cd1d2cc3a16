"""The review that the demo begins with: key frames, an angle, a word, and a value that was read off, on one clip."""

import secrets
from dataclasses import replace

from server.domain.accounts import Account
from server.domain.clips import Clip
from server.domain.review import bodies, stamps
from server.domain.review.bodies import Body, Key, Measure, Shape, Style
from server.domain.review.marks import Mark
from server.domain.review.reviews import Review
from server.store import reviews as store
from server.store.database import Db

DEVICE = "de300000"
WORDS = "The second repetition is the one to copy. One thing: keep your heels down."


def marks(trainer: Account, at_ms: int) -> list[Mark]:
    """The marks, as a device of the trainer's wrote them. The film is our own drawing of a squat."""
    angle = Shape(
        tool="angle",
        at_ms=2000,
        fade_ms=600,
        points=[(0.6, 0.72), (0.477, 0.723), (0.5, 0.89)],
        style=Style(colour="amber", width=3),
        text="Knee",
    )
    word = Shape(
        tool="text",
        at_ms=2000,
        fade_ms=600,
        points=[(0.505, 0.895), (0.36, 0.8)],
        style=Style(colour="white"),
        text="Heels stay down",
    )
    found: list[tuple[bodies.Kind, Body]] = [
        ("key", Key(at_ms=500, title="start", colour="green")),
        ("key", Key(at_ms=2000, title="bottom", colour="amber")),
        ("key", Key(at_ms=3500, title="lockout", colour="blue")),
        ("shape", angle),
        ("shape", word),
        ("measure", Measure(measure="time", title="start to bottom", value=1.5, unit="s", at_ms=2000)),
    ]
    return [
        Mark(
            id=secrets.token_hex(12),
            kind=kind,
            stamp=stamps.made(at_ms, at, DEVICE),
            body=bodies.wire(body),
            seq=at + 1,
            by=f"t:{trainer.id}",
        )
        for at, (kind, body) in enumerate(found)
    ]


async def add(db: Db, clip: Clip, trainer: Account, at_ms: int) -> None:
    """Puts the review on the clip, and sends it to the client."""
    several = marks(trainer, at_ms)
    await store.put(db, clip.id, several, now_ms=at_ms)
    written = Review(clip_id=clip.id, seq=len(several), living=len(several), kept=len(several))
    size = sum(store.size_of(one.body) for one in several)
    await store.save(db, replace(written, size=size, words=WORDS, sent_at_ms=at_ms, sent_by=f"t:{trainer.id}"))
