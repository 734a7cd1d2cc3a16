"""What the demo's people train by: a program that Mia begins this week, and how today's two sessions begin."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from server import ids
from server.domain import day_lines, wall_clock
from server.domain.accounts import DAY_MS, Account
from server.domain.day_lines import Planned
from server.domain.our_exercises import OURS
from server.domain.people import Client
from server.domain.programs import program as rules
from server.domain.programs.program import Program
from server.domain.programs.starters import STARTERS
from server.domain.sessions import Session
from server.store import days, programs
from server.store.database import Db
from server.store.days import Listed

ALONE = """Goblet squat 3x8 16 kg rest 90s
One-arm dumbbell row 3x10 14 kg rest 60s
Dead bug 3x8
Farmer's carry 3x40s 20 kg"""
CLASS = """Cat and cow 2x8
Sit to stand 3x12 rest 45s
Band row 3x12 rest 45s
Glute bridge 3x12
Open book 2x6"""


def program(trainer: Account, mia: Client, now_ms: int) -> Program:
    """Mia's copy of a program of ours, which begins on this week's Monday."""
    source = rules.new_program(ids.new(), trainer.id, STARTERS[0].details, kept=0, now_ms=now_ms)
    today = wall_clock.local(now_ms, mia.time_zone).date()
    monday = today - timedelta(days=today.weekday())
    return rules.for_client(
        source,
        ids.new(),
        mia.id,
        starts_on=monday.isoformat(),
        training_days=(1, 4),
        now_ms=now_ms - 7 * DAY_MS,
    )


def lists(alone: Session, together: Session) -> Mapping[str, Sequence[Planned]]:
    """What the sessions of today begin with, by session."""
    keys = {one.name.lower(): one.key for one in OURS}
    return {alone.id: day_lines.read_list(ALONE, keys), together.id: day_lines.read_list(CLASS, keys)}


async def add(db: Db, given: Program, planned: Mapping[str, Sequence[Planned]], now_ms: int) -> None:
    """Stores them."""
    await programs.add(db, given)
    for session, one in planned.items():
        await days.save(db, session, Listed(rev=1, planned=tuple(one)), now_ms)
