"""What a room says no to: a stable code, a sentence for the person, and where in the message the trouble is."""

CODES: dict[str, str] = {
    # Answers to a command.
    "not-allowed": "You may not do this.",
    "bad-message": "A message was not as expected.",
    "unknown-message": "The server does not know this message. Reload the page and try again.",
    "absent": "That person is not connected right now.",
    "not-found": "That is not there any more.",
    "stale": "Somebody was faster. Look again, then decide.",
    "too-long": "That is too long.",
    "out-of-range": "That value is outside what is possible.",
    "markup": "Write plain words, without tags such as <b>.",
    "timer-exists": "A timer with this name is there already.",
    "timer-done": "This timer has run out.",
    "not-settled": "They feel unwell. Say first what it was.",
    "not-cleared": "Their health check stands between them and exercise. You can talk.",
    "ask-exists": "A question with this name is there already.",
    "clip-exists": "A clip with this name is there already.",
    "no-consent": "They have not agreed to clips, so nothing of their picture is kept.",
    "clip-not-ready": "This clip cannot be played yet.",
    "replay-exists": "A replay with this name is there already.",
    "take-exists": "A recording with this name is there already.",
    "recording-runs": "This session is being recorded already.",
    "direct-call": "In this session pictures go directly between two people, not through the server.",
    "no-capacity": "This server is full. Try again when another session has ended.",
    "unavailable": "The part of the server that carries pictures does not answer. They come back as soon as it does.",
    "bad-description": "The browser's answer could not be read.",
    "already-in": "That person is in the room already.",
    # Why a socket is refused or closed.
    "bad-hello": "This page could not join. Reload it and join again.",
    "bad-frame": "The connection carried something unreadable and was closed.",
    "too-many": "Too much at once. Wait a moment and try again.",
    "denied": "The trainer did not let you in this time.",
    "kicked": "The trainer removed you from this session.",
    "taken-over": "You joined from somewhere else, so this page let go.",
    "session-over": "This session is over.",
    "revoked": "This way in is no longer open. Ask your trainer for a new link.",
    "left": "You left this session.",
    "restart": "The server is restarting. You will be back in a moment.",
    "internal": "Something went wrong on our side. Please try again.",
}


class Refused(Exception):
    """A no with a `code` of CODES, a `message` in plain words and, if it helps, `where` (a path such as `$.to[0]`)."""

    def __init__(self, code: str, message: str | None = None, where: str | None = None) -> None:
        self.code = code
        self.message = message or CODES[code]
        self.where = where
        super().__init__(f"{code}: {self.message}")

    def answer(self) -> dict[str, object]:
        """The one shape of a refusal on the wire."""
        answer: dict[str, object] = {"ok": False, "error": self.code, "message": self.message}
        if self.where is not None:
            answer["where"] = self.where
        return answer
