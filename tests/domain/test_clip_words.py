"""What pages say of a clip."""

from typing import Any

import pytest

from server.domain import clip_words
from server.domain.clips import Clip


def clip(**changes: Any) -> Clip:
    given: dict[str, Any] = {"id": "c1", "client_id": "bob", "source": "upload", "entered_by": "client"}
    return Clip(**(given | {"created_at_ms": 0} | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "uploading"}, "Uploading"),
        ({"state": "uploading", "percent": 40}, "Uploading 40 %"),
        ({"state": "uploaded"}, "Waiting to be made ready"),
        ({"state": "processing", "percent": 60}, "Being made ready 60 %"),
        ({"state": "ready"}, "Ready"),
        ({"state": "refused"}, "Refused"),
    ],
)
def test_where_it_stands(changes: dict[str, Any], words: str) -> None:
    assert clip_words.standing(clip(**changes)) == words
    assert clip_words.is_on_its_way(clip(**changes)) == (changes["state"] not in ("ready", "refused"))


def test_a_deleted_clip_is_on_no_way() -> None:
    assert not clip_words.is_on_its_way(clip(state="processing", deleted_at_ms=5))


@pytest.mark.parametrize(
    ("ms", "length", "moment"),
    [(0, "0:00", "0:00"), (9_970, "0:10", "0:09"), (60_000, "1:00", "1:00"), (3_723_999, "1:02:04", "1:02:03")],
)
def test_lengths_are_rounded_and_moments_have_begun(ms: int, length: str, moment: str) -> None:
    assert clip_words.length(ms) == length
    assert clip_words.moment(ms) == moment
    assert clip_words.length(None) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "nothing"),
        (1, "1 kB"),
        (340_000, "340 kB"),
        (12_500_000, "12.5 MB"),
        (2_000_000, "2 MB"),
        (340_000_000, "340 MB"),
        (2_100_000_000, "2.1 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert clip_words.size(size) == words


def test_who_sent_it_is_said_from_where_the_reader_stands() -> None:
    by_mail = clip(entered_by="trainer", came_by="mail")
    assert clip_words.sent_by(clip(), "Bob", "trainer") == "Bob"
    assert clip_words.sent_by(clip(), "Bob", "client") == "You"
    assert clip_words.sent_by(by_mail, "Bob", "trainer") == "You, it came by e-mail"
    assert clip_words.sent_by(by_mail, "Bob", "client") == "Your trainer, it came by e-mail"
