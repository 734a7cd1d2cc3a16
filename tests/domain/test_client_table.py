"""TrueCoach's list of clients: whom it brings, who is there already, and what is wrong with it."""

from datetime import date

import pytest

from server.domain import client_table
from server.domain.people import Client

HEADING = "Email,First,Last,Type,Coach,Groups,Metric Sets,Program,Start\n"
KNOWN = [Client(id="b", trainer_id="alice", name="Bob Birch", email="bob@example.org")]


def read(text: str) -> client_table.Table:
    return client_table.read(text, KNOWN, time_zone="Europe/Berlin", today=date(2031, 5, 5))


def test_a_row_becomes_a_client_and_what_has_no_place_a_note() -> None:
    table = read(f'{HEADING}Ivy@Example.org,Ivy,Ilex,dual,Alice,"Mornings, Runners",Weight,Base,3/14/25\n')
    assert table.problems == ()
    (ivy,) = table.found
    assert (ivy.name, ivy.email, ivy.time_zone) == ("Ivy Ilex", "ivy@example.org", "Europe/Berlin")
    assert ivy.notes == (
        "Trained by video and in person\nProgram: Base, from 2025-03-14\nGroups: Mornings, Runners\n"
        "Measures: Weight\nCoach: Alice"
    )


def test_who_is_a_client_already_stays_as_they_are() -> None:
    table = read(f"{HEADING}BOB@example.org,Robert,,remote,,,,,\n,Ann,,,,,,,\n,Abe,,,,,,,\n")
    assert table.there == ("Bob Birch",)
    assert [one.name for one in table.found] == ["Ann", "Abe"]


def test_other_columns_may_stand_beside() -> None:
    assert [one.name for one in read("Id,First,Phone model\n1,Ann,old\n").found] == ["Ann"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",,,,,,,,x", "row 2: There is no name."),
        ("ann@,Ann,,,,,,,", "row 2: This does not look like an e-mail address"),
        (",Ann,,sometimes,,,,,", "row 2: “sometimes” is no type; there are remote, dual, in-person."),
        (",Ann,,,,,,,31/12/25", "row 2: start is “31/12/25”; it is written month/day/year, as 3/14/25."),
        ("a@b.org,Ann,,,,,,,\nA@b.org,Abe,,,,,,,", "row 3: a@b.org stands in row 2 already."),
    ],
)
def test_what_is_wrong_is_told_by_its_row(row: str, sentence: str) -> None:
    assert str(read(f"{HEADING}{row}\n").problems[0]).startswith(sentence)


def test_a_table_of_something_else_is_told_so() -> None:
    assert str(read("Name,Mail\nAnn,a@b.org\n").problems[0]) == "row 1: There is no column “first”."
