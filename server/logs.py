"""How log lines look: one formatter, for people or as JSON. Ids, never names; never tokens, answers or messages."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_RESET = "\x1b[0m"
_COLOURS = {"WARNING": "\x1b[33m", "ERROR": "\x1b[31m", "CRITICAL": "\x1b[31m"}


def set_up(log_format: str, *, stream: IO[str] | None = None, level: int = logging.INFO) -> None:
    """Sends every log line to `stream` (default: standard error) as `text` or `json`."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(is_json=log_format == "json", has_colour=stream.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("alembic", "aiosqlite", "asyncio", "socketio", "engineio", "limits", "aiohttp.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class Lines(logging.Formatter):
    """One record, one line; what is passed in `extra` follows as fields, a traceback as the last one."""

    def __init__(self, *, is_json: bool, has_colour: bool = False) -> None:
        super().__init__()
        self._is_json = is_json
        self._has_colour = has_colour and not is_json

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        extra = {name: value for name, value in vars(record).items() if name not in _KNOWN}
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        if self._is_json:
            line = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage(), **extra}
            return json.dumps(line | ({"trace": trace} if trace else {}), default=str, ensure_ascii=False)
        level = record.levelname
        if self._has_colour and level in _COLOURS:
            level = f"{_COLOURS[level]}{level}{_RESET}"
        # A line break in what a stranger sent must not start a line of its own.
        said = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        fields = "".join(f" {name}={value}" for name, value in extra.items())
        return f"{at} {level} {record.name} {said}{fields}" + (f"\n{trace}" if trace else "")
