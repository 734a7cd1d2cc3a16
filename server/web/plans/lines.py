"""A plan's page: its lines, what is due of it, a template to begin with, and keeping it as one."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain import protocols, wall_clock, wording
from server.domain.errors import DomainError, NotFound
from server.domain.plans import cadence as cadences
from server.domain.plans import due as due_rules
from server.domain.plans import plan as rules
from server.domain.plans import templates
from server.domain.plans.plan import Line, LineDetails, Plan, What
from server.domain.plans.templates import Template
from server.domain.sessions import REAL_PLACES, Delivery, Place
from server.store import audit
from server.store import plans as store
from server.store.forms import goals
from server.web.answers import db, done, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.plans import dues, gathering
from server.web.plans.whose import Whose, whose

SHOWN_DAYS = 28
LOOKED_BACK = due_rules.LOOKED_BACK.days


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """What the form of a line sends; `line` is empty for a new one."""

    line: str = ""
    rev: int = 0
    what: What = "workout"
    delivery: Delivery = Delivery.LIVE
    cadence: cadences.Kind = "weekdays"
    weekdays: list[int] = field(default_factory=list)
    times: int = 3
    weeks: int = 1
    begins: str = ""
    ends: str = ""
    time: str = ""
    duration_min: int = 60
    live_place: str = Place.LINK.value
    real_place: str = Place.GYM.value
    place_note: str = ""
    protocol: str = ""
    title: str = ""

    @property
    def details(self) -> LineDetails:
        """As the domain takes it."""
        place = {Delivery.LIVE: self.live_place, Delivery.IN_PERSON: self.real_place}.get(self.delivery, "")
        return LineDetails(
            what=self.what,
            delivery=self.delivery,
            cadence=self.cadence,
            weekdays=tuple(self.weekdays),
            times=self.times,
            weeks=self.weeks,
            begins=self.begins,
            ends=self.ends,
            time=self.time,
            duration_min=self.duration_min,
            place=place,
            place_note=self.place_note if self.delivery is Delivery.IN_PERSON else "",
            protocol=self.protocol,
            title=self.title,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DropLine:
    """Which line goes."""

    line: str = ""
    rev: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyTemplate:
    """A template's key, the day its first line is due, and the time of day of its first meeting."""

    template: str = ""
    begins: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class KeepTemplate:
    """What the trainer calls it."""

    name: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The lines, and what of them is due in the next four weeks or was missed in the last."""
    one = await whose(request)
    moment = now(request)
    today = wall_clock.local(moment, one.plan.time_zone).date()
    pairs = await gathering.ahead(db(request), [one.plan], moment, days=SHOWN_DAYS, back=LOOKED_BACK)
    waiting = [due for _, due in pairs if due.standing in ("due", "missed")]
    return page(
        request,
        "plans/show.html",
        whose=one,
        plan=one.plan,
        waiting=waiting,
        ahead=[due for _, due in pairs if due.standing == "ahead"],
        over=[due for _, due in reversed(pairs) if due.standing in ("done", "skipped")],
        goals=await goals.open_of(db(request), one.client.id) if one.client else [],
        today=today,
        tomorrow=today + timedelta(days=1),
        templates=[*await _own(request, one), *templates.OURS],
        default_time="10:00",
        cadence_words=cadences.words,
        wording=wording,
        standings=due_rules.STANDINGS,
        with_company=await dues.asks_for_company(request, one),
    )


async def edit(request: web.Request) -> web.StreamResponse:
    """The form of one line, ?line=, or of a new one."""
    one = await whose(request)
    if "line" in request.query:
        return _form(request, one, Fill(_given(one.plan.line(request.query["line"]), one.plan)), request.query["line"])
    today = wall_clock.local(now(request), one.plan.time_zone).date()
    begins = LineForm(begins=today.isoformat(), time="10:00", weekdays=[today.weekday()], rev=one.plan.rev)
    return _form(request, one, Fill(begins), "")


async def save(request: web.Request) -> web.StreamResponse:
    """Adds a line, or changes one. What was said about days it still has stays said."""
    form = await read(request, LineForm)
    one = await whose(request, lock=True)
    try:
        rules.check_rev(one.plan, form.rev)
        if form.line:
            one.plan.line(form.line)
        line = rules.read_line(form.details, form.line or ids.new(), protocols=list(protocols.PROTOCOLS))
        after = rules.put(one.plan, line)
    except NotFound:
        raise
    except DomainError as problem:
        if wants_json(request):
            raise
        return _form(request, one, Fill(form, problem), form.line, status=problem.status)
    await _keep(request, one, after, "plan.changed")
    return done(
        request, one.here, line=line.id, notice="The plan is changed." if form.line else "It stands in the plan."
    )


async def drop(request: web.Request) -> web.StreamResponse:
    """Takes a line out; the sessions and assessments that were made of it stay."""
    body = await read(request, DropLine)
    one = await whose(request, lock=True)
    after = rules.drop(one.plan, body.line)
    rules.check_rev(one.plan, body.rev)
    await _keep(request, one, after, "plan.changed")
    return done(request, one.here, notice="That line is out of the plan. What was made of it stays.")


async def apply(request: web.Request) -> web.StreamResponse:
    """Puts a template's lines into the plan, beside those that are there."""
    body = await read(request, ApplyTemplate)
    one = await whose(request, lock=True)
    template = templates.BY_KEY.get(body.template) or await store.template(db(request), body.template)
    if template is None or template.trainer_id not in ("", one.me.id):
        raise NotFound
    begins = wall_clock.read_date(body.begins, "begins")
    at = wall_clock.read_time(body.time)
    lines = templates.lines(template, begins, at, [ids.new() for _ in template.parts])
    await _keep(request, one, rules.with_lines(one.plan, [*one.plan.lines, *lines]), "plan.begun")
    return done(request, one.here, notice=f"{one.name} has a plan now. Change what is to be different.")


