"""Where a value read off a clip's frames can go: the steps of assessments that the clip was filmed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.assessments import Assessment
from server.domain.protocols import places
from server.domain.protocols.results import where
from server.domain.review.marks import Mark
from server.store import assessments, protocols, results, reviews
from server.store.database import Db
from server.web.protocols import entering
from server.web.watching import Watching


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOff:
    """A value that was read off a clip's frames, and the frame that proves it."""

    title: str
    value: float
    unit: str
    clip_id: str
    at_ms: int

    @property
    def words(self) -> str:
        """The value as people read it: 92°, 43 cm, 1.2 s."""
        return f"{self.value:g}{'' if self.unit == '°' else ' '}{self.unit}".strip()

    @property
    def moment(self) -> str:
        """Where in the clip: 0:03."""
        return f"{self.at_ms // 60_000}:{self.at_ms // 1000 % 60:02d}"

    @property
    def t(self) -> str:
        """The moment in seconds, as an address has it."""
        return f"{self.at_ms / 1000:g}"


UNITS = {"deg": "°", "share": ""}


def read_off(mark: Mark, clip_id: str) -> ReadOff:
    """What a mark of the kind `measure` says."""
    body = mark.body
    unit = str(body.get("unit", ""))
    return ReadOff(
        title=str(body.get("title", "")) or str(body.get("measure", "")),
        value=float(body.get("value", 0)),
        unit=UNITS.get(unit, unit),
        clip_id=clip_id,
        at_ms=round(float(body.get("at_ms", 0))),
    )


async def of_step(db: Db, clip_id: str, assessment_id: str, step: str) -> list[ReadOff]:
    """What was read off a clip for a step of an assessment and has no place in its result, in the order of the clip."""
    found = await reviews.living(db, clip_id, ["measure"])
    wanted = [
        one
        for one in found
        if (one.body.get("assessment"), one.body.get("step")) == (assessment_id, step) and not one.body.get("place")
    ]
    return sorted((read_off(one, clip_id) for one in wanted), key=lambda one: one.at_ms)


async def of_assessment(db: Db, assessment: Assessment) -> list[ReadOff]:
    """The same for all its steps."""
    return [
        one
        for step in assessment.steps
        if step.clip_id
        for one in await of_step(db, step.clip_id, assessment.id, step.step)
    ]


async def steps_of(db: Db, one: Watching) -> Sequence[dict[str, Any]]:
    """The steps this clip was filmed for, each with the places that a number can go to, for a page's script."""
    if one.side != "trainer" or one.client is None:
        return []
    told = []
    for assessment, step in await assessments.steps_with(db, one.clip.id):
        if assessment.client_id != one.client.id:
            continue
        how = (await protocols.of(db, assessment)).step(step.step)
        result = await results.get(db, assessment.id)
        values = entering.told(result)["values"] if result else {}
        told.append(
            {
                "assessment": assessment.id,
                "step": step.step,
                "title": f"{assessment.title}: {how.title}",
                "url": f"/assessments/{assessment.id}/results",
                "places": [
                    {
                        "place": where(measure.key, side, trial),
                        "title": _title(measure.title, side, trial if measure.trials > 1 else 0),
                        "unit": measure.unit,
                        "decimals": measure.decimals,
                        "value": str(values.get(where(measure.key, side, trial), "")),
                    }
                    for measure in how.measures
                    if not measure.choices
                    for side in places(measure.sides)
                    for trial in range(1, measure.trials + 1)
                ],
            }
        )
    return told


def _title(title: str, side: str, trial: int) -> str:
    return ", ".join(part for part in (title, side, f"try {trial}" if trial else "") if part)
