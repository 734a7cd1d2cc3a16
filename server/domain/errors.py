"""Errors a person can act on: a stable code, a sentence, and where in the input the trouble is."""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a stable kebab-case `code`, a `message` in plain words and, if it helps, `where` (a field's name).

    `status` is the HTTP status the edge answers with. Codes never change once released; sentences may.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    sentence: ClassVar[str] = "That did not work."
    title: ClassVar[str] = ""  # heads the page that shows it, where the status alone says too little

    def __init__(self, message: str | None = None, where: str | None = None) -> None:
        self.message = message or self.sentence
        self.where = where
        super().__init__(self.message)


class NotFound(DomainError):
    """The thing is missing, or it is not yours: a stranger cannot tell which."""

    code = "not-found"
    status = 404
    sentence = "There is nothing here. The address may be mistyped, or what it named is gone."


class Stale(DomainError):
    """Somebody saved it after the sender had opened it."""

    code = "stale"
    status = 409
    sentence = "This was saved in another window meanwhile. What you have here is not lost."


class SignInNeeded(DomainError):
    """An account's page was asked for without a login that is still good."""

    code = "sign-in-needed"
    status = 401
    sentence = "Please sign in first."


class BadInput(DomainError):
    """A value has the wrong shape or is missing; `where` names the field."""

    code = "bad-input"
    status = 400
    sentence = "Something in what you sent is not as expected."


class OutOfRange(DomainError):
    """A value has the right shape and an impossible size; `where` names the field."""

    code = "out-of-range"
    status = 400
    sentence = "That value is outside what is possible."


class TooLarge(DomainError):
    """More bytes than this door takes."""

    code = "too-large"
    status = 413
    sentence = "That is more than fits here."


class TooSlow(DomainError):
    """What was being sent stopped arriving."""

    code = "too-slow"
    status = 408
    sentence = "The connection was too slow, so nothing was saved. Please try again."


class TooMany(DomainError):
    """Too many tries in a short time; `retry_after_s` says when the next one counts."""

    code = "too-many"
    status = 429
    sentence = "Too many tries. Please wait a little and try again."

    def __init__(self, retry_after_s: int, message: str | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)


class Conflict(DomainError):
    """It changed meanwhile, or it exists already."""

    code = "conflict"
    status = 409
    sentence = "This was changed in the meantime. Please look again."


class Markup(BadInput):
    """Words with tags in them."""

    code = "markup"
    sentence = "Write plain words, without tags such as <b>."


class CrossSite(DomainError):
    """A page of another site tried to act in the name of somebody who is signed in here."""

    code = "cross-site"
    status = 403
    sentence = "This was sent from another site, so it was not done. Open the page again and retry."


class MethodNotAllowed(DomainError):
    """The address exists, but not for this method."""

    code = "method-not-allowed"
    status = 405
    sentence = "This address cannot be used that way."
