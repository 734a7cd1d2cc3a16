"""Answers in words, for pages, paper and histories."""

from datetime import date

from server.domain.forms.questions import Question, Value

STANDINGS = {"asked": "not answered", "answered": "answered", "asked_back": "asked back", "accepted": "accepted"}
STATES = {"open": "being filled in", "sent": "sent in", "accepted": "accepted"}


def answer(question: Question, value: Value | None) -> str:
    """An answer as a reader wants it; "" for none. Files and signatures are told by their number and name."""
    if value is None:
        return ""
    if question.kind in ("choice", "choices", "yes_no"):
        labels = {one.key: one.label for one in question.choices}
        keys = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(key), str(key)) for key in keys)
    if question.kind == "file":
        count = len(value) if isinstance(value, list) else 0
        return f"{count} {'file' if count == 1 else 'files'}"
    if isinstance(value, dict):
        return f"signed by {value['name']}"
    if question.kind == "date":
        return f"{date.fromisoformat(str(value)):%-d %B %Y}"
    if question.kind == "scale":
        return f"{value} of {question.most:g}" if question.most is not None else str(value)
    return f"{value} {question.unit}".strip() if question.kind == "number" else str(value)
