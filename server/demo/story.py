"""Who is in the demo and what they have planned: made-up people around a session that begins now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server import ids
from server.demo import asked, measured, past, trained
from server.demo.asked import Asked
from server.demo.measured import Taken
from server.domain import invites as invite_rules
from server.domain import saved_timers, wall_clock
from server.domain.accounts import Account
from server.domain.day_lines import Planned
from server.domain.invites import Invite
from server.domain.people import Client, Group
from server.domain.programs.program import Program
from server.domain.readiness import Entry, changes
from server.domain.saved_timers import SavedTimer, TimerDetails
from server.domain.sessions import Delivery, Place, Service, Session
from signaling.log import Entry as Event

EMAIL = "trainer@example.org"
PASSWORD = "try it for real"
STEP_MS = 5 * 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything the demo stores. `now` is the session that begins, `guest` the invite to it."""

    trainer: Account
    clients: tuple[Client, ...]
    group: Group
    sessions: tuple[Session, ...]
    log_of: Session
    log: Sequence[Event]
    now: Session
    together: Session  # a class right after it, whose door is open
    guest: Invite
    timers: tuple[SavedTimer, ...]
    health: tuple[Entry, ...]  # what came of their health checks
    asked: Asked
    tests: Sequence[Taken]
    program: Program
    lists: Mapping[str, Sequence[Planned]]  # by session


def tell(now_ms: int, time_zone: str, password_hash: str) -> Story:
    """The demo as of `now_ms`, on the trainer's wall clock."""
    trainer = Account(
        id=ids.new(),
        email=EMAIL,
        name="Robin Vale",
        role="owner",
        password_hash=password_hash,
        time_zone=time_zone,
        phone="+44 20 7946 0018",
        created_at_ms=now_ms,
    )
    sam, mia, noor, tomas = people = _clients(trainer, now_ms)
    moving = (sam, mia, tomas)
    group = Group(
        id=ids.new(),
        trainer_id=trainer.id,
        name="Mobility",
        members=tuple(one.id for one in moving),
        created_at_ms=now_ms,
    )
    day = Days(trainer, now_ms)
    begins = day.session(
        "Workout with Sam",
        Service.WORKOUT,
        Delivery.LIVE,
        Place.LINK,
        [sam],
        at_ms=now_ms - now_ms % STEP_MS,
        minutes=30,
    )
    together = day.session(
        "Mobility class",
        Service.WORKOUT,
        Delivery.LIVE,
        Place.LINK,
        moving,
        at_ms=begins.ends_at_ms,
        minutes=45,
        of=group,
    )
    before = day.session("Workout with Sam", Service.WORKOUT, Delivery.LIVE, Place.LINK, [sam], days=-2, hour=18)
    before = past.held(before, "Split squats steadier than last week. Next time: add the pause.")
    untold = day.session("Workout with Mia", Service.WORKOUT, Delivery.IN_PERSON, Place.GYM, [mia], days=-1, hour=9)
    return Story(
        trainer=trainer,
        clients=people,
        group=group,
        sessions=(
            begins,
            together,
            before,
            untold,
            day.session(
                "First talk with Noor", Service.CONSULTATION, Delivery.LIVE, Place.PHONE, [noor], days=1, hour=8
            ),
            day.session("Assessment of Mia", Service.ASSESSMENT, Delivery.LIVE, Place.LINK, [mia], days=1, hour=10),
            day.session("Mobility", Service.WORKOUT, Delivery.LIVE, Place.LINK, moving, days=2, hour=18, of=group),
            day.session("Program for Noor", Service.WORKOUT, Delivery.ASYNC, Place.NOWHERE, [noor], days=3, hour=23),
        ),
        log_of=before,
        log=past.log(before, trainer, sam),
        now=begins,
        together=together,
        guest=invite_rules.invite(begins, "Jo", id=ids.new(), now_ms=now_ms),
        timers=_timers(trainer, now_ms),
        health=_health(trainer, people, now_ms),
        asked=asked.told(trainer, mia, noor, now_ms),
        tests=measured.taken(sam, mia, now_ms),
        program=trained.program(trainer, mia, now_ms),
        lists=trained.lists(begins, together),
    )


