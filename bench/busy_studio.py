"""A trainer's studio of any number of clients, each with everything a client comes to have: for the figures.

Two of them are furnished through the pages, one who waits for an answer and one who does not; the others are copies of
their rows, one in five of the first kind, each with ids and a training log of their own.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from bench.long_program import program
from server.domain import links, wall_clock
from server.domain.people import Client
from server.domain.programs.program import Program
from server.domain.sessions import Outcome
from server.domain.training.entries import Entry
from server.store import programs, training
from server.store.database import Db
from server.store.tables import metadata
from server.store.whole.data_map import HANDED_OUT
from tests.cast import HOUR_MS, Person, Spotter
from tests.keys import Keys

DAY_MS = 24 * HOUR_MS
WEEKS_BACK = 8  # so long ago everybody began
MEETING_SHARE = 10  # one in so many comes to sessions, twice a week; the others train alone by their program
APART_MS = 5 * 60_000  # between the numbers of two clients: the sessions of a hundred fill half a week
WAITING_SHARE = 5  # one in so many waits for their trainer
NOT_COPIED = ("client_devices", "client_shares", "group_members", "group_pairs", "groups", "seats", "training_log")
ID = re.compile(r"[a-z2-7]{13}")


async def furnish(keys: Keys, *, clients: int, log_rows: int, log_rows_of_bob: int) -> None:
    """Fills the studio of `keys` to so many clients of Alice's, with so many log rows in all."""
    spotter, alice = keys.spotter, keys.people["trainer"]
    await _live(spotter, alice, keys.clients["bob"], waits=True, phone=keys.people["client"])
    waiting, quiet = keys.clients["bea"], await spotter.client("bea", name="Bo Quiet")
    await _live(spotter, alice, waiting, waits=True, phone=keys.people["another client"])
    await _live(spotter, alice, quiet, waits=False)
    copies = clients - 3
    async with spotter.database.writing() as db, db.begin():
        models = [await _model(db, one.id) for one in (waiting, quiet)]
        named = []
        for table in metadata.sorted_tables:
            made = []
            for number in range(copies):
                rows = models[0 if number % WAITING_SHARE == 0 else 1].copy(table.name, number)
                if table.name == "clients":
                    rows[0] |= {"name": f"Client {number:04}", "email": f"client{number:04}@example.org"}
                    named.append(rows[0]["id"])
                if table.name == "letters":  # some name what is gone, whose id is not copied
                    rows = [{**row, "once": f"{row['once']}:{number}"} for row in rows]
                if table.name in ("sessions", "participants") and number % MEETING_SHARE:
                    rows = []
                if table.name == "sessions":  # nobody trains a hundred people at the same hour
                    rows = [{**row, "starts_at_ms": row["starts_at_ms"] + number * APART_MS} for row in rows]
                made += rows
            for at in range(0, len(made), 500):
                await db.execute(insert(table), made[at : at + 500])
    async with spotter.database.writing() as db, db.begin():
        each = (log_rows - log_rows_of_bob) // copies
        for number, client_id in enumerate([*named, keys.clients["bob"].id]):
            count = log_rows_of_bob if client_id == keys.clients["bob"].id else each
            await _log(db, client_id, count, spotter.clock(), number)


