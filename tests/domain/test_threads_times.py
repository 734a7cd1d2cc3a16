"""Quiet hours, reminders and proposals over the days on which clocks change; the wait of a letter."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import wall_clock
from server.domain.errors import BadInput, OutOfRange
from server.domain.sessions import Delivery, Outcome, Place, Service, Session
from server.domain.threads import check_ins, choices, letters, moves, reminders
from server.domain.threads.choices import Choices, ChoicesForm
from server.domain.threads.moves import MoveForm

BERLIN = "Europe/Berlin"  # 2031: forward on 30 March at 02:00, back on 26 October at 03:00
HOUR_MS = 3_600_000
NIGHT = Choices(person="c:bob", quiet_from="21:00", quiet_until="08:00")
ZONES = (BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")


def at(day: str, clock: str, zone: str = BERLIN) -> int:
    return wall_clock.moment(date.fromisoformat(day), time.fromisoformat(clock), zone)


def shown(at_ms: int, zone: str = BERLIN) -> str:
    return f"{wall_clock.local(at_ms, zone):%Y-%m-%d %H:%M}"


def session(starts_at_ms: int, **changes: Any) -> Session:
    made = Session(
        id="s",
        trainer_id="alice",
        client_ids=("bob",),
        title="Workout",
        service=Service.WORKOUT,
        delivery=Delivery.LIVE,
        starts_at_ms=starts_at_ms,
        duration_min=60,
        time_zone=BERLIN,
        place=Place.LINK,
        created_at_ms=0,
    )
    return replace(made, **changes)


# ---- quiet hours


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        ("2031-05-01 20:59", "2031-05-01 20:59"),
        ("2031-05-01 21:00", "2031-05-02 08:00"),
        ("2031-05-02 03:00", "2031-05-02 08:00"),
        ("2031-05-02 07:59", "2031-05-02 08:00"),
        ("2031-05-02 08:00", "2031-05-02 08:00"),
    ],
)
def test_a_night_is_waited_for(clock: str, until: str) -> None:
    assert shown(choices.after_quiet(NIGHT, at(*clock.split()), BERLIN)) == until


def test_a_rest_at_noon_ends_the_same_day() -> None:
    siesta = replace(NIGHT, quiet_from="13:00", quiet_until="15:00")
    assert shown(choices.after_quiet(siesta, at("2031-05-01", "14:10"), BERLIN)) == "2031-05-01 15:00"
    assert choices.after_quiet(siesta, at("2031-05-01", "22:00"), BERLIN) == at("2031-05-01", "22:00")


def test_the_same_time_twice_means_no_quiet_hours() -> None:
    never = replace(NIGHT, quiet_from="08:00", quiet_until="08:00")
    assert not choices.is_quiet(never, at("2031-05-01", "08:00"), BERLIN)


def test_quiet_hours_are_those_of_each_persons_own_clock() -> None:
    moment = at("2031-05-01", "22:00")
    assert choices.is_quiet(NIGHT, moment, BERLIN)
    assert not choices.is_quiet(NIGHT, moment, "America/New_York")


def test_the_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    began = at("2031-03-29", "21:00")
    assert choices.after_quiet(NIGHT, began, BERLIN) - began == 10 * HOUR_MS


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    began = at("2031-10-25", "21:00")
    assert choices.after_quiet(NIGHT, began, BERLIN) - began == 12 * HOUR_MS


def test_an_hour_that_comes_twice_ends_quiet_hours_the_second_time() -> None:
    short = replace(NIGHT, quiet_until="02:30")
    first = at("2031-10-26", "02:10")
    over = choices.after_quiet(short, first, BERLIN)
    assert over - first == HOUR_MS + 20 * 60_000
    assert not choices.is_quiet(short, over, BERLIN)


CLOCK = st.times().map(lambda one: f"{one:%H:%M}")


@given(st.integers(1_900_000_000_000, 1_980_000_000_000), CLOCK, CLOCK, st.sampled_from(ZONES))
def test_nothing_comes_in_quiet_hours_or_before_its_time(at_ms: int, begins: str, ends: str, zone: str) -> None:
    chosen = replace(NIGHT, quiet_from=begins, quiet_until=ends)
    later = choices.after_quiet(chosen, at_ms, zone)
    earlier = choices.before_quiet(chosen, at_ms, zone)
    assert at_ms <= later <= at_ms + 26 * HOUR_MS
    assert at_ms - 26 * HOUR_MS <= earlier <= at_ms
    if not choices.is_quiet(chosen, at_ms, zone):
        assert later == earlier == at_ms
    elif wall_clock.local(later, zone).utcoffset() == wall_clock.local(at_ms, zone).utcoffset():
        assert not choices.is_quiet(chosen, later, zone)


def test_a_time_that_is_none_is_refused_at_its_field() -> None:
    with pytest.raises(BadInput) as refused:
        choices.change(NIGHT, ChoicesForm(quiet_from="9 pm", quiet_until="08:00"))
    assert refused.value.where == "quiet_from"


# ---- reminders


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("2031-05-02 18:00", "2031-05-01 18:00", "2031-05-02 17:00"),
        ("2031-05-02 08:15", "2031-05-01 08:15", "2031-05-01 20:59"),  # 07:15 is too early, 08:00 too late
        ("2031-05-02 09:00", "2031-05-01 09:00", "2031-05-02 08:00"),
        ("2031-05-02 06:00", "2031-05-01 08:00", "2031-05-01 20:59"),
        ("2031-05-02 22:00", "2031-05-02 08:00", "2031-05-02 20:59"),
        ("2031-03-30 18:00", "2031-03-29 18:00", "2031-03-30 17:00"),  # 23 hours before: the same time by the clock
        ("2031-10-26 18:00", "2031-10-25 18:00", "2031-10-26 17:00"),  # 25 hours before
        ("2031-03-31 10:30", "2031-03-30 10:30", "2031-03-31 09:30"),
    ],
)
def test_a_reminder_comes_by_the_wall_clock_and_never_at_night(start: str, day: str, hour: str) -> None:
    planned = session(at(*start.split()))
    assert shown(reminders.due_at_ms(planned, "day", NIGHT, BERLIN)) == day
    assert shown(reminders.due_at_ms(planned, "hour", NIGHT, BERLIN)) == hour


def test_a_reminder_comes_once_its_time_has_come_and_not_long_after() -> None:
    planned = session(at("2031-05-02", "18:00"))
    moments = {clock: at("2031-05-01", clock) for clock in ("17:59", "18:00", "19:59", "20:00")}
    found = {clock: reminders.due(planned, NIGHT, BERLIN, moment) for clock, moment in moments.items()}
    assert found == {"17:59": [], "18:00": ["day"], "19:59": ["day"], "20:00": []}


def test_nobody_is_reminded_of_what_was_planned_a_moment_ago_or_is_off() -> None:
    start, now = at("2031-05-02", "18:00"), at("2031-05-02", "17:05")
    assert reminders.due(session(start), NIGHT, BERLIN, now) == ["hour"]
    for other in (
        {"created_at_ms": at("2031-05-02", "17:02")},
        {"cancelled_at_ms": now},
        {"outcome": Outcome.MOVED},
        {"delivery": Delivery.ASYNC},
        {"ended_at_ms": now},
    ):
        assert reminders.due(session(start, **other), NIGHT, BERLIN, now) == []


def test_each_person_chooses_their_reminders() -> None:
    start, now = at("2031-05-02", "18:00"), at("2031-05-02", "17:05")
    assert reminders.due(session(start), replace(NIGHT, hour_before=False), BERLIN, now) == []
    assert reminders.due(session(start), replace(NIGHT, by_mail=False), BERLIN, now) == []


def test_a_moved_session_is_reminded_of_anew() -> None:
    planned = session(at("2031-05-02", "18:00"))
    later = replace(planned, starts_at_ms=planned.starts_at_ms + HOUR_MS)
    assert reminders.once(planned, "day", "c:bob") != reminders.once(later, "day", "c:bob")


@given(st.integers(1_900_000_000_000, 1_980_000_000_000), st.sampled_from(ZONES), CLOCK, CLOCK)
def test_a_reminder_comes_before_its_session(start: int, zone: str, begins: str, ends: str) -> None:
    chosen = replace(NIGHT, quiet_from=begins, quiet_until=ends)
    for which in reminders.WHICH:
        due = reminders.due_at_ms(session(start), which, chosen, zone)
        assert start - reminders.LOOK_AHEAD_MS < due < start


# ---- another time for a session


def form(*pairs: tuple[str, str], words: str = "") -> MoveForm:
    return MoveForm(date=[day for day, _ in pairs], time=[clock for _, clock in pairs], words=words)


NOW = at("2031-03-01", "12:00")
PLANNED = session(at("2031-03-28", "18:00"))


def ask(*pairs: tuple[str, str], zone: str = BERLIN) -> moves.MoveRequest:
    return moves.ask(PLANNED, form(*pairs), id="r", client_id="bob", time_zone=zone, now_ms=NOW)


def test_proposals_are_read_by_the_clients_own_clock() -> None:
    made = ask(("2031-04-01", "18:00"), ("2031-03-29", "10:00"), ("", ""), zone="America/New_York")
    assert [shown(one) for one in made.proposals] == ["2031-03-29 15:00", "2031-04-02 00:00"]


def test_an_hour_that_the_clocks_skip_cannot_be_proposed() -> None:
    with pytest.raises(BadInput, match="skip"):
        ask(("2031-03-30", "02:30"))


@pytest.mark.parametrize(
    ("pairs", "kind"),
    [
        ([], BadInput),
        ([("2031-04-01", "18:00")] * 4, BadInput),
        ([("2031-02-01", "18:00")], OutOfRange),
        ([("2033-02-01", "18:00")], OutOfRange),
        ([("2031-03-28", "18:00")], BadInput),
        ([("soon", "18:00")], BadInput),
        ([("2031-04-01", "")], BadInput),
    ],
)
def test_what_cannot_be_proposed_is_said(pairs: list[tuple[str, str]], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        ask(*pairs)


def test_an_accepted_time_moves_the_same_session_so_that_calendars_follow() -> None:
    made = ask(("2031-04-01", "18:00"))
    taken, moved = moves.accept(made, PLANNED, made.proposals[0], NOW)
    assert (taken.standing, moved.id, moved.revision) == ("accepted", PLANNED.id, PLANNED.revision + 1)
    assert shown(moved.starts_at_ms) == "2031-04-01 18:00"
    with pytest.raises(moves.Answered):
        moves.accept(taken, moved, made.proposals[0], NOW)
    with pytest.raises(BadInput):
        moves.accept(made, PLANNED, made.proposals[0] + 1, NOW)


def test_a_session_that_is_off_or_on_cannot_be_moved() -> None:
    made = ask(("2031-04-01", "18:00"))
    for other in ({"cancelled_at_ms": NOW}, {"opened_at_ms": NOW}, {"outcome": Outcome.DONE}):
        with pytest.raises(moves.CannotMove):
            moves.accept(made, replace(PLANNED, **other), made.proposals[0], NOW)


def test_a_request_is_answered_once() -> None:
    made = ask(("2031-04-01", "18:00"))
    assert moves.decline(made, "No court free.", NOW).answer == "No court free."
    with pytest.raises(moves.Answered):
        moves.withdraw(moves.decline(made, "", NOW), NOW)


# ---- check-ins


FRIDAY = check_ins.CheckIn(client_id="bob", weekday=4, since_ms=0)


def standing(now: str, *came: str, zone: str = BERLIN, since: str = "2031-01-01 00:00") -> tuple[str, int, int, int]:
    day = replace(FRIDAY, since_ms=at(*since.split(), zone))
    sent = [check_ins.Came(at_ms=at(*one.split(), zone), text="Well.") for one in came]
    line = check_ins.line(day, "Bob", sent, at(*now.split(), zone), zone)
    return line.standing, line.late_days, len(line.last.came), len(line.this.came)


@pytest.mark.parametrize(
    ("now", "came", "found"),
    [
        ("2031-05-01 12:00", [], ("coming", 0, 0, 0)),  # Thursday
        ("2031-05-02 00:00", [], ("due", 0, 0, 0)),
        ("2031-05-02 23:59", [], ("due", 0, 0, 0)),
        ("2031-05-03 00:00", [], ("overdue", 1, 0, 0)),
        ("2031-05-05 23:59", [], ("overdue", 3, 0, 0)),
        ("2031-05-06 00:00", [], ("coming", 0, 0, 0)),  # the next one is nearer from here on
        ("2031-05-03 09:00", ["2031-05-01 20:00"], ("done", 1, 0, 1)),  # a day early counts
        ("2031-05-06 09:00", ["2031-05-05 20:00"], ("coming", 0, 1, 0)),  # and so does a late one, for last week
        ("2031-03-31 09:00", ["2031-03-29 23:30"], ("done", 3, 0, 1)),  # over the night in which clocks go forward
        ("2031-10-27 09:00", ["2031-10-24 00:30", "2031-10-17 08:00"], ("done", 3, 1, 1)),
    ],
)
def test_a_check_in_counts_for_the_day_it_is_nearest_to(
    now: str, came: list[str], found: tuple[str, int, int, int]
) -> None:
    assert standing(now, *came) == found


def test_nobody_is_late_for_a_day_before_there_was_one() -> None:
    assert standing("2031-05-03 09:00", since="2031-05-03 08:00")[0] == "coming"


@given(st.integers(1_900_000_000_000, 1_980_000_000_000), st.integers(0, 6), st.sampled_from(ZONES))
def test_every_moment_lies_in_one_week_and_weeks_meet(now_ms: int, weekday: int, zone: str) -> None:
    day = replace(FRIDAY, weekday=weekday)
    this, last = check_ins.week(day, now_ms, zone), check_ins.week(day, now_ms, zone, back=1)
    assert this.from_ms <= now_ms < this.until_ms
    assert last.until_ms == this.from_ms
    assert this.day.weekday() == weekday


def test_one_asks_once_a_day() -> None:
    asked = check_ins.nudge(FRIDAY, NOW)
    with pytest.raises(check_ins.NudgedAlready):
        check_ins.nudge(asked, NOW + HOUR_MS)
    assert check_ins.nudge(asked, NOW + 21 * HOUR_MS).nudged_at_ms == NOW + 21 * HOUR_MS


def test_who_is_latest_is_swept_first() -> None:
    lines = [
        check_ins.line(replace(FRIDAY, weekday=day), name, [], at("2031-05-04", "12:00"), BERLIN)
        for day, name in ((4, "Bob"), (3, "Bea"), (6, "Ann"), (0, "Cid"))
    ]
    assert [one.name for one in check_ins.in_order(lines)] == ["Bea", "Bob", "Ann", "Cid"]


# ---- letters


def test_a_letter_is_tried_for_a_day_ever_more_seldom() -> None:
    letter = letters.Letter(
        id="l",
        person="c:bob",
        kind="message",
        once="o",
        subject="",
        text="",
        created_at_ms=0,
        useless_at_ms=letters.LIVES_MS,
    )
    now_ms, attempts = 0, 1
    while letters.may_try_again(letter, attempts, now_ms):
        now_ms += letters.wait_ms(attempts)
        attempts += 1
    assert 25 <= attempts <= 40
    assert timedelta(milliseconds=now_ms) < timedelta(days=1)


def test_what_has_left_says_nothing_any_more() -> None:
    letter = letters.Letter(
        id="l", person="c:bob", kind="link", once="o", subject="s", text="a link", created_at_ms=0, useless_at_ms=9
    )
    assert letters.settled(letter, "sent", 5).text == ""
    assert letters.settled(letter, "kept", 5).text == "a link"


def test_a_letter_repeats_nothing_of_what_was_written() -> None:
    subject, text = letters.new_messages("Bob", "Alice", "", "https://x/c/t/messages", "112", is_urgent=False)
    assert "https://x/c/t/messages" in text
    assert "112" in text
    assert subject == "Alice wrote to you"