def _health(trainer: Account, people: Sequence[Client], now_ms: int) -> tuple[Entry, ...]:
    """Sam is cleared within limits, Mia and Tomas are cleared; nobody has asked Noor, who is talked to first."""
    sam, mia, _, tomas = people

    def reviewed(client: Client, decision: changes.Decision, limits: str = "") -> Entry:
        return changes.review(
            [],
            id=ids.new(),
            client_id=client.id,
            decision=decision,
            source="talk",
            limits=limits,
            by=f"t:{trainer.id}",
            time_zone=trainer.time_zone,
            now_ms=now_ms,
        )

    limits = "No jumping until June: the left knee."
    return (reviewed(sam, "cleared_with_limits", limits), reviewed(mia, "cleared"), reviewed(tomas, "cleared"))


def _timers(trainer: Account, now_ms: int) -> tuple[SavedTimer, ...]:
    """Two timers that the trainer keeps."""
    sprint = {"kind": "work", "name": "Sprint uphill", "duration_ms": 20_000}
    walk = {"kind": "recover", "name": "Walk", "duration_ms": 90_000}
    hills = [
        {"kind": "prepare", "name": "Get ready", "duration_ms": 10_000},
        *({**one, "round": round, "rounds": 6} for round in range(1, 7) for one in (sprint, walk)),
    ]
    plans = {"Finisher": past.tabata(), "Hill sprints": hills}
    return tuple(
        saved_timers.new_timer(ids.new(), trainer.id, TimerDetails(name=name, plan=tuple(plan)), kept=0, now_ms=now_ms)
        for name, plan in plans.items()
    )


def _clients(trainer: Account, now_ms: int) -> tuple[Client, Client, Client, Client]:
    def client(name: str) -> Client:
        zone = trainer.time_zone
        return Client(id=ids.new(), trainer_id=trainer.id, name=name, time_zone=zone, created_at_ms=now_ms)

    sam = replace(
        client("Sam Okafor"),
        email="sam@example.org",
        phone="+44 20 7946 0121",
        birth_date="1987-03-12",
        emergency_name="Ada Okafor",
        emergency_phone="+44 20 7946 0122",
        notes="Left knee: no jumping until June. Likes to hear the count.",
    )
    mia = replace(
        client("Mia Lindqvist"),
        email="mia@example.org",
        birth_date="1994-11-02",
        notes="Trains for a half marathon.",
    )
    noor = replace(client("Noor Haddad"), phone="+1 202 555 0143", time_zone="America/New_York")
    return sam, mia, noor, replace(client("Tomas Ruiz"), email="tomas@example.org", birth_date="1979-06-30")


@dataclass(frozen=True, slots=True)
class Days:
    """Places sessions on the trainer's calendar."""

    trainer: Account
    now_ms: int

    def session(
        self,
        title: str,
        service: Service,
        delivery: Delivery,
        place: Place,
        people: Sequence[Client],
        *,
        at_ms: int | None = None,
        days: int = 0,
        hour: int = 0,
        minutes: int = 60,
        of: Group | None = None,
    ) -> Session:
        """One session, at a moment, or at a full hour so many days from today."""
        return Session(
            id=ids.new(),
            trainer_id=self.trainer.id,
            client_ids=tuple(one.id for one in people),
            group_id=of.id if of else None,
            title=title,
            service=service,
            delivery=delivery,
            starts_at_ms=self._at(days, hour) if at_ms is None else at_ms,
            duration_min=0 if delivery is Delivery.ASYNC else minutes,
            time_zone=self.trainer.time_zone,
            place=place,
            created_at_ms=self.now_ms,
        )

    def _at(self, days: int, hour: int) -> int:
        today = wall_clock.local(self.now_ms, self.trainer.time_zone)
        day = datetime(today.year, today.month, today.day, hour, tzinfo=today.tzinfo) + timedelta(days=days)
        return int(day.timestamp() * 1000)
