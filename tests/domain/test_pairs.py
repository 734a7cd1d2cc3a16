"""Training pairs: what was changed in a form counts, and nobody is ever in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import pairs
from server.domain.errors import BadInput, DomainError, OutOfRange

TEAM = ["ann", "bea", "bob", "cid", "dan"]


def test_chosen_at_one_of_the_two_it_holds_for_both() -> None:
    for told in ({"bob": "ann"}, {"bob": "ann", "ann": ""}, {"bob": "ann", "ann": "bob"}):
        assert pairs.change((), told, TEAM) == (("ann", "bob"),)


def test_nobody_at_one_of_the_two_ends_it_for_both() -> None:
    assert pairs.change((("ann", "bob"),), {"bob": "", "ann": "bob"}, TEAM) == ()


def test_whoever_gets_another_partner_leaves_the_one_before_alone() -> None:
    told = {"ann": "cid", "bob": "ann", "cid": "", "bea": "dan", "dan": "bea"}
    assert pairs.change((("ann", "bob"), ("bea", "dan")), told, TEAM) == (("ann", "cid"), ("bea", "dan"))


def test_two_pairs_swap_in_one_go() -> None:
    told = {"ann": "cid", "bob": "dan", "cid": "dan", "dan": "cid"}
    before = (("ann", "bob"), ("cid", "dan"))
    assert pairs.change(before, told, TEAM) == (("ann", "cid"), ("bob", "dan"))


def test_what_a_form_does_not_say_stays() -> None:
    assert pairs.change((("ann", "bob"),), {}, TEAM) == (("ann", "bob"),)


def test_who_leaves_the_group_leaves_the_pair() -> None:
    assert pairs.change((("ann", "bob"), ("bea", "dan")), {"bob": "ann"}, ["bob", "bea", "dan"]) == (("bea", "dan"),)
    assert pairs.change((), {"ann": "bob"}, ["bob"]) == ()


@pytest.mark.parametrize("told", [{"ann": "bob", "cid": "bob"}, {"ann": "bob", "bob": "cid"}])
def test_a_second_partner_is_refused_at_the_field(told: dict[str, str]) -> None:
    with pytest.raises(OutOfRange) as caught:
        pairs.change((), told, TEAM)
    assert caught.value.where == "partners"


def test_nobody_trains_with_themselves() -> None:
    with pytest.raises(BadInput):
        pairs.change((), {"ann": "ann"}, TEAM)


@pytest.mark.parametrize("choice", ["", "ann", ":bob"])
def test_half_a_choice_is_refused(choice: str) -> None:
    with pytest.raises(BadInput):
        pairs.read([choice])


@given(st.lists(st.dictionaries(st.sampled_from(TEAM), st.sampled_from(["", *TEAM])), max_size=6))
def test_whatever_forms_say_nobody_is_in_two_pairs(forms: list[dict[str, str]]) -> None:
    found: pairs.Pairs = ()
    for told in forms:
        before = pairs.partners(found)
        try:
            found = pairs.change(found, told, TEAM)
        except DomainError:
            continue
        people = [one for pair in found for one in pair]
        assert len(people) == len(set(people))
        assert all(one < other for one, other in found)
        wished = {one: other for one, other in told.items() if other and before.get(one) != other}
        assert wished.items() <= pairs.partners(found).items()
