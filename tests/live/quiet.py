"""Listens for what must not happen: tracebacks in the log, and exceptions of tasks that nobody fetched."""

import asyncio
import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Ears(logging.Handler):
    """Everything logged with a traceback, or at ERROR and above; and what the loop could give to nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps what must not happen."""
        if record.exc_info or record.levelno >= logging.ERROR:
            self.heard.append(f"{record.name}: {self.format(record)}")


@contextmanager
def quiet() -> Iterator[Ears]:
    """Fails at the end of the block if there was a traceback or an exception that was never retrieved."""
    ears = Ears()
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()

    def orphan(_: Any, context: dict[str, Any]) -> None:
        ears.heard.append(f"loop: {context}")

    loop.set_exception_handler(orphan)
    logging.getLogger().addHandler(ears)
    try:
        yield ears
        gc.collect()
    finally:
        logging.getLogger().removeHandler(ears)
        loop.set_exception_handler(before)
    assert ears.heard == [], f"{len(ears.heard)} noises, the first: {ears.heard[:3]}"
