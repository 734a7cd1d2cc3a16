"""What a client measured alone, step by step, kept until the trainer looks at it."""

from dataclasses import replace

from server.domain.assessments import Assessment
from server.domain.errors import BadInput
from server.domain.protocols import Step
from server.domain.protocols.results import Result
from server.store import protocols, results
from server.store.database import Db
from server.web.protocols import entering
from server.web.protocols.entering import RecordResult


async def result_of(db: Db, assessment: Assessment, *, lock: bool = False) -> Result:
    """The result of an assessment, empty where there is none yet."""
    return await results.get(db, assessment.id, lock=lock) or entering.new(assessment, None)


async def keep(db: Db, assessment: Assessment, step: Step, body: RecordResult, now_ms: int) -> None:
    """Keeps numbers of a step that the client is asked for. Raises BadInput for any other, or OutOfRange."""
    asked = {measure.key for measure in step.measures if measure.ask}
    if any(place.partition(".")[0] not in asked for place in body.place):
        raise BadInput("That is not asked for in this step.", "place")
    only = RecordResult(place=body.place, value=body.value)
    before = await result_of(db, assessment, lock=True)
    after = entering.entered(before, await protocols.of(db, assessment), only, by="client", now_ms=now_ms)
    if after != before:
        first = replace(after, taken_at_ms=now_ms) if before.is_empty else after
        await results.put(db, first)
