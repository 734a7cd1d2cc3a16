"""What was measured of the demo's clients: the same tests again, so that there are trends, and a report to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server import ids
from server.domain import assessments, protocols
from server.domain.accounts import DAY_MS
from server.domain.assessments import Assessment
from server.domain.people import Client
from server.domain.protocols import results as rules
from server.domain.protocols.norms import Sex
from server.domain.protocols.results import Entry, Look, Result
from server.store import assessments as assessments_store
from server.store import results as results_store
from server.store.database import Db

WEEK_MS = 7 * DAY_MS
Values = Mapping[str, str]
# Each test with what came of it, and how many weeks ago; the first is the baseline of the others.
MIA: Mapping[str, Sequence[tuple[int, Values]]] = {
    "step-test": [
        (12, {"completed": "yes", "step_cm": "30.5", "pain": "no", "beats": "118"}),
        (6, {"completed": "yes", "step_cm": "30.5", "pain": "no", "beats": "109"}),
        (0, {"completed": "yes", "step_cm": "30.5", "pain": "no", "beats": "98"}),
    ],
    "push-up": [
        (12, {"count": "12", "position": "modified", "stop-reason": "limit"}),
        (6, {"count": "17", "position": "modified", "stop-reason": "limit"}),
        (0, {"count": "23", "position": "modified", "stop-reason": "form"}),
    ],
    "front-plank": [
        (12, {"time": "48", "stop-reason": "limit"}),
        (6, {"time": "71", "stop-reason": "limit"}),
        (0, {"time": "90", "stop-reason": "limit"}),
    ],
    "resting-heart-rate": [
        (12, {"beats": "68", "way": "counted-60", "posture": "sitting"}),
        (8, {"beats": "66", "way": "counted-60", "posture": "sitting"}),
        (4, {"beats": "63", "way": "counted-60", "posture": "sitting"}),
        (0, {"beats": "60", "way": "counted-60", "posture": "sitting"}),
    ],
}
SAM: Mapping[str, Sequence[tuple[int, Values]]] = {
    "sit-and-reach": [
        (8, {"reach": "19", "reach.2": "21", "reach.3": "22", "zero": "26", "device": "box"}),
        (1, {"reach": "25", "reach.2": "26", "reach.3": "27", "zero": "26", "device": "box"}),
    ],
}
LOOKED_AT = {"push-up": ("back-sags", "not-deep"), "front-plank": ("hips-sag",)}
SAID = {
    "step-test": "Your heart calms down faster than in spring: that is the running. Two easy runs a week from here on.",
    "push-up": "Eleven more than at the beginning, and all of them deep. Next time from the toes.",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A test with its result."""

    assessment: Assessment
    result: Result


def taken(sam: Client, mia: Client, now_ms: int) -> list[Taken]:
    """All of it as of `now_ms`, yesterday at the latest."""
    found = []
    for client, tests, sex in ((mia, MIA, "female"), (sam, SAM, "male")):
        for key, times in tests.items():
            found += _repeated(client, key, times, sex, now_ms)  # type: ignore[arg-type]
    return found


async def add(db: Db, tests: Sequence[Taken]) -> None:
    """Stores them."""
    for one in tests:
        await assessments_store.add(db, one.assessment)
        await results_store.put(db, one.result)


def _repeated(client: Client, key: str, times: Sequence[tuple[int, Values]], sex: Sex, now_ms: int) -> list[Taken]:
    protocol, first = protocols.get(key), None
    found = []
    for weeks, values in times:
        at_ms = now_ms - weeks * WEEK_MS - DAY_MS
        given = assessments.give(
            protocol,
            id=ids.new(),
            step_ids=[ids.new() for _ in protocol.steps],
            client_id=client.id,
            session_id=None,
            note="",
            has_company=True,
            delivery="in_person",
            baseline_id=first,
            now_ms=at_ms,
        )
        first = first or given.id
        result = Result(
            assessment_id=given.id,
            client_id=client.id,
            protocol=protocol.key,
            version=protocol.version,
            delivery="in_person",
            taken_at_ms=at_ms,
            sex=sex,
        )
        result = rules.record(result, protocol, [_entry(*one) for one in values.items()], by="trainer", now_ms=at_ms)
        # What was seen the first time is gone the last time.
        seen = "yes" if weeks == times[0][0] else "no"
        looks = [Look(checkpoint=point, seen=seen) for point in LOOKED_AT.get(key, ())]
        result = rules.look(result, protocol, looks, by="trainer", now_ms=at_ms)
        if weeks == times[-1][0] and key in SAID:
            result = rules.share(rules.describe(result, note=SAID[key]), at_ms)
        found.append(Taken(assessments.complete(given, at_ms), result))
    return found


def _entry(place: str, value: str) -> Entry:
    measure, _, trial = place.partition(".")
    return Entry(measure=measure, trial=int(trial or 1), value=value)