async def keep(request: web.Request) -> web.StreamResponse:
    """Keeps the plan as a template of the trainer's own."""
    body = await read(request, KeepTemplate)
    one = await whose(request)
    kept = templates.keep(replace(one.plan, trainer_id=one.me.id), key=ids.new(), name=body.name, now_ms=now(request))
    if len(await store.templates_of(db(request), one.me.id)) >= templates.OWN_MOST:
        raise templates.TooManyTemplates
    await store.add_template(db(request), kept)
    return done(request, one.here, id=kept.key, notice=f"“{kept.name}” is among your templates.")


async def drop_template(request: web.Request) -> web.StreamResponse:
    """Removes one of the trainer's own templates; plans that began with it stay."""
    me = await signed_in(request)
    found = await access.plan_template(db(request), me, request.match_info["template"])
    await store.drop_template(db(request), found.key)
    return done(request, "/calendar", notice=f"“{found.name}” is gone from your templates.")


async def _keep(request: web.Request, one: Whose, after: Plan, action: str) -> None:
    await store.save(db(request), after)
    await audit.note(db(request), now(request), f"t:{one.me.id}", action, one.subject, lines=len(after.lines))


async def _own(request: web.Request, one: Whose) -> list[Template]:
    return await store.templates_of(db(request), one.me.id)


def _given(line: Line, plan: Plan) -> LineForm:
    known: dict[str, Any] = {name: getattr(rules.details_of(line), name) for name in _SAME}
    return LineForm(
        line=line.id,
        rev=plan.rev,
        weekdays=list(line.cadence.weekdays),
        live_place=line.place if line.delivery is Delivery.LIVE and line.place else Place.LINK.value,
        real_place=line.place if line.delivery is Delivery.IN_PERSON and line.place else Place.GYM.value,
        **known,
    )


_SAME = (
    "what",
    "delivery",
    "cadence",
    "times",
    "weeks",
    "begins",
    "ends",
    "time",
    "duration_min",
    "place_note",
    "protocol",
    "title",
)


def _form(request: web.Request, one: Whose, fill: Fill[LineForm], line_id: str, *, status: int = 200) -> web.Response:
    return page(
        request,
        "plans/line.html",
        status=status,
        whose=one,
        fill=fill,
        line_id=line_id,
        whats=rules.WHATS,
        weekdays=list(enumerate(cadences.WEEKDAYS)),
        place_options=[(place.value, wording.PLACES[place]) for place in REAL_PLACES],
        protocol_options=[("", "Chosen when it comes to it")] + [(key, each.title) for key, each in _protocols()],
    )


def _protocols() -> list[tuple[str, Any]]:
    return sorted(protocols.PROTOCOLS.items(), key=lambda pair: pair[1].title)
