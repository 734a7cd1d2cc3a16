"""A client's goals: kept, changed, reviewed, let go. The client reads them on their own page."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain.forms import goals as rules
from server.domain.forms.filled import Filled
from server.domain.forms.goals import GoalDetails, State
from server.store import audit
from server.store.forms import goals as store
from server.web.answers import db, done, now, page, read
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBody:
    """A goal as its form sends it: numbers as typed, nothing for none. rev: what was on the page; 0 for a new one."""

    words: str = ""
    measure: str = ""
    unit: str = ""
    start: str = ""
    target: str = ""
    by_date: str = ""
    review_date: str = ""
    importance: str = ""
    confidence: str = ""
    rev: int = 0

    @property
    def details(self) -> GoalDetails:
        """What it says. Raises NotANumber."""
        return GoalDetails(
            words=self.words,
            measure=self.measure,
            unit=self.unit,
            start=rules.number(self.start, "start"),
            target=rules.number(self.target, "target"),
            by_date=self.by_date,
            review_date=self.review_date,
            importance=rules.step(self.importance, "importance"),
            confidence=rules.step(self.confidence, "confidence"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBody:
    """A look at a goal."""

    value: str = ""
    words: str = ""
    state: State = "open"
    next_date: str = ""


async def create(request: web.Request) -> web.StreamResponse:
    """Keeps a new goal of a client. Raises TooManyGoals, BadInput, OutOfRange."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    body = await read(request, GoalBody)
    kept = await store.count(db(request), client.id)
    goal = rules.new(ids.new(), client.id, body.details, kept=kept, now_ms=now(request))
    await store.add(db(request), goal)
    await audit.note(db(request), now(request), f"t:{me.id}", "goal.added", f"c:{client.id}", id=goal.id)
    return done(request, f"/clients/{client.id}#goals", id=goal.id, notice="The goal is kept.")


async def new(request: web.Request) -> web.StreamResponse:
    """The empty form; with ?form= filled from what the client answered about a goal."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    filled_id = request.query.get("form", "")
    draft = _drafted(await access.filled_form_of(db(request), client, filled_id)) if filled_id else None
    return page(
        request, "forms/goal.html", client=client, goal=None, draft=draft, zone=me.time_zone, states=rules.STATES
    )


async def show(request: web.Request) -> web.StreamResponse:
    """A goal with its reviews, to be changed and looked at."""
    me = await signed_in(request)
    goal = await access.goal(db(request), me, request.match_info["goal"])
    client = await access.client(db(request), me, goal.client_id)
    return page(
        request, "forms/goal.html", client=client, goal=goal, draft=None, zone=me.time_zone, states=rules.STATES
    )


def _drafted(filled: Filled) -> GoalDetails:
    """A goal as the client told it in the form for goals or the intake; what is no number is left to the trainer."""
    told = filled.told
    return GoalDetails(
        words=str(told.get("goal") or told.get("why") or "")[: rules.WORDS_MOST],
        measure=str(told.get("measure", ""))[:80],
        start=rules.number_in(str(told.get("now", ""))),
        target=rules.number_in(str(told.get("target", ""))),
        by_date=str(told.get("by", "")),
        importance=_step(told.get("importance")),
        confidence=_step(told.get("confidence")),
    )


def _step(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value <= 10 else None


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a goal. Raises Stale, BadInput, OutOfRange."""
    me = await signed_in(request)
    before = await access.goal(db(request), me, request.match_info["goal"], lock=True)
    body = await read(request, GoalBody)
    after = rules.change(before, body.details, rev=body.rev, now_ms=now(request))
    await store.save(db(request), after)
    return done(request, f"/clients/{after.client_id}#goals", rev=after.rev, notice="Saved.")


async def review(request: web.Request) -> web.StreamResponse:
    """Keeps what a look at a goal found."""
    me = await signed_in(request)
    before = await access.goal(db(request), me, request.match_info["goal"], lock=True)
    body = await read(request, ReviewBody)
    after = rules.review(
        before,
        value=rules.number(body.value, "value"),
        words=body.words,
        state=body.state,
        next_date=body.next_date,
        by=f"t:{me.id}",
        now_ms=now(request),
    )
    await store.save(db(request), after)
    return done(request, f"/goals/{after.id}", rev=after.rev, notice="Kept.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Forgets a goal with its reviews."""
    me = await signed_in(request)
    goal = await access.goal(db(request), me, request.match_info["goal"], lock=True)
    await store.drop(db(request), goal.id)
    await audit.note(db(request), now(request), f"t:{me.id}", "goal.deleted", f"c:{goal.client_id}", id=goal.id)
    return done(request, f"/clients/{goal.client_id}#goals", notice="The goal is deleted.")
