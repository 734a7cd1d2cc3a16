"""Forms: what may be in one, when a question is asked, versions, and the ones that come with Spotter."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.domain.errors import BadInput, DomainError, Stale
from server.domain.exercises import NameTaken
from server.domain.forms import form as texts
from server.domain.forms import library
from server.domain.forms.checking import QUESTIONS_MOST, checked
from server.domain.forms.form import Form, FormText, Section
from server.domain.forms.questions import Condition, Option, Question
from server.domain.forms.starters import BY_KEY, OURS
from server.domain.forms.starters.health_check import DOMAINS

YES_NO = Question(key="pain", kind="yes_no", label="Did it hurt?")
WHERE = Question(key="where", kind="text", label="Where?", when=Condition(question="pain", any_of=("yes",)))
MUCH = Question(key="much", kind="scale", label="How much?", most=10, when=Condition(question="where"))
CALL = Question(key="call", kind="text", label="Whom?", when=Condition(question="much", least=8))


def form_of(*questions: Question) -> FormText:
    return FormText(title="Pain", sections=(Section(questions=questions),))


def test_a_question_is_asked_when_the_one_before_it_says_so() -> None:
    text = form_of(YES_NO, WHERE, MUCH, CALL)
    assert text.asked({}) == ("pain",)
    assert text.asked({"pain": "no", "where": "Knee"}) == ("pain",), "what is not asked meets no condition"
    assert text.asked({"pain": "yes"}) == ("pain", "where")
    assert text.asked({"pain": "yes", "where": "Knee", "much": 7}) == ("pain", "where", "much")
    assert text.asked({"pain": "yes", "where": "Knee", "much": 8}) == ("pain", "where", "much", "call")


def test_a_section_can_be_left_out_as_a_whole() -> None:
    text = FormText(
        title="Pain",
        sections=(Section(questions=(YES_NO,)), Section(questions=(MUCH,), when=Condition(question="pain"))),
    )
    text = replace(text, sections=(text.sections[0], replace(text.sections[1], questions=(replace(MUCH, when=None),))))
    assert text.asked({}) == ("pain",)
    assert text.asked({"pain": "no"}) == ("pain", "much")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (FormText(title=" ", sections=(Section(questions=(YES_NO,)),)), "title"),
        (form_of(), "sections"),
        (form_of(*(replace(YES_NO, key=f"q{place}") for place in range(QUESTIONS_MOST + 1))), "sections"),
        (form_of(replace(YES_NO, label="")), "sections[0].questions[0].label"),
        (form_of(replace(YES_NO, label="<b>Pain</b>")), "sections[0].questions[0].label"),
        (form_of(replace(YES_NO, key="No way")), "sections[0].questions[0].key"),
        (form_of(YES_NO, YES_NO), "sections[0].questions[1].key"),
        (form_of(WHERE, YES_NO), "sections[0].questions[0].when.question"),
        (
            form_of(YES_NO, replace(WHERE, when=Condition(question="pain", any_of=("maybe",)))),
            "sections[0].questions[1].when.any_of",
        ),
        (form_of(replace(MUCH, when=None, most=99)), "sections[0].questions[0].most"),
        (form_of(replace(MUCH, when=None, least=0.5)), "sections[0].questions[0].least"),
        (form_of(Question(key="n", kind="number", label="N", least=5, most=1)), "sections[0].questions[0].least"),
        (form_of(Question(key="c", kind="choice", label="C")), "sections[0].questions[0].options"),
        (
            form_of(Question(key="c", kind="choice", label="C", options=(Option(key="a", label="A"),) * 2)),
            "sections[0].questions[0].options[1].key",
        ),
    ],
)
def test_what_may_not_be_in_a_form_is_refused_at_its_place(text: FormText, where: str) -> None:
    with pytest.raises(DomainError) as no:
        checked(text)
    assert no.value.where == where


def test_a_question_keeps_only_what_its_kind_has() -> None:
    odd = replace(YES_NO, unit="kg", least=3, low="x", options=(Option(key="a", label="A"),))
    assert checked(form_of(odd)) == form_of(YES_NO)


@pytest.mark.parametrize("ours", OURS, ids=lambda form: form.key)
def test_a_form_of_ours_is_sound_and_survives_its_json(ours: Form) -> None:
    assert checked(ours.text) == ours.text
    assert texts.read(ours.text.wire()) == ours.text
    assert BY_KEY[ours.key] is ours


def test_the_health_check_asks_its_seven_domains_of_everybody_and_more_after_a_yes() -> None:
    text = BY_KEY["health-check"].text
    asked = text.asked(dict.fromkeys(DOMAINS, "no"))
    assert set(DOMAINS) < set(asked)
    for domain in DOMAINS:
        more = text.asked({**dict.fromkeys(DOMAINS, "no"), domain: "yes"})
        assert len(more) > len(asked), domain


def test_changing_one_of_ours_makes_it_ones_own_under_the_same_key() -> None:
    ours = BY_KEY["intake"]
    text = replace(ours.text, title="My intake")
    own = library.save(ours, text, id="f1", trainer_id="a1", rev=0, taken=["Goals"], now_ms=5)
    assert (own.key, own.id, own.trainer_id, own.rev, own.is_ours) == ("intake", "f1", "a1", 1, False)
    assert library.merged(OURS, [own])[0].title == "My intake"
    with pytest.raises(Stale):
        library.save(own, text, id="", trainer_id="a1", rev=0, taken=[], now_ms=6)
    with pytest.raises(NameTaken):
        library.save(ours, text, id="f2", trainer_id="a1", rev=0, taken=["my  INTAKE"], now_ms=6)


def test_a_version_is_made_when_somebody_is_asked_after_a_change() -> None:
    form = Form(key="k", text=form_of(YES_NO))
    first = library.next_version(None, form, id="v1", now_ms=1)
    assert library.next_version(first, form, id="v2", now_ms=2) is first
    later = library.next_version(first, replace(form, text=form_of(MUCH)), id="v2", now_ms=2)
    assert (first.number, later.number, first.text) == (1, 2, form_of(YES_NO))


def test_a_copy_gets_a_title_that_is_free() -> None:
    assert library.copy_title("Intake", ["Intake"]) == "Intake, copy"
    assert library.copy_title("Intake", ["Intake", "intake, COPY"]) == "Intake, copy 2"


def test_what_a_later_release_would_say_does_not_break_reading() -> None:
    told: dict[str, Any] = form_of(YES_NO).wire()
    told["sections"][0]["questions"][0]["colour"] = "blue"
    assert texts.read(told) == form_of(YES_NO)
    with pytest.raises(BadInput):
        checked(texts.read({"title": "Nothing"}))


VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "form-conditions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS)
def test_the_same_questions_are_asked_here_as_in_the_browser(vector: dict[str, Any]) -> None:
    words = {"kind": "text", "label": "?"}
    sections = [
        {**one, "questions": [{**question, **words} for question in one["questions"]]} for one in vector["sections"]
    ]
    text = texts.read({"title": "Vector", "sections": sections})
    for case in vector["cases"]:
        assert list(text.asked(case["answers"])) == case["asked"], case["answers"]
