"""Clients and groups: what may be said about them, and what becomes of their links."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain import contact, people
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.people import Client, ClientDetails, Group, GroupDetails

TODAY = date(2026, 5, 4)
BOB = Client(id="bob", trainer_id="alice", name="Bob Birch")


def details(**changes: str) -> ClientDetails:
    return replace(ClientDetails(name="Bob Birch", time_zone="Europe/Berlin"), **changes)


def refused(**changes: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        people.checked(details(**changes), TODAY)
    return caught.value


def test_a_name_and_a_time_zone_are_enough() -> None:
    client = people.new_client("bob", "alice", details(), now_ms=5, today=TODAY)
    assert (client.id, client.trainer_id, client.name, client.time_zone) == (
        "bob",
        "alice",
        "Bob Birch",
        "Europe/Berlin",
    )
    assert (client.created_at_ms, client.link_generation, client.has_link) == (5, 1, True)


def test_spaces_and_hidden_signs_are_cleaned_away() -> None:
    found = people.checked(
        details(name="  Bob\t\n Birch\x00\u202e ", notes=" one\r\ntwo\x07 ", email=" bob@x.org "), TODAY
    )
    assert (found.name, found.notes, found.email) == ("Bob Birch", "one\ntwo", "bob@x.org")


def test_joiners_stay_where_words_need_them() -> None:
    for name in ("می\u200cخواهم", "Ana 👩\u200d👧", "Rhys \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e007f"):
        assert people.checked(details(name=name), TODAY).name == name
    assert people.checked(details(name="Bob\u200b\u061c Birch"), TODAY).name == "Bob Birch"


def test_an_address_is_kept_in_the_one_form_it_is_compared_in() -> None:
    assert contact.email(" Bob@Example.ORG ") == "bob@example.org"
    assert contact.email("") == ""
    with pytest.raises(BadInput):
        contact.email(" ", needed=True)


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("name", "", BadInput),
        ("name", " \u202e ", BadInput),
        ("name", "\u200b\u2060", BadInput),
        ("name", "\u3164 \u200d", BadInput),
        ("name", "x" * 121, OutOfRange),
        ("email", "bob", BadInput),
        ("email", "bob@x", BadInput),
        ("email", "bob@x.org, eve@x.org", BadInput),
        ("email", "b@" + "x" * 250 + ".org", OutOfRange),
        ("phone", "call me", BadInput),
        ("phone", "12", OutOfRange),
        ("phone", "1" * 21, OutOfRange),
        ("phone", "٣٤٥٦٧", BadInput),
        ("emergency_phone", "javascript:alert(1)", BadInput),
        ("time_zone", "", BadInput),
        ("time_zone", "Mars/Base", BadInput),
        ("time_zone", "../../etc/passwd", BadInput),
        ("time_zone", "localtime", BadInput),
        ("birth_date", "yesterday", BadInput),
        ("birth_date", "1990-13-01", BadInput),
        ("birth_date", "2026-05-05", OutOfRange),
        ("birth_date", "1900-12-31", OutOfRange),
        ("address", "x" * 301, OutOfRange),
        ("emergency_name", "x" * 121, OutOfRange),
        ("notes", "x" * 5001, OutOfRange),
    ],
)
def test_nonsense_is_refused_at_its_field_with_a_sentence(field: str, value: str, kind: type[DomainError]) -> None:
    problem = refused(**{field: value})
    assert isinstance(problem, kind)
    assert problem.where == field
    assert problem.message.endswith(".")


@pytest.mark.parametrize("phone", ["112", "+49 30 1234567", "(030) 123-45.67/8", "030/1234567"])
def test_phones_are_kept_as_people_write_them(phone: str) -> None:
    assert people.checked(details(phone=phone), TODAY).phone == phone


def test_a_phone_is_dialled_by_its_digits() -> None:
    assert contact.dial("+49 (30) 123-45") == "+493012345"
    assert contact.dial("030 1") == "0301"


def test_every_zone_on_offer_is_taken() -> None:
    zones = contact.time_zones()
    assert zones[0] == "UTC"
    assert "Europe/Berlin" in zones
    assert all(contact.time_zone(zone) == zone for zone in zones)


def test_age_counts_full_years() -> None:
    born = replace(BOB, birth_date="1990-05-04")
    assert people.age(born, date(2026, 5, 3)) == 35
    assert people.age(born, date(2026, 5, 4)) == 36
    assert people.age(replace(BOB, birth_date="2004-02-29"), date(2026, 2, 28)) == 21
    assert people.age(BOB, TODAY) is None


def test_details_survive_a_round_trip_through_the_form() -> None:
    given = details(email="bob@x.org", phone="112", birth_date="1990-05-01", notes="knee", address="Here 1")
    client = people.change(BOB, given, today=TODAY)
    assert people.details_of(client) == given


def test_archiving_closes_the_link_and_taking_back_opens_the_same_one() -> None:
    away = people.archive(BOB, 7)
    assert (away.is_archived, away.has_link, people.archive(away, 9).archived_at_ms) == (True, False, 7)
    back = people.restore(away)
    assert (back.is_archived, back.has_link, back.link_generation) == (False, True, BOB.link_generation)


def test_a_new_link_is_another_generation() -> None:
    assert people.renew_link(BOB).link_generation == 2


def test_a_revoked_link_stays_dead_until_a_new_one_is_made() -> None:
    revoked = people.revoke_link(BOB, 7)
    assert (revoked.has_link, revoked.link_generation) == (False, 2)
    assert people.revoke_link(revoked, 9) == revoked
    renewed = people.renew_link(revoked)
    assert (renewed.has_link, renewed.link_generation) == (True, 3)


# ---- groups

MINE = [f"c{number}" for number in range(20)]


def group(**changes: object) -> Group:
    given = GroupDetails(name="Monday circuit", **changes)  # type: ignore[arg-type]
    return people.new_group("g", "alice", given, may_join=MINE, now_ms=5)


def test_a_group_has_a_name_and_members_without_repeats() -> None:
    found = group(members=["c1", "c2", "c1"], notes="mats")
    assert (found.name, found.members, found.notes) == ("Monday circuit", ("c1", "c2"), "mats")


def test_twelve_fit_and_a_thirteenth_does_not() -> None:
    assert len(group(members=MINE[:12]).members) == 12
    with pytest.raises(OutOfRange) as caught:
        group(members=MINE[:13])
    assert caught.value.where == "members"


def test_somebody_elses_client_cannot_join() -> None:
    with pytest.raises(BadInput) as caught:
        group(members=["c1", "charlie"])
    assert caught.value.where == "members"


def test_a_member_who_was_archived_since_may_stay() -> None:
    before = group(members=["c1", "c2"])
    after = people.change_group(before, GroupDetails(name="Circuit", members=["c1", "c2"]), may_join=["c2"])
    assert (after.name, after.members) == ("Circuit", ("c1", "c2"))


def test_a_group_keeps_to_itself_until_the_trainer_says_otherwise() -> None:
    found = group(members=["c1", "c2"])
    assert (found.clients_meet, found.names, found.pairs) == (False, "first", ())


def test_a_form_says_again_what_a_group_is() -> None:
    before = group(members=["c1", "c2", "c3"], clients_meet=True, names="full", partners=["c3:c1"])
    assert before.pairs == (("c1", "c3"),)
    assert people.change_group(before, people.details_of_group(before), may_join=MINE) == before


def test_somebody_elses_client_cannot_be_a_partner() -> None:
    with pytest.raises(BadInput) as caught:
        group(members=["c1", "c2"], partners=["c1:charlie"])
    assert caught.value.where == "partners"