async def _live(spotter: Spotter, alice: Person, client: Client, *, waits: bool, phone: Person | None = None) -> None:
    """Eight weeks of one client. waits: the last things they sent were not looked at."""
    here, moment = f"/clients/{client.id}", spotter.clock()
    began = wall_clock.local(moment - WEEKS_BACK * 7 * DAY_MS, "Europe/Berlin").date().isoformat()
    token = f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"
    if phone is None:
        phone = spotter.browser()
        await done(phone, f"{token}/confirm", {})
    for week in range(-WEEKS_BACK * 2, 3):
        starts_at_ms = moment + week * 7 * DAY_MS // 2 + HOUR_MS
        outcome = Outcome.DONE if week < 0 and not (waits and week == -1) else Outcome.UNSET
        await spotter.session("alice", client, starts_at_ms=starts_at_ms, outcome=outcome)
    await done(alice, f"{here}/plan/template", {"template": "hybrid", "begins": began, "time": "10:00"})
    await done(alice, f"{here}/check-ins", {"weekday": 4})
    await done(alice, f"{here}/goals", {"words": "Ten push-ups", "measure": "push-ups", "start": "2", "target": "10"})
    outline = {**program(weeks=12, days=3, exercises=5), "alone": False}
    made = (await done(alice, "/library/programs", outline))["id"]
    given = {"program": made, "starts_on": began, "training_days": [1, 3, 5]}
    await done(alice, f"{here}/programs", given)
    await done(alice, f"/programs/{made}/delete", {})
    for count in (12, 15, 18):
        one = (await done(alice, f"{here}/assessments", {"protocol": "push-up", "session": "in_person"}))["id"]
        body = {"place": ["count", "position"], "value": [str(count), "standard"]}
        await done(alice, f"/assessments/{one}/results", body)
        await done(alice, f"/assessments/{one}/complete", {})
    for form in ("intake", "goals", "check-in"):
        asked = (await done(alice, f"{here}/forms", {"form": form}))["id"]
        if not waits:
            await done(alice, f"/forms/{asked}/withdraw", {})
    for number in range(10):
        await done(alice, f"{here}/messages", {"text": f"Well done, number {number}."})
        await done(phone, f"{token}/messages", {"text": f"Thank you. Set {number} was hard."})
    if not waits:
        await done(alice, f"{here}/messages/seen", {"at_ms": spotter.clock()})
    for number in range(3):
        reviewed = None if waits and number == 0 else moment
        await spotter.clip(client, source="upload", reviewed_at_ms=reviewed)


@dataclass(frozen=True)
class Model:
    """A client's rows by table, and the ids that are theirs alone."""

    rows: dict[str, list[dict[str, Any]]]
    own: frozenset[str]

    def copy(self, table: str, number: int) -> list[dict[str, Any]]:
        """The rows of one table for the copy with that number: every id is another one, and the same everywhere."""
        return [{name: self._other(value, number) for name, value in row.items()} for row in self.rows.get(table, ())]

    def _other(self, value: Any, number: int) -> Any:
        if not isinstance(value, str):
            return value
        return ID.sub(lambda found: f"{found[0][:7]}{_digits(number)}" if found[0] in self.own else found[0], value)


async def _model(db: Db, client_id: str) -> Model:
    found = {}
    for name, rows in HANDED_OUT.items():
        if name not in NOT_COPIED:
            read = (await db.execute(select(metadata.tables[name]).where(rows(client_id)))).mappings()
            found[name] = [dict(row) for row in read]
    own = {row["id"] for rows in found.values() for row in rows if isinstance(row.get("id"), str)}
    return Model(found, frozenset(own))


def _digits(number: int) -> str:
    """Six signs that stand for a number below 4⁶, and that no id of ours ends with."""
    return "".join("0189"[number >> shift & 3] for shift in range(10, -1, -2))


async def _log(db: Db, client_id: str, count: int, now_ms: int, number: int) -> None:
    """Sets of the days of their program that are over, oldest first."""
    mine = await programs.current(db, client_id, wall_clock.local(now_ms, "Europe/Berlin").date())
    assert mine is not None
    entries = [_entry(mine, at, count, now_ms, number) for at in range(count)]
    if count:
        await training.keep(db, client_id, entries, by="client", now_ms=now_ms)


def _entry(mine: Program, at: int, count: int, now_ms: int, number: int) -> Entry:
    days = mine.weeks[0].days
    per_day = len(days[0].blocks[0].entries) * 4
    day, within = divmod(at, per_day)
    entry, of_entry = divmod(within, 4)
    week, of_week = divmod(day, len(days))
    name = days[of_week].blocks[0].entries[entry]
    return Entry(
        id=f"{number:012x}{at:012x}",
        kind="set",
        at_ms=now_ms - WEEKS_BACK * 7 * DAY_MS * (count - at) // count,
        program=mine.id,
        day=days[of_week].id if week == 0 else f"{days[of_week].id}-{week + 1}",
        entry=name.id,
        exercise=name.exercise or "",
        name=name.name,
        number=of_entry + 1,
        reps=8 + at % 3,
        load=20.0 + at % 7,
        rpe=5 + at % 4,
    )


async def done(person: Person, path: str, body: dict[str, Any]) -> Any:
    """What came back. Raises AssertionError for a refusal."""
    answer = await person.post(path, json=body)
    assert answer.status == 200, (path, answer.text)
    return answer.json
