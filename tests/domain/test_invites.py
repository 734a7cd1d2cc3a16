"""Guest invites: whom they are for and while when they work."""

from dataclasses import replace

import pytest

from server.domain import invites, planning
from server.domain.errors import BadInput
from tests.domain.test_sessions import HOUR, NOW, planned


def test_an_invite_needs_a_name() -> None:
    with pytest.raises(BadInput) as refused:
        invites.invite(planned(), "  ", id="i", now_ms=NOW)
    assert refused.value.where == "name"


def test_an_invite_works_until_two_hours_after_the_end() -> None:
    session = planned()
    invite = invites.invite(session, " Gus ", id="i", now_ms=NOW)
    assert invite.name == "Gus"
    assert invites.is_valid(invite, session, session.ends_at_ms + 2 * HOUR)
    assert not invites.is_valid(invite, session, session.ends_at_ms + 2 * HOUR + 1)


def test_a_withdrawn_invite_and_one_to_another_session_open_nothing() -> None:
    session = planned()
    invite = invites.invite(session, "Gus", id="i", now_ms=NOW)
    gone = invites.revoke(invite, NOW)
    assert not invites.is_valid(gone, session, NOW)
    assert invites.revoke(gone, NOW + 1) == gone
    assert not invites.is_valid(invite, replace(session, id="other"), NOW)


def test_an_invite_to_a_cancelled_session_still_says_so() -> None:
    session = planning.cancel(planned(), NOW)
    assert invites.is_valid(invites.invite(session, "Gus", id="i", now_ms=NOW), session, NOW)
