"""The media worker from outside: what is handed over, what may be answered, and that nothing inside can hurt us."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from recordings.answers import checked
from recordings.child import END_S, Child
from recordings.pipe import Spent
from recordings.sandbox import MIB
from recordings.work import Answer, Broken, Prepared, Refused, Task
from recordings.worker import Budget, Workers, budget
from tests.cast import until
from tests.conftest import Tenth

Ask = Callable[..., Awaitable[Answer]]
PREPARE = Task(kind="prepare")


@pytest.fixture
def spent() -> list[Spent]:
    """What the children used."""
    return []


@pytest.fixture
async def workers(tmp_path: Path, spent: list[Spent]) -> AsyncIterator[Workers]:
    """With a prisoner inside, and two seconds on the wall."""

    def short(task: Task, source_bytes: int) -> Budget:
        return replace(budget(task, source_bytes), wall_s=2)

    made = Workers(
        tmp_path / "work",
        maker="tests.recordings.prisoner",
        budgets=short,
        on_spent=lambda _task, one: spent.append(one),
    )
    yield made
    await made.close()


@pytest.fixture
def ask(workers: Workers, tmp_path: Path) -> Ask:
    """Has the prisoner do something."""

    async def order(deed: str, rest: bytes = b"", task: Task = PREPARE, **more: object) -> Answer:
        source = tmp_path / f"source-{time.monotonic_ns()}"
        source.write_bytes(deed.encode() + b"\n" + rest)
        return await workers.run(task, source, tmp_path / "out", **more)  # type: ignore[arg-type]

    return order


async def test_what_was_made_lies_under_its_name_and_nothing_else_is_left(ask: Ask, tmp_path: Path):
    told: list[int] = []
    answer = await ask("copy", b"moving pictures", on_progress=told.append)
    assert isinstance(answer, Prepared)
    assert answer.files == {"play": "video/mp4"}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["play"]
    assert (tmp_path / "out" / "play").read_bytes() == b"moving pictures"
    assert list((tmp_path / "work").iterdir()) == []
    assert told == [10, 50, 100]


async def test_a_refusal_is_the_answer(ask: Ask, tmp_path: Path):
    assert await ask("refuse too-long") == Refused(code="too-long")
    assert not (tmp_path / "out").exists()


async def test_a_reason_we_do_not_know_is_none(ask: Ask):
    assert isinstance(await ask("refuse because-i-say-so"), Broken)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("raise ZeroDivisionError", "ZeroDivisionError at prisoner.py"),
        ("crash", "ended by SIGSEGV"),
        ("vanish", "ended by itself, without a word"),
        ("say not json at all", "talked nonsense"),
        ('say {"percent": 1, "why": "not"}', "talked nonsense"),
        ('say {"percent": 1}', "talked too much"),
        ("hang_up", "ended by SIGKILL"),
        ("sleep 60", "longer than 2 s"),
    ],
)
async def test_whatever_goes_wrong_inside_is_told_in_a_line(ask: Ask, deed: str, why: str):
    began = time.monotonic()
    answer = await ask(deed)
    assert isinstance(answer, Broken)
    assert why in answer.why
    assert time.monotonic() - began < 15
    assert isinstance(await ask("copy", b"and the next one is fine"), Prepared)


@pytest.mark.parametrize(
    "claim",
    [
        {"width": 99_999},
        {"height": 0},
        {"duration_ms": -1},
        {"duration_ms": 10**12},
        {"frame_count": 10**9},
        {"start_ms": -5},
        {"codec": "<script>"},
        {"container": "a" * 50},
        {"media": "audio"},
        {"files": {"play": "text/html"}, "made": {"play": 9}},
        {"files": {"poster.jpg": "image/svg+xml"}, "made": {"poster.jpg": 9}},
        {"files": {"../../play": "video/mp4"}},
        {"files": {"original": "video/mp4"}},
        {"files": {"play": "video/mp4"}},
        {"files": {"frames.json": "application/json"}, "made": {"frames.json": 49 * MIB}},
    ],
    ids=json.dumps,
)
async def test_a_child_that_was_taken_over_can_only_lie_within_reason(
    ask: Ask, tmp_path: Path, claim: dict[str, object]
):
    assert isinstance(await ask(f"claim {json.dumps(claim)}"), Broken)
    assert not (tmp_path / "out").exists()


async def test_the_same_claims_within_reason_are_believed(ask: Ask):
    claim = {"width": 1080, "height": 1920, "codec": "h264", "files": {"play": "video/mp4"}, "made": {"play": 9}}
    answer = await ask(f"claim {json.dumps(claim)}")
    assert isinstance(answer, Prepared)
    assert (answer.width, answer.height, answer.codec) == (1080, 1920, "h264")


async def test_a_source_that_is_a_link_or_missing_is_our_trouble_and_not_the_files(workers: Workers, tmp_path: Path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    for source in (tmp_path / "link", tmp_path / "absent"):
        with pytest.raises(OSError):
            await workers.run(PREPARE, source, tmp_path / "out")
    assert list((tmp_path / "work").iterdir()) == []


async def test_nothing_runs_after_close_and_no_process_is_left(ask: Ask, workers: Workers):
    working = asyncio.create_task(ask("sleep 60"))
    await asyncio.sleep(0.5)
    await workers.close()
    answer = await working
    assert isinstance(answer, Broken)
    assert "longer" not in answer.why  # it was ended, and did not sleep until its time was over
    assert await ask("copy") == Broken(why="It was stopped.")


async def test_a_run_that_is_cancelled_takes_its_child_with_it(ask: Ask, workers: Workers, tmp_path: Path):
    working = asyncio.create_task(ask("sleep 60"))
    await until(lambda: any(tmp_path.glob("work/*")))
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert list((tmp_path / "work").iterdir()) == []
    assert isinstance(await ask("copy", b"next"), Prepared)


async def test_a_child_ends_at_whatever_moment_it_is_asked_to(tenth: Tenth) -> None:
    started = [await Child.start("recordings.making") for _ in range(4)]
    for count in range(tenth(200)):
        child = started[count % 4]
        while (said := await child.hear()) is None or said.layers is None:
            assert said is not None, "it did not come up"
        async with asyncio.timeout(END_S / 2):
            assert await child.end() is not None
        started[count % 4] = await Child.start("recordings.making")
    for child in started:
        await child.end()


async def test_a_spare_that_died_while_it_waited_is_replaced(ask: Ask, workers: Workers):
    await workers.start()
    spare = workers._spare
    assert spare is not None
    child = await spare
    assert not isinstance(child, str)
    await child.end()
    assert isinstance(await ask("copy", b"from another"), Prepared)


async def test_what_people_wait_for_does_not_wait_for_proxies(ask: Ask):
    slow = [asyncio.create_task(ask("sleep 1.5", task=Task(kind="proxy"))) for _ in range(3)]
    await asyncio.sleep(0.3)
    began = time.monotonic()
    assert isinstance(await ask("copy", b"at once"), Prepared)
    assert time.monotonic() - began < 1.2
    assert not any(one.done() for one in slow)
    for one in slow:
        one.cancel()
    await asyncio.gather(*slow, return_exceptions=True)


async def test_many_at_once_all_come_back(ask: Ask):
    answers = await asyncio.gather(*(ask("copy", bytes([65 + n])) for n in range(12)))
    assert all(isinstance(answer, Prepared) for answer in answers)


def test_a_budget_grows_with_what_is_asked():
    quick = budget(PREPARE, 10 * MIB)
    assert (quick.limits.cpu_s, quick.wall_s) == (19, 60)
    assert quick.limits.file_bytes == 74 * MIB
    proxy = budget(Task(kind="proxy", duration_ms=90_000), MIB)
    assert proxy.limits.cpu_s == 60 + 2 * 300
    assert proxy.limits.is_slow
    assert proxy.wall_s > proxy.limits.cpu_s


def test_every_word_of_an_answer_is_checked_even_without_a_child(tmp_path: Path):
    assert checked(Broken(why="x"), tmp_path, tmp_path) == Broken(why="x")
    assert isinstance(checked(Refused(code="<b>"), tmp_path, tmp_path), Broken)
