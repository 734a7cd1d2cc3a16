"""A form given to a client: answers checked, who changed what, talk about a question, ten thousand odd answers."""

import random
from typing import Any

import pytest

from server.domain.errors import DomainError
from server.domain.forms import answers, filled, words
from server.domain.forms.answers import About
from server.domain.forms.filled import AnswerNeeded, Filled, FormClosed
from server.domain.forms.form import FormText, Section, Version
from server.domain.forms.questions import Condition, Option, Question
from tests.conftest import Tenth

CLIENT, TRAINER = "c:bob", "t:alice"
OPTIONS = (Option(key="a", label="Apples"), Option(key="b", label="Bread"))
FILE = "abcdefghijklm"
QUESTIONS = (
    Question(key="text", kind="text", label="Text"),
    Question(key="long", kind="long", label="Long"),
    Question(key="number", kind="number", label="Number", unit="kg", least=20, most=400),
    Question(key="yes_no", kind="yes_no", label="Yes or no", is_required=True),
    Question(key="choice", kind="choice", label="Choice", options=OPTIONS),
    Question(key="choices", kind="choices", label="Choices", options=OPTIONS),
    Question(key="scale", kind="scale", label="Scale", least=0, most=10),
    Question(key="date", kind="date", label="Date"),
    Question(key="file", kind="file", label="File"),
    Question(key="signature", kind="signature", label="Signature"),
    Question(
        key="more", kind="text", label="More", is_required=True, when=Condition(question="yes_no", any_of=("yes",))
    ),
)
VERSION = Version(id="v", key="k", number=3, text=FormText(title="All", sections=(Section(questions=QUESTIONS),)))
BY_KEY = {one.key: one for one in QUESTIONS}
NEW = filled.ask("f", "bob", VERSION, by="alice", now_ms=1)


def put(form: Filled, given: dict[str, Any], *, by: str = CLIENT, now_ms: int = 2) -> Filled:
    about = About(now_ms, frozenset({FILE}))
    return filled.put(form, given, by=by, about=about, ids=[f"i{place}" for place in range(len(given))])[0]


@pytest.mark.parametrize(
    ("key", "given", "kept", "said"),
    [
        ("text", "  two   words ", "two words", "two words"),
        ("text", "   ", None, ""),
        ("long", "a\r\nb", "a\nb", "a\nb"),
        ("number", "72,5", 72.5, "72.5 kg"),
        ("number", 72.0, 72, "72 kg"),
        ("yes_no", "no", "no", "No"),
        ("choice", "b", "b", "Bread"),
        ("choices", ["b", "a", "a"], ["a", "b"], "Apples, Bread"),
        ("choices", "b", ["b"], "Bread"),
        ("scale", "7", 7, "7 of 10"),
        ("date", "2026-03-31", "2026-03-31", "31 March 2026"),
        ("file", [FILE], [FILE], "1 file"),
        ("signature", "Bob B", {"name": "Bob B", "strokes": [], "at_ms": 2}, "signed by Bob B"),
    ],
)
def test_an_answer_is_kept_as_its_kind_has_it(key: str, given: Any, kept: Any, said: str) -> None:
    found = put(NEW, {key: given}).answers.get(key)
    assert found == kept
    assert words.answer(BY_KEY[key], found) == said


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("nothing", "x", "no-such-question"),
        ("text", "x" * 501, "out-of-range"),
        ("text", 7, "bad-input"),
        ("number", "many", "not-a-number"),
        ("number", True, "not-a-number"),
        ("number", float("nan"), "not-a-number"),
        ("number", 10**400, "not-a-number"),
        ("number", 19, "out-of-range"),
        ("yes_no", "maybe", "no-such-option"),
        ("choice", ["a"], "no-such-option"),
        ("choices", ["a", "z"], "no-such-option"),
        ("choices", [{}], "no-such-option"),
        ("scale", 3.5, "out-of-range"),
        ("scale", 11, "out-of-range"),
        ("date", "31.3.2026", "not-a-date"),
        ("date", "0001-01-01", "out-of-range"),
        ("file", ["nnnnnnnnnnnnn"], "no-such-file"),
        ("file", [["x"]], "no-such-file"),
        ("signature", {"strokes": [[0.1, 0.1]]}, "not-signed"),
        ("signature", {"name": "Bob", "strokes": [[0.1, 2]]}, "not-signed"),
        ("signature", {"name": "Bob", "strokes": [[0.1]]}, "not-signed"),
        ("signature", {"name": "Bob", "strokes": [[0.1, 0.2] * 4000]}, "not-signed"),
        ("signature", 4, "not-signed"),
    ],
)
def test_an_odd_answer_is_refused_at_its_question_and_nothing_is_kept(key: str, given: Any, code: str) -> None:
    with pytest.raises(DomainError) as no:
        put(NEW, {"long": "fine", key: given})
    assert (no.value.code, no.value.where) == (code, key)
    assert NEW.answers == {}


