"""A form as it is written: title, sections, questions. `checking.py` says what may be in one."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from server.domain.errors import NotFound
from server.domain.forms.questions import Condition, Option, Question, Value, is_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that belong together. `when`: the whole section is asked only then."""

    title: str = ""
    text: str = ""  # what is said before them
    questions: tuple[Question, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """All that is said in a form."""

    title: str
    intro: str = ""  # what the client reads first
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order, asked or not."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """The question with that key. Raises NotFound."""
        for each in self.questions:
            if each.key == key:
                return each
        raise NotFound

    def asked(self, answers: Mapping[str, Value]) -> tuple[str, ...]:
        """The keys of the questions that are asked with these answers, in their order.

        A condition looks back only, and a question that is not asked meets no condition: so one pass is enough.
        """
        found: list[str] = []
        for section in self.sections:
            if not is_met(section.when, answers, found):
                continue
            for question in section.questions:
                if is_met(question.when, answers, found):
                    found.append(question.key)
        return tuple(found)

    def wire(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a trainer's list: one of ours, or their own. The key never changes.

    What came with Spotter becomes the trainer's own at the first change, under the same key.
    """

    key: str
    text: FormText
    id: str = ""  # of a trainer's own; ours have none
    trainer_id: str = ""
    rev: int = 0  # of one's own one more at each save
    created_at_ms: int = 0
    updated_at_ms: int = 0
    deleted_at_ms: int | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.text.title

    @property
    def is_ours(self) -> bool:
        """Whether it is as it came with Spotter."""
        return not self.trainer_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A form as it was when somebody was first asked to fill it so. number: 1, 2, 3 … for each trainer and key."""

    id: str
    key: str
    number: int
    text: FormText
    at_ms: int = 0


def read(told: Mapping[str, Any]) -> FormText:
    """A form's text from its JSON; what an older one does not say is as if nothing were said."""
    sections = tuple(
        Section(
            **{
                **_known(Section, one),
                "questions": tuple(map(_question, one.get("questions", ()))),
                "when": _condition(one.get("when")),
            }
        )
        for one in told.get("sections", ())
    )
    return FormText(title=told["title"], intro=told.get("intro", ""), sections=sections)


def _question(told: Mapping[str, Any]) -> Question:
    options = tuple(Option(**_known(Option, one)) for one in told.get("options", ()))
    return Question(**{**_known(Question, told), "options": options, "when": _condition(told.get("when"))})


def _condition(told: Mapping[str, Any] | None) -> Condition | None:
    if told is None:
        return None
    return Condition(**{**_known(Condition, told), "any_of": tuple(told.get("any_of", ()))})


def _known(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in _names(kind) if name in told}


def _names(kind: type) -> Iterator[str]:
    return (one.name for one in fields(kind))
