"""How far a review has come: written, sent to the client, opened and acknowledged by them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from server.domain import contact
from server.domain.errors import Conflict

Standing = Literal["open", "sent", "opened", "acknowledged"]
WORDS_MOST = 2000


class NotSent(Conflict):
    """The client acknowledges what they were not sent."""

    code = "review-not-sent"
    sentence = "This was not sent to you, or your trainer took it back."


class EmptyReview(Conflict):
    """A review without a word or a mark."""

    code = "review-empty"
    sentence = "There is nothing to send yet: no comment, no drawing, no voice-over, and no words for your client."


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The review of one clip."""

    clip_id: str
    seq: int = 0  # of the last change to its marks
    living: int = 0
    kept: int = 0
    size: int = 0
    words: str = ""  # what the trainer says with it
    sent_at_ms: int | None = None  # the last time
    sent_by: str = ""
    opened_at_ms: int | None = None  # since it was sent
    acknowledged_at_ms: int | None = None
    noticed_at_ms: int | None = None  # when a trainer saw that it was acknowledged

    @property
    def standing(self) -> Standing:
        """How far it is."""
        if self.sent_at_ms is None:
            return "open"
        if self.acknowledged_at_ms is not None:
            return "acknowledged"
        return "sent" if self.opened_at_ms is None else "opened"


Step = Callable[[Review, int], Review]  # what the client does at a moment


def send(review: Review, words: str, *, by: str, has_comments: bool, is_of_client: bool, now_ms: int) -> Review:
    """Shown to the client from now on, with these words. Raises EmptyReview, OutOfRange.

    Sending it again asks the client to look again.
    """
    words = contact.paragraphs(words, "words", most=WORDS_MOST)
    if not is_of_client:
        raise EmptyReview("This clip is yours alone: there is nobody to send it to.")
    if not review.living and not words and not has_comments:
        raise EmptyReview
    return replace(take_back(review), words=words, sent_at_ms=now_ms, sent_by=by)


def take_back(review: Review) -> Review:
    """Not shown any more."""
    after = replace(review, sent_at_ms=None, sent_by="", opened_at_ms=None)
    return replace(after, acknowledged_at_ms=None, noticed_at_ms=None)


def look_at(review: Review, now_ms: int) -> Review:
    """Looked at by the client; the first time counts. Raises NotSent."""
    if review.sent_at_ms is None:
        raise NotSent
    return review if review.opened_at_ms is not None else replace(review, opened_at_ms=now_ms)


def acknowledge(review: Review, now_ms: int) -> Review:
    """The client has read it; saying so twice changes nothing. Raises NotSent."""
    opened = look_at(review, now_ms)
    return opened if opened.acknowledged_at_ms is not None else replace(opened, acknowledged_at_ms=now_ms)


def notice(review: Review, now_ms: int) -> Review:
    """A trainer has seen that the client read it; the first time counts."""
    if review.acknowledged_at_ms is None or review.noticed_at_ms is not None:
        return review
    return replace(review, noticed_at_ms=now_ms)