def test_every_change_keeps_who_when_and_the_old_answer() -> None:
    _, first = filled.put(NEW, {"text": "a", "long": ""}, by=CLIENT, about=About(2), ids=["i1", "i2"])
    assert [(one.question, one.before, one.after, one.by, one.at_ms) for one in first] == [
        ("text", None, "a", CLIENT, 2)
    ]
    one = put(NEW, {"text": "a"})
    after, second = filled.put(one, {"text": "b"}, by=TRAINER, about=About(9), ids=["i3"])
    assert (second[0].before, second[0].after, second[0].by) == ("a", "b", TRAINER)
    assert after.rev == one.rev + 1
    same, none = filled.put(after, {"text": "b"}, by=CLIENT, about=About(10), ids=["i4"])
    assert (same, none) == (after, ())
    assert filled.goes_on(second[0], second[0])
    assert not filled.goes_on(first[0], second[0]), "somebody else"


def test_a_form_is_sent_when_all_that_is_asked_and_needed_is_there() -> None:
    with pytest.raises(AnswerNeeded) as no:
        filled.send(NEW, by=CLIENT, now_ms=3)
    assert no.value.where == "yes_no"
    yes = put(NEW, {"yes_no": "yes"})
    with pytest.raises(AnswerNeeded) as no:
        filled.send(yes, by=CLIENT, now_ms=3)
    assert no.value.where == "more"
    sent = filled.send(put(NEW, {"yes_no": "no", "more": "left from before"}), by=CLIENT, now_ms=3)
    assert (sent.state, sent.sent_at_ms, sent.told) == ("sent", 3, {"yes_no": "no"})
    with pytest.raises(FormClosed):
        put(sent, {"text": "late"})
    assert put(sent, {"text": "said by phone"}, by=TRAINER).answers["text"] == "said by phone"


def test_asking_back_opens_the_form_and_sending_answers_it() -> None:
    sent = filled.send(put(NEW, {"yes_no": "no", "text": "hm"}), by=CLIENT, now_ms=3)
    back, note = filled.remark(sent, "text", " How so? ", id="n", by=TRAINER, now_ms=4, ask_back=True)
    assert (back.state, back.standing("text"), note.text, note.is_question) == ("open", "asked_back", "How so?", True)
    again = filled.send(put(back, {"text": "because"}), by=CLIENT, now_ms=5)
    assert (again.standing("text"), again.standing("date")) == ("answered", "asked")
    fine = filled.accept_answer(again, "text", now_ms=6)
    assert fine.standing("text") == "accepted"
    assert put(fine, {"text": "other"}, by=TRAINER).standing("text") == "answered", "another answer is not accepted yet"
    done = filled.accept(fine, now_ms=7)
    assert (done.state, done.standing("yes_no")) == ("accepted", "accepted")
    for refused in (
        lambda: put(done, {"text": "x"}, by=TRAINER),
        lambda: filled.remark(done, "text", "x", id="n", by=CLIENT, now_ms=8),
        lambda: filled.send(done, by=CLIENT, now_ms=8),
    ):
        with pytest.raises(FormClosed):
            refused()
    assert filled.reopen(done, now_ms=9).state == "open"


def test_ten_thousand_odd_answers_are_kept_whole_or_refused_whole(tenth: Tenth) -> None:
    """A tenth of them each day: each ends in an answer that checks again to itself, or in a coded error."""
    chance = random.Random(6)
    seen: list[tuple[str, bool]] = []
    for _ in range(tenth(10_000)):
        given = {chance.choice([*BY_KEY, "nothing"]): odd(chance) for _ in range(chance.randint(1, 3))}
        try:
            after = put(NEW, given)
        except DomainError as problem:
            seen.append((problem.code, problem.where in given))
            continue
        for key, kept in after.answers.items():
            assert answers.same(answers.checked(BY_KEY[key], kept, About(2, frozenset({FILE}))), kept), (key, kept)
            assert words.answer(BY_KEY[key], kept)
    assert all(is_at_its_question for _, is_at_its_question in seen)
    assert {code for code, _ in seen} >= {"not-a-number", "no-such-option", "not-a-date", "no-such-file", "not-signed"}


def odd(chance: random.Random, depth: int = 0) -> Any:
    """Something that somebody could send as an answer."""
    simple = [
        None, True, 0, -1, 7, 7.5, 1e308, float("inf"), float("nan"), 10**30, "", " ", "yes", "no", "a", "z", "72,5",
        "７", "1e5", "2026-02-30", "2026-02-28", "9999-12-31", FILE, "x" * 6000, "\u202etxet", "<script>",
        "=cmd()", "\ud800",
    ]  # fmt: skip
    if depth < 2 and chance.random() < 0.3:
        several = [odd(chance, depth + 1) for _ in range(chance.randint(0, 4))]
        return several if chance.random() < 0.5 else {"name": odd(chance, 2), "strokes": several}
    return chance.choice(simple)
