"""The post: sends letters that were written down, tries again when a mail server is away, and reminds of sessions."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable

from server import ids, notices, reminding, still_news
from server.domain import jobs as job_rules
from server.domain.accounts import Account
from server.domain.jobs import Job
from server.domain.people import Client
from server.domain.threads import letters as rules
from server.domain.threads.letters import Letter
from server.mail import Mailer, MailFailed, MailRefused
from server.settings import Settings
from server.store import accounts, clients, jobs, letters
from server.store.database import Database, Db

log = logging.getLogger(__name__)

KINDS = ("letter",)
LOOK_S = 2.0
REMIND_S = 60.0
CLAIM_MS = 120_000  # longer than a mail server is waited for
TROUBLE_S = 10


class Post:
    """Claims letters one after the other. mailer: None where no mail is set up; then letters are kept, to be read."""

    def __init__(self, settings: Settings, database: Database, mailer: Mailer | None, clock: Callable[[], int]) -> None:
        self._settings, self._database, self._mailer, self._clock = settings, database, mailer, clock
        self._name = f"{socket.gethostname()[:24]}-{os.getpid()}-{ids.new()}"

    async def run(self) -> None:
        """Sends and reminds until cancelled; what goes wrong is logged, and tried again."""
        next_look = 0.0
        loop = asyncio.get_running_loop()
        while True:
            try:
                if loop.time() >= next_look:
                    await reminding.remind(self._settings, self._database, self._clock())
                    next_look = loop.time() + REMIND_S
                await self.deliver()
            except Exception:
                log.exception("the post had to stop")
                await asyncio.sleep(TROUBLE_S)
            await asyncio.sleep(LOOK_S)

    async def deliver(self) -> int:
        """Sends everything that is due now; returns how many letters were dealt with."""
        count = 0
        while (job := await self._claim()) is not None:
            count += 1
            try:
                await self._send(job)
            except asyncio.CancelledError:
                with contextlib.suppress(Exception):
                    async with self._database.writing() as db, db.begin():
                        await jobs.save(db, job_rules.let_go(job, self._clock()), claimed_by=self._name)
                raise
        return count

    async def _claim(self) -> Job | None:
        now_ms = self._clock()
        async with self._database.reading() as db:
            if not await jobs.is_due(db, now_ms, KINDS):
                return None  # looking costs no write lock
        async with self._database.writing() as db, db.begin():
            return await jobs.claim(db, self._name, now_ms, now_ms + CLAIM_MS, KINDS)

    async def _send(self, job: Job) -> None:
        async with self._database.reading() as db:
            letter = await letters.get(db, job.subject)
            person = None if letter is None else await _person(db, letter)
            is_news = letter is not None and await still_news.is_news(db, letter, self._clock())
        if letter is None or letter.state != "waiting":
            await self._settle(job, None)
            return
        if person is None or not notices.may_be_told(person) or not is_news:
            await self._settle(job, rules.settled(letter, "dropped", self._clock()))
            return
        if self._mailer is None:
            log.info("letter %s (%s) stands in the outbox: no mail is set up", letter.id, letter.kind)
            await self._settle(job, rules.settled(letter, "kept", self._clock()))
            return
        try:
            await self._mailer.send(person.email, letter.subject, *self._said(letter))
        except MailRefused as refused:
            await self._settle(job, rules.settled(letter, "failed", self._clock(), refused.message))
        except MailFailed as failed:
            await self._again(job, letter, failed.message)
        else:
            await self._settle(job, rules.settled(letter, "sent", self._clock()))

    def _said(self, letter: Letter) -> tuple[str, dict[str, str]]:
        """Text and headers. A letter that was asked for says nothing of unsubscribing (RFC 8058)."""
        if letter.kind == "link":
            return letter.text, {}
        url = notices.unsubscribe_url(self._settings, letter.person)
        return letter.text + rules.footer(url), {
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    async def _settle(self, job: Job, letter: Letter | None) -> None:
        async with self._database.writing() as db, db.begin():
            if letter is not None:
                await letters.save(db, letter)
            await jobs.save(db, job_rules.done(job, self._clock()), claimed_by=self._name)
        if letter is not None:
            log.info("letter %s (%s): %s", letter.id, letter.kind, letter.state)

    async def _again(self, job: Job, letter: Letter, problem: str) -> None:
        now_ms = self._clock()
        if not rules.may_try_again(letter, job.attempts, now_ms):
            await self._settle(job, rules.settled(letter, "failed", now_ms, problem))
            return
        async with self._database.writing() as db, db.begin():
            waits = job_rules.again(job, now_ms, problem, wait_ms=rules.wait_ms(job.attempts))
            await jobs.save(db, waits, claimed_by=self._name)


async def _person(db: Db, letter: Letter) -> Client | Account | None:
    """Whom it is for, as they are now: an address may have changed since it was written."""
    if letter.client_id is not None:
        return await clients.get(db, letter.client_id)
    return await accounts.get(db, letter.account_id or "")
