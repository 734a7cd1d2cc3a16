"""What pages about a result are made of: the assessment with its protocol, result, baseline, and the client's age."""

from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.protocols import Protocol, scoring
from server.domain.protocols.comparing import Comparison, compare
from server.domain.protocols.results import Result, age_on
from server.domain.protocols.scoring import Line
from server.store import protocols, results
from server.store.database import Db
from server.web.answers import db
from server.web.identity import signed_in
from server.web.protocols import entering


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One assessment with all that its result is shown with."""

    client: Client
    assessment: Assessment
    protocol: Protocol
    result: Result  # empty where nothing was entered yet
    baseline: Result | None = None

    def age(self, result: Result) -> int | None:
        """The client's age on a result's day."""
        return age_of(self.client, result)

    @property
    def lines(self) -> list[Line]:
        """What came out."""
        return scoring.lines(self.protocol, self.result, self.age(self.result))

    @property
    def comparison(self) -> Comparison | None:
        """The result beside the one it repeats, by the steps of today's version."""
        if self.baseline is None:
            return None
        return compare(self.protocol, self.baseline, self.result, self.age)


def age_of(client: Client, result: Result) -> int | None:
    """A client's age on the day of a result."""
    return age_on(client.birth_date, wall_clock.local(result.taken_at_ms, client.time_zone).date())


async def of_trainer(request: web.Request, *, lock: bool = False) -> tuple[Account, About]:
    """Me, and the assessment in the path with its result. Raises NotFound."""
    me = await signed_in(request)
    assessment = await access.assessment(db(request), me, request.match_info["assessment"], lock=lock)
    client = await access.client(db(request), me, assessment.client_id)
    return me, await of(db(request), client, assessment, lock=lock)


async def of(db: Db, client: Client, assessment: Assessment, *, lock: bool = False) -> About:
    """An assessment of that client with its result."""
    result = await results.get(db, assessment.id, lock=lock)
    if result is None:
        before = await results.of_client(db, client.id)
        result = entering.new(assessment, next((one for one in before if one.sex), None))
    baseline = await results.get(db, assessment.baseline_id) if assessment.baseline_id else None
    return About(
        client=client,
        assessment=assessment,
        protocol=await protocols.of(db, assessment),
        result=result,
        baseline=baseline if baseline is not None and baseline.client_id == client.id else None,
    )


async def shared_with(request: web.Request, client: Client) -> About:
    """The result in the path as its client has it. Raises NotFound until the trainer gave it."""
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    found = await of(db(request), client, assessment)
    if found.result.shared_at_ms is None:
        raise NotFound
    return found
