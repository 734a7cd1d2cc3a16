"""The words of tus as plain functions: whatever the headers say, there is a meaning or a refusal in the one shape."""

import base64
import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings import tus
from recordings.tus import Refused

CODE = re.compile(r"[a-z]+(-[a-z]+)*")
NAMES = (
    "Upload-Length",
    "Upload-Defer-Length",
    "Upload-Offset",
    "Upload-Metadata",
    "Upload-Checksum",
    "Upload-Concat",
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "Tus-Resumable",
    "X-HTTP-Method-Override",
)
KEYS = st.from_regex(r"[a-z_]{1,10}", fullmatch=True)
VALUES = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(["1", "0", "1.0.0", tus.BODY_TYPE, "PATCH", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "a YQ==,b"]),
)


@pytest.mark.parametrize("code", tus.REFUSALS)
def test_a_refusal_has_a_code_a_status_and_a_sentence(code: str) -> None:
    refused = Refused(code)
    assert CODE.fullmatch(refused.code)
    assert 400 <= refused.status <= 599
    assert refused.message[0].isupper()
    assert refused.message[-1] == "."
    assert "!" not in refused.message


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_whatever_headers_say_is_read_or_refused(headers: dict[str, str]) -> None:
    for read in (
        lambda: tus.method("POST", headers),
        lambda: tus.check_version(headers),
        lambda: tus.read_creation(headers),
        lambda: tus.read_piece(headers),
    ):
        with contextlib.suppress(Refused):
            read()


@given(st.dictionaries(KEYS, st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=8))
def test_metadata_is_read_as_it_was_written(pairs: dict[str, str]) -> None:
    raw = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())
    assert tus.read_metadata(raw) == pairs


@given(KEYS, st.text(st.characters(codec="utf-8")), st.characters(categories=["Cc"]))
def test_a_character_that_steers_is_refused_wherever_it_stands(key: str, value: str, steering: str) -> None:
    raw = f"{key} {base64.b64encode((value + steering + value).encode()).decode()}"
    with pytest.raises(Refused, match="bad-input"):
        tus.read_metadata(raw)


@given(
    offset=st.integers(0, 20),
    size=st.none() | st.integers(0, 20),
    said=st.none() | st.integers(0, 40),
    length=st.none() | st.integers(0, 40),
    most=st.integers(0, 40),
)
def test_no_piece_ever_goes_beyond_what_was_promised(
    offset: int, size: int | None, said: int | None, length: int | None, most: int
) -> None:
    try:
        after = tus.check_piece(tus.Piece(offset=offset, size=size, length=said), length=length, most=most)
    except Refused:
        return
    assert after == (length if said is None else said)
    assert offset + (size or 0) <= (most if after is None else after)
    assert length is None or after == length


def test_the_day_an_upload_ends_is_said_as_http_says_days() -> None:
    assert tus.expires(1_900_000_000_999) == {"Upload-Expires": "Sun, 17 Mar 2030 17:46:40 GMT"}
