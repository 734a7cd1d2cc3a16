"""Jobs: work that is written down before it is done, claimed by whoever is free, and tried again when it fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["prepare", "preview", "trimmings", "proxy"]
State = Literal["waiting", "running", "done", "failed"]

MOST_ATTEMPTS = 5
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 10 * 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work on one clip."""

    id: str
    kind: Kind
    subject: str  # the clip's id
    detail: Mapping[str, Any] = field(default_factory=dict)  # {"upload": id} and, for a preview, {"splice": {…}}
    state: State = "waiting"
    attempts: int = 0
    run_after_ms: int
    claimed_by: str = ""
    claimed_until_ms: int | None = None  # past: whoever had it is gone
    percent: int = 0
    problem: str = ""  # why the last attempt failed; for the operator
    created_at_ms: int
    finished_at_ms: int | None = None


def is_claimed(job: Job | None, now_ms: int) -> bool:
    """Whether somebody is at work on it."""
    return job is not None and job.state == "running" and now_ms <= (job.claimed_until_ms or 0)


def done(job: Job, now_ms: int) -> Job:
    """The work is done, or need never be tried again."""
    return replace(job, state="done", percent=100, claimed_by="", claimed_until_ms=None, finished_at_ms=now_ms)


def failed(job: Job, now_ms: int, problem: str) -> Job:
    """The file, or what works on it, was to blame: to be tried again; after MOST_ATTEMPTS never."""
    if job.attempts < MOST_ATTEMPTS:
        return again(job, now_ms, problem)
    return replace(
        job, state="failed", problem=problem[:300], claimed_by="", claimed_until_ms=None, finished_at_ms=now_ms
    )


def again(job: Job, now_ms: int, problem: str) -> Job:
    """To be tried again after a wait that doubles each time, up to LONGEST_WAIT_MS, however often that was."""
    wait_ms = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (min(job.attempts, 20) - 1))
    return replace(
        job,
        state="waiting",
        percent=0,
        problem=problem[:300],
        claimed_by="",
        claimed_until_ms=None,
        run_after_ms=now_ms + wait_ms,
    )
