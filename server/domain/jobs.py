"""Jobs: work that is written down before it is done, claimed by whoever is free, and tried again when it fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["prepare", "preview", "trimmings", "proxy", "letter", "hand_out", "erase", "voice", "render"]
State = Literal["waiting", "running", "done", "failed"]

MOST_ATTEMPTS = 5
MOST_LOST = 3  # claims in a row
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 10 * 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work on one clip, voice-over or film, or one letter."""

    id: str
    kind: Kind
    subject: str  # the clip's id, the voice-over's, the film's, or the letter's
    detail: Mapping[str, Any] = field(default_factory=dict)  # {"upload": id} and, for a preview, {"splice": {…}}
    state: State = "waiting"
    attempts: int = 0
    lost_claims: int = 0  # so many claims in a row ran out: whoever had it died at it, or was torn away
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


def is_deadly(job: Job) -> bool:
    """Whether each of the last MOST_LOST that did it died at it: nobody is to do it any more."""
    return job.lost_claims >= MOST_LOST


def is_last_attempt(job: Job) -> bool:
    """Whether a failure now would be for good."""
    return job.attempts >= MOST_ATTEMPTS or is_deadly(job)


def failed(job: Job, now_ms: int, problem: str) -> Job:
    """The file, or what works on it, was to blame: to be tried again; after the last attempt never."""
    if not is_last_attempt(job):
        return again(job, now_ms, problem)
    return replace(
        job, state="failed", problem=problem[:300], claimed_by="", claimed_until_ms=None, finished_at_ms=now_ms
    )


def again(job: Job, now_ms: int, problem: str, *, wait_ms: int | None = None) -> Job:
    """Tried again after `wait_ms`, or a wait that doubles each time up to LONGEST_WAIT_MS, however often that was.

    Whoever says so is alive: claims that were lost before do not count any more.
    """
    if wait_ms is None:
        wait_ms = min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (min(job.attempts, 20) - 1))
    return replace(
        job,
        state="waiting",
        lost_claims=0,
        percent=0,
        problem=problem[:300],
        claimed_by="",
        claimed_until_ms=None,
        run_after_ms=now_ms + wait_ms,
    )


def let_go(job: Job, now_ms: int) -> Job:
    """As before it was claimed: whoever had it stops in good order, and somebody else may begin at once."""
    return replace(
        job,
        state="waiting",
        attempts=max(0, job.attempts - 1),
        percent=0,
        claimed_by="",
        claimed_until_ms=None,
        run_after_ms=now_ms,
    )
