"""tus core: a name for each MUST and SHOULD of HEAD, PATCH, OPTIONS, versions and methods in disguise."""

import pytest

from tests.uploads.tus import BODY, VERSION, Sender, code


async def test_every_answer_but_options_says_its_version(alice_sends: Sender) -> None:
    path = await alice_sends.begin(4)
    for answer in (
        await alice_sends.create(4),
        await alice_sends.head(path),
        await alice_sends.patch(path, 0, b"ab"),
        await alice_sends.patch(path, 1, b"ab"),
        await alice_sends.head("/uploads/nothinghere"),
        await alice_sends.ask("DELETE", path),
    ):
        assert answer.headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize("version", [None, "", "0.2.2", "1.0.1", "1.0.0, 0.2.2"])
async def test_a_version_that_is_not_ours_is_412_with_ours_and_nothing_is_done(
    alice_sends: Sender, version: str | None
) -> None:
    path = await alice_sends.begin(4)
    alice_sends.always = {} if version is None else {"Tus-Resumable": version}
    for answer in (
        await alice_sends.create(4),
        await alice_sends.patch(path, 0, b"abcd"),
        await alice_sends.ask("DELETE", path),
    ):
        assert code(answer) == (412, "tus-version")
        assert answer.headers["Tus-Version"] == "1.0.0"
    assert (await alice_sends.head(path)).status == 412
    alice_sends.always = VERSION
    assert await alice_sends.offset(path) == 0


async def test_head_says_offset_and_length_and_is_never_cached(sender: Sender) -> None:
    path = await sender.begin(4)
    await sender.patch(path, 0, b"abc")
    answer = await sender.head(path)
    assert answer.status == 200
    assert answer.headers["Upload-Offset"] == "3"
    assert answer.headers["Upload-Length"] == "4"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.body == b""


async def test_head_says_the_offset_even_when_it_is_nought_and_when_all_is_there(sender: Sender) -> None:
    path = await sender.begin(4)
    assert (await sender.head(path)).headers["Upload-Offset"] == "0"
    await sender.patch(path, 0, b"abcd")
    assert (await sender.head(path)).headers["Upload-Offset"] == "4"


async def test_head_of_what_is_not_there_is_404_without_an_offset(sender: Sender) -> None:
    answer = await sender.head(f"{sender.door}/nothinghere")
    assert answer.status == 404
    assert "Upload-Offset" not in answer.headers


async def test_patch_is_204_with_the_new_offset(sender: Sender) -> None:
    path = await sender.begin(6)
    for offset in (0, 2, 4):
        answer = await sender.patch(path, offset, b"ab")
        assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(offset + 2))
        assert answer.body == b""
    assert sender.stored(path) == b"ababab"


async def test_patch_of_another_type_is_415_and_changes_nothing(alice_sends: Sender) -> None:
    path = await alice_sends.begin(4)
    for kind in ("application/octet-stream", "text/plain", "application/offset+octet-stream-x"):
        answer = await alice_sends.patch(path, 0, b"abcd", {"Content-Type": kind})
        assert code(answer) == (415, "wrong-type")
    answer = await alice_sends.patch(path, 0, b"abcd", {"Content-Encoding": "gzip"})
    assert code(answer) == (415, "wrong-type")
    assert alice_sends.stored(path) == b""
    assert (await alice_sends.patch(path, 0, b"abcd", {"Content-Type": f"{BODY['Content-Type']}; v=1"})).status == 204


@pytest.mark.parametrize("offset", [0, 2, 4, 5, 400])
async def test_patch_at_another_offset_is_409_and_changes_nothing(sender: Sender, offset: int) -> None:
    path = await sender.begin(1000)
    await sender.patch(path, 0, b"abc")
    answer = await sender.patch(path, offset, b"xy")
    assert code(answer) == (409, "wrong-offset")
    assert sender.stored(path) == b"abc"
    assert await sender.offset(path) == 3


@pytest.mark.parametrize("offset", ["", "-1", "1.0", "0x1", "a", "1e3", " ", "9" * 30])
async def test_patch_without_an_offset_that_is_a_number_is_400(alice_sends: Sender, offset: str) -> None:
    path = await alice_sends.begin(4)
    answer = await alice_sends.ask("PATCH", path, {**BODY, "Upload-Offset": offset}, data=b"ab")
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == "Upload-Offset"
    answer = await alice_sends.ask("PATCH", path, BODY, data=b"ab")
    assert code(answer) == (400, "bad-input")


