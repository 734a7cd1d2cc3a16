"""Rows of jobs. A job is claimed by one conditional UPDATE, so that two workers never do the same one at once."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update

from server.domain.jobs import Job
from server.store.database import Db
from server.store.tables import jobs


async def add(db: Db, job: Job) -> None:
    """Stores a new job."""
    await db.execute(insert(jobs).values(**asdict(job)))


async def get(db: Db, job_id: str) -> Job | None:
    """The job with that id."""
    row = (await db.execute(select(jobs).where(jobs.c.id == job_id))).mappings().one_or_none()
    return None if row is None else Job(**row)


async def save(db: Db, job: Job, *, claimed_by: str) -> bool:
    """Stores a job as it is now if `claimed_by` still has it; False: another has taken it over."""
    mine = and_(jobs.c.id == job.id, jobs.c.claimed_by == claimed_by)
    return bool((await db.execute(update(jobs).where(mine).values(**asdict(job)))).rowcount)  # type: ignore[attr-defined]


async def is_due(db: Db, now_ms: int, kinds: Sequence[str]) -> bool:
    """Whether `claim` would find something now."""
    asked = select(jobs.c.id).where(_due(now_ms), jobs.c.kind.in_(kinds)).limit(1)
    return (await db.execute(asked)).first() is not None


async def claim(db: Db, who: str, now_ms: int, until_ms: int, kinds: Sequence[str]) -> Job | None:
    """The next job that is due, now `who`'s until that moment; also one whose claim ran out. None: nothing to do.

    Both are counted here: whoever dies at a job cannot count it any more.

    What people wait for comes first: previews, then clips, then what decorates them, then proxies and films.
    """
    due = _due(now_ms)
    ranks = {"preview": 0, "prepare": 1, "voice": 1, "trimmings": 2}
    rank = case(*((jobs.c.kind == kind, place) for kind, place in ranks.items()), else_=3)
    asked = select(jobs.c.id).where(due, jobs.c.kind.in_(kinds)).order_by(rank, jobs.c.run_after_ms, jobs.c.id)
    for job_id in (await db.execute(asked.limit(8))).scalars().all():
        taken = await db.execute(
            update(jobs)
            .where(jobs.c.id == job_id, due)
            .values(
                state="running",
                claimed_by=who,
                claimed_until_ms=until_ms,
                attempts=jobs.c.attempts + 1,
                lost_claims=case((jobs.c.state == "running", jobs.c.lost_claims + 1), else_=jobs.c.lost_claims),
                percent=0,
            )
        )
        if taken.rowcount:  # type: ignore[attr-defined]
            return await get(db, job_id)
    return None


async def hold(db: Db, job_id: str, who: str, until_ms: int, percent: int) -> bool:
    """Keeps a claim for longer and says how far it is; False: another has taken it over."""
    mine = and_(jobs.c.id == job_id, jobs.c.claimed_by == who)
    values = {"claimed_until_ms": until_ms, "percent": percent}
    return bool((await db.execute(update(jobs).where(mine).values(**values))).rowcount)  # type: ignore[attr-defined]


async def of(db: Db, clip_id: str) -> list[Job]:
    """A clip's jobs, the oldest first."""
    asked = select(jobs).where(jobs.c.subject == clip_id).order_by(jobs.c.created_at_ms, jobs.c.id)
    return [Job(**row) for row in (await db.execute(asked)).mappings()]


async def drop_of(db: Db, subject: str, kinds: Sequence[str]) -> None:
    """Takes jobs of these kinds on a subject away; whoever has one finds out when it renews its claim."""
    await db.execute(delete(jobs).where(jobs.c.subject == subject, jobs.c.kind.in_(kinds)))


async def uploads_wanted(db: Db) -> set[str]:
    """The uploads whose bytes a job is still to be done on."""
    asked = select(jobs.c.detail).where(jobs.c.state.in_(("waiting", "running")))
    return {str(detail["upload"]) for detail in (await db.execute(asked)).scalars() if detail.get("upload")}


async def counts(db: Db) -> dict[str, int]:
    """How many jobs there are in each state."""
    asked = select(jobs.c.state, func.count().label("count")).group_by(jobs.c.state)
    return {row["state"]: row["count"] for row in (await db.execute(asked)).mappings()}


async def drop_finished(db: Db, before_ms: int) -> int:
    """Removes jobs that ended before that moment and returns how many."""
    return (await db.execute(delete(jobs).where(jobs.c.finished_at_ms < before_ms))).rowcount  # type: ignore[attr-defined, no-any-return]


def _due(now_ms: int) -> ColumnElement[bool]:
    return or_(
        and_(jobs.c.state == "waiting", jobs.c.run_after_ms <= now_ms),
        and_(jobs.c.state == "running", jobs.c.claimed_until_ms < now_ms),
    )
