"""Messages, words of alarm, and what waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import NotFound
from server.domain.threads import alarms, messages
from server.domain.threads.messages import MAX_TEXT, Message, MessageTooLong, NothingToSend, Thread
from server.domain.threads.waiting import Kind, Waiting, in_order

BOB = Thread(client_id="bob")


def write(text: str, author: str = "c:bob", last_ms: int | None = None, now_ms: int = 1000) -> Message:
    return messages.write(BOB, id="m", author=author, text=text, last_ms=last_ms, now_ms=now_ms)


def test_a_message_needs_words_or_a_picture() -> None:
    with pytest.raises(NothingToSend):
        write("  \r\n ")
    with_picture = messages.write(BOB, id="m", author="c:bob", text="", clip_id="clip", last_ms=None, now_ms=1)
    assert with_picture.clip_id == "clip"


def test_a_message_is_not_a_book() -> None:
    assert write("x" * MAX_TEXT).text == "x" * MAX_TEXT
    with pytest.raises(MessageTooLong):
        write("x" * (MAX_TEXT + 1))


@given(st.lists(st.integers(0, 10_000), max_size=20))
def test_times_in_a_thread_rise_whatever_the_clock_does(clock: list[int]) -> None:
    last: int | None = None
    for now_ms in clock:
        made = write("hello", last_ms=last, now_ms=now_ms)
        assert last is None or made.created_at_ms > last
        last = made.created_at_ms


def test_only_its_author_takes_a_message_back() -> None:
    made = write("hello")
    assert messages.delete(made, "c:bob", 5).deleted_at_ms == 5
    with pytest.raises(NotFound):
        messages.delete(made, "t:alice", 5)


def test_ones_own_words_are_never_unread() -> None:
    mine, theirs = write("hello", "t:alice", now_ms=10), write("hi", "c:bob", now_ms=20)
    assert messages.unread([mine, theirs], "t:alice", 0) == [theirs]
    assert messages.unread([mine, theirs], "t:alice", 20) == []


@pytest.mark.parametrize(
    "text",
    [
        "I had chest pain on the stairs",
        "there was pressure on my chest",
        "I can’t breathe properly",
        "Felt very DIZZY after the last set",
        "fainted this morning",
        "my heart is racing since noon",
        "a sharp pain in the knee",
        "I want to die",
        "should I call 112?",
    ],
)
def test_words_that_must_not_wait_are_found(text: str) -> None:
    assert alarms.found_in(text)
    assert write(text).is_urgent


@pytest.mark.parametrize(
    "text",
    [
        "My chest day went well",
        "Breathing drills are done",
        "Numbers are in the sheet",
        "The heart rate was 120",
        "No pain at all, 4112 steps",
        "I stroked the cat",
    ],
)
def test_ordinary_words_are_no_alarm(text: str) -> None:
    assert alarms.found_in(text) == []


def test_a_trainers_words_are_no_alarm() -> None:
    assert not write("Call me if you feel dizzy", "t:alice").is_urgent


def line(kind: Kind, since_ms: int) -> Waiting:
    return Waiting(kind=kind, client="Bob", since_ms=since_ms, link="/", words=kind)


def test_what_cannot_wait_stands_first_and_then_what_waits_longest() -> None:
    found = [line("clip", 1), line("knock", 90), line("message", 5), line("red-flag", 99), line("outcome", 3)]
    assert [one.kind for one in in_order(found)] == ["red-flag", "knock", "clip", "outcome", "message"]