async def test_patch_of_what_is_not_there_is_404(sender: Sender) -> None:
    assert code(await sender.patch(f"{sender.door}/nothinghere", 0, b"ab")) == (404, "not-found")


async def test_patch_never_goes_beyond_the_length(sender: Sender) -> None:
    async def unsaid() -> object:
        yield b"bc"
        yield b"def"

    path = await sender.begin(4)
    await sender.patch(path, 0, b"a")
    assert code(await sender.patch(path, 1, b"bcdef")) == (413, "too-large")
    assert await sender.offset(path) == 1
    answer = await sender.patch(path, 1, unsaid())
    assert code(answer) == (413, "too-large")
    assert await sender.offset(path) in (1, 3)
    assert sender.stored(path) == b"abc"[: await sender.offset(path)]


async def test_a_body_of_unsaid_size_is_taken(sender: Sender) -> None:
    async def unsaid() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    path = await sender.begin(1_000_000)
    assert (await sender.patch(path, 0, unsaid())).headers["Upload-Offset"] == "1000000"


async def test_an_empty_patch_changes_nothing_and_says_the_offset(sender: Sender) -> None:
    path = await sender.begin(4)
    await sender.patch(path, 0, b"ab")
    answer = await sender.patch(path, 2, b"")
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "2")
    await sender.patch(path, 2, b"cd")
    answer = await sender.patch(path, 4, b"")
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "4")
    assert code(await sender.patch(path, 3, b"")) == (409, "wrong-offset")
    assert code(await sender.patch(path, 4, b"e")) == (413, "too-large")


async def test_options_say_versions_extensions_and_the_largest_size(sender: Sender) -> None:
    sender.always = {}
    for path in (sender.door, f"{sender.door}/{'x' * 13}"):
        answer = await sender.ask("OPTIONS", path)
        assert answer.status in (200, 204)
        assert answer.headers["Tus-Version"] == "1.0.0"
        assert answer.headers["Tus-Max-Size"] == str(sender.spotter.settings.clip_max_bytes)
        assert {"sha1", "sha256", "md5"} <= set(answer.headers["Tus-Checksum-Algorithm"].split(","))
        assert set(answer.headers["Tus-Extension"].split(",")) == {
            "creation",
            "creation-with-upload",
            "creation-defer-length",
            "expiration",
            "checksum",
            "termination",
        }


async def test_options_do_not_ask_for_a_version(sender: Sender) -> None:
    sender.always = {"Tus-Resumable": "0.0.1"}
    assert (await sender.ask("OPTIONS", sender.door)).status == 204


async def test_the_method_in_the_header_counts_and_the_other_does_not(sender: Sender) -> None:
    path = await sender.begin(4)
    disguised = {**BODY, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    answer = await sender.ask("POST", path, disguised, data=b"ab")
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "2")
    answer = await sender.ask("POST", path, {"X-HTTP-Method-Override": "head"})
    assert (answer.status, answer.headers["Upload-Offset"]) == (200, "2")
    answer = await sender.ask("POST", sender.door, {"X-HTTP-Method-Override": "OPTIONS"})
    assert answer.headers["Tus-Version"] == "1.0.0"
    answer = await sender.ask("PATCH", path, {"X-HTTP-Method-Override": "DELETE"})
    assert answer.status == 204
    assert (await sender.head(path)).status == 404


async def test_a_disguise_of_no_method_of_ours_is_refused(sender: Sender) -> None:
    path = await sender.begin(4)
    for wanted in ("PUT", "TRACE", "", "PATCH, DELETE"):
        assert code(await sender.ask("POST", path, {"X-HTTP-Method-Override": wanted})) == (400, "bad-input")
    assert code(await sender.ask("POST", path)) == (405, "method-not-allowed")
    assert code(await sender.ask("POST", sender.door, {"X-HTTP-Method-Override": "DELETE"})) == (
        405,
        "method-not-allowed",
    )
    assert (await sender.ask("GET", path)).status == 405
