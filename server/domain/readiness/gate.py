"""The gate in front of exercise: who may start or join a workout or an exercise test. Talking needs no clearance."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.domain.errors import DomainError
from server.domain.readiness import words
from server.domain.readiness.states import Entry, Standing, State, deciding, standing
from server.domain.sessions import Service, Session

EXERCISE = (Service.WORKOUT, Service.ASSESSMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Whether one client may exercise, and why (not). `override`: the trainer let them for this session alone."""

    standing: Standing
    override: Entry | None = None

    @property
    def is_open(self) -> bool:
        """Whether they may."""
        return self.standing.is_clear or self.override is not None

    @property
    def why(self) -> State | None:
        """The state that would hold them back, also under an override; None: they are cleared."""
        return None if self.standing.is_clear else self.standing.state

    def check(self) -> None:
        """Raises NotCleared unless it is open."""
        if not self.is_open:
            raise NotCleared(self.standing.state)


OPEN = Gate(standing=Standing(state=State.CLEARED))  # of what needs no clearance


class NotCleared(DomainError):
    """The health check stands between this client and exercise; `state` says how. They may still talk."""

    code = "not-cleared"
    status = 409
    title = "Your health check comes first"
    sentence = "Please finish your health check first. You can still talk to your trainer."

    def __init__(self, state: State | str) -> None:
        known = {each.value for each in State}
        self.state = State(state) if str(state) in known else State.NONE
        super().__init__(words.FOR_CLIENT[self.state].text)


def applies(session: Session) -> bool:
    """Whether exercise is what the session is for."""
    return session.service in EXERCISE


def may_exercise(history: Iterable[Entry], now_ms: int, session_id: str = "") -> Gate:
    """Whether a client may exercise now; in that session, if one is named, also by its trainer's override.

    An override is for one session, and for what was known when it was given: a later red flag takes it away.
    """
    rows = list(history)
    return Gate(standing=standing(rows, now_ms), override=_override(rows, session_id))


def _override(rows: list[Entry], session_id: str) -> Entry | None:
    theirs = [one for one in rows if one.deed in ("overridden", "override_ended") and one.session_id == session_id]
    last = max(theirs, key=lambda one: one.at_ms, default=None)
    if not session_id or last is None or last.deed != "overridden":
        return None
    decided = deciding(rows)
    return None if decided is not None and decided.at_ms > last.at_ms else last
