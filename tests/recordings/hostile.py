"""Files that no camera makes: lists that point at other files, bombs, lies about sizes, half of a file, damage.

Each function yields (name, bytes). In the same folder lies OTHER, another client's video: what points, points there.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.recordings import footage, heic

OTHER = "other.mp4"
FTYP = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"isom", 512, b"isom", b"mp41")
EBML = (
    bytes.fromhex("1a45dfa3 9f 4286 81 01 42f7 81 01 42f2 81 04 42f3 81 08 4282 84")
    + b"webm"
    + bytes.fromhex("4287 81 02 4285 81 02")
)
SEGMENT, CLUSTER, INFO, TRACKS, ENTRY, CHAPTERS, EDITION, ATOM = (
    "18538067",
    "1f43b675",
    "1549a966",
    "1654ae6b",
    "ae",
    "1043a770",
    "45b9",
    "b6",
)
UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"


def box(kind: bytes, *inside: bytes) -> bytes:
    """A box of MP4."""
    data = b"".join(inside)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def element(name: str, *inside: bytes) -> bytes:
    """An element of Matroska."""
    data = b"".join(inside)
    return bytes.fromhex(name) + (1 << 56 | len(data)).to_bytes(8, "big") + data


def playlists(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What made a stock decoder hand over another client's video, as it is and dressed up as video."""
    other = folder / OTHER
    hls = (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{OTHER}\n#EXTINF:9,\nfile://{other}\n#EXT-X-ENDLIST\n".encode()
    )
    concat = f"ffconcat version 1.0\nfile {OTHER}\n".encode()
    unsafe = f"ffconcat version 1.0\nfile '{other}'\nfile {OTHER}\n".encode()
    dash = (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
        '<AdaptationSet mimeType="video/mp4"><Representation id="1">'
        f"<BaseURL>{OTHER}</BaseURL></Representation></AdaptationSet></Period></MPD>"
    ).encode()
    sdp = (
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        b"m=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{other}"/><script>alert(1)</script></svg>'.encode()
    lists = {
        "hls": hls,
        "ffconcat": concat,
        "ffconcat with a whole path": unsafe,
        "dash": dash,
        "sdp": sdp,
        "svg": svg,
        "html": b"<!doctype html><video src=other.mp4>",
    }
    for name, text in lists.items():
        yield name, text
        yield f"{name} after ftyp", FTYP + b"\n" + text
        yield f"{name} in a free box", FTYP + box(b"free", b"\n" + text + b"\n")
        yield f"{name} after a webm head", EBML + b"\n" + text
        yield f"{name} behind a photo's first bytes", b"\xff\xd8\xff\xe0" + text
    yield "zip", _zip(other)
    yield "zip that calls itself mp4", FTYP + _zip(other)


def _zip(other: Path) -> bytes:
    path = other.with_name("made.zip")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("clip.mp4", b"x" * 1000)
    data = path.read_bytes()
    path.unlink()
    return data


def pointers(video: bytes, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Real videos whose headers say that the samples lie in another file."""
    target = str(folder / OTHER).encode() + b"\0"
    for kind in (b"url ", b"alis", b"rsrc", b"urn "):
        entry = box(kind, bytes(4), target)
        dref = box(b"dref", bytes(4), struct.pack(">I", 1), entry)
        yield f"samples in another file, {kind.decode().strip()}", replaced(video, b"dref", dref)
    rdrf = box(b"rdrf", bytes(4), b"url ", struct.pack(">I", len(target)), target)
    yield "a film that only refers", FTYP + box(b"moov", box(b"rmra", box(b"rmda", rdrf)))


def replaced(
    data: bytes,
    kind: bytes,
    new: bytes,
    path: tuple[bytes, ...] = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl"),
) -> bytes:
    """The same boxes with each `kind` exchanged; `path` are the boxes that are looked into."""
    out, at = b"", 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        body = data[at + 8 : at + size]
        if name == kind:
            out += new
        elif name in path:
            out += box(name, replaced(body, kind, new, path))
        else:
            out += data[at : at + size]
        at += size
    return out


def lies(video: bytes, fragments: bytes) -> Iterator[tuple[str, bytes]]:
    """Tables and boxes of MP4 that claim more than there is."""
    most = b"\xff\xff\xff\xff"
    tables = {
        b"stsz": bytes(8) + most,
        b"stts": bytes(4) + most,
        b"ctts": bytes(4) + most,
        b"stsc": bytes(4) + most,
        b"stco": bytes(4) + most,
        b"stss": bytes(4) + most,
        b"elst": bytes(4) + most,
        b"stsd": bytes(4) + most,
    }
    inside = (b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl")
    for kind, body in tables.items():
        yield f"{kind.decode()} of four thousand million", replaced(video, kind, box(kind, body, bytes(64)), inside)
    forever = bytes(4) + struct.pack(">III", 1, 0xFFFFFFF, 0)
    yield (
        "two hundred million pictures at once",
        replaced(
            replaced(video, b"stts", box(b"stts", forever), inside),
            b"stsz",
            box(b"stsz", bytes(4), struct.pack(">II", 1, 0xFFFFFFF)),
            inside,
        ),
    )
    yield "a fragment of four thousand million samples", _patched(fragments, b"trun", 8, most)
    yield "a box of 2^63 bytes", FTYP + struct.pack(">I4sQ", 1, b"moov", 2**63 - 1) + bytes(100)
    yield "a box of no bytes", FTYP + struct.pack(">I4s", 0, b"moov") + bytes(100)
    yield "a box smaller than its head", FTYP + struct.pack(">I4s", 3, b"moov") + bytes(100)
    deep = b""
    for _ in range(3000):
        deep = box(b"moov", deep)
    yield "boxes three thousand deep", FTYP + deep
    deep = b""
    for _ in range(3000):
        deep = box(b"udta", box(b"meta", bytes(4), deep))
    yield "notes three thousand deep", FTYP + box(b"moov", deep)
    squeezed = zlib.compress(box(b"moov", bytes(200_000_000)), 1)
    cmvd = struct.pack(">I", 200_000_008) + squeezed
    yield "a squeezed header of 200 MB", FTYP + box(b"moov", box(b"cmov", box(b"dcom", b"zlib"), box(b"cmvd", cmvd)))
    name = b"\0\0\0\0\0\1" + struct.pack(">I", 255) + bytes(255)
    yield (
        "chapters without end",
        replaced(
            video,
            b"mvhd",
            _first(video, b"mvhd") + box(b"udta", box(b"chpl", bytes(5), bytes([255]), name * 255)),
            inside,
        ),
    )
    track = _first(video, b"trak", inside)
    yield "ten thousand tracks", replaced(video, b"trak", track * 5000, (b"moov",))
    head = b"\xff\xff\xff\xff"
    yield (
        "a picture of 65535 by 65535",
        re.sub(rb"(avc1.{24}).{4}", lambda found: found[1] + head, video, flags=re.DOTALL),
    )
    yield "html in the notes", video + box(b"udta", b"<script>alert(1)</script>" * 100)


def _patched(data: bytes, kind: bytes, offset: int, new: bytes) -> bytes:
    at = data.index(kind) + offset
    return data[:at] + new + data[at + len(new) :]


def _first(data: bytes, kind: bytes, path: tuple[bytes, ...] = (b"moov", b"trak", b"mdia", b"minf", b"stbl")) -> bytes:
    """The first box of a kind, whole."""
    at = data.index(kind) - 4
    return data[at : at + int.from_bytes(data[at : at + 4], "big")]


def matroska(video: bytes) -> Iterator[tuple[str, bytes]]:
    """The same for Matroska and WebM."""
    huge = (1 << 56 | 2**56 - 2).to_bytes(8, "big")
    yield "a segment of 2^56 bytes", EBML + bytes.fromhex(SEGMENT) + huge + bytes(1000)
    yield "an element of 2^56 bytes in a segment", EBML + bytes.fromhex(SEGMENT) + UNKNOWN + bytes.fromhex(INFO) + huge
    yield (
        "text of a gigabyte that is not there",
        EBML
        + bytes.fromhex(SEGMENT)
        + UNKNOWN
        + bytes.fromhex(INFO + "0100000040000010")
        + bytes.fromhex("7ba9")
        + (1 << 56 | 2**30).to_bytes(8, "big")
        + b"x",
    )
    tracks, entries = _tracks(video)
    picture = video[video.index(bytes.fromhex(CLUSTER), 100) :]
    yield "ten thousand tracks in webm", video.replace(tracks, element(TRACKS, entries * 5000))
    atom = element(ATOM, bytes.fromhex("73c4 81 01 91 81 00"))
    yield (
        "a million chapters",
        EBML + element(SEGMENT, element(CHAPTERS, element(EDITION, atom * 1_000_000)), tracks, picture),
    )
    deep = b""
    for _ in range(3000):
        deep = element(ATOM, deep)
    yield (
        "chapters three thousand deep",
        EBML + element(SEGMENT, element(CHAPTERS, element(EDITION, deep)), tracks, picture),
    )
    linked = element("73a4", b"A" * 16) + element("3eb923", b"B" * 16) + element("3e83bb", OTHER.encode())
    yield "a segment that goes on in another file", EBML + element(SEGMENT, element(INFO, linked), tracks, picture)
    yield (
        "empty clusters without end",
        EBML + element(SEGMENT, tracks, element(CLUSTER, bytes.fromhex("e7 81 00")) * 500_000),
    )
    yield (
        "a picture of 16383 by 16383 in vp8",
        re.sub(rb"(\x9d\x01\x2a).{4}", lambda found: found[1] + b"\xff\x3f\xff\x3f", video, flags=re.DOTALL),
    )


def _tracks(video: bytes) -> tuple[bytes, bytes]:
    """The element with the tracks of a file, and what is in it."""
    at = video.rindex(bytes.fromhex(TRACKS), 0, video.index(bytes.fromhex(CLUSTER), 100))  # not where it is announced
    length = 9 - video[at + 4].bit_length()
    size = int.from_bytes(video[at + 4 : at + 4 + length], "big") & ~(1 << (7 * length))
    inside = at + 4 + length
    return video[at : inside + size], video[inside : inside + size]


def photos() -> Iterator[tuple[str, bytes]]:
    """Pictures that say they are larger than anybody's wall, or hold more than they weigh."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def png(width: int, height: int, *more: bytes) -> bytes:
        rows = zlib.compress(bytes(min((width + 1) * height, 100_000_000)), 1)
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

    yield "a png of 16k by 16k", png(16_384, 16_384)
    yield "a png of 2^31 by 2^31", png(2**31 - 1, 3)
    yield "a png with 300 MB of text", png(64, 64, chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(300_000_000), 1)))
    yield "a png with 300 MB of colours", png(64, 64, chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(300_000_000), 1)))
    yield (
        "a jpeg of 65535 by 65535",
        b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1\xff\xda" + bytes(64),
    )
    yield (
        "a webp of 16k by 16k",
        b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\x3f\0\xff\x3f\0",
    )


def damaged(folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Good files with a few bits flipped, mostly in their headers, or a piece missing; always the same ones."""
    good = [path.read_bytes() for path in samples(folder)]
    chance = Random(20)
    for number in range(count):
        data = bytearray(good[number % len(good)])
        for _ in range(chance.choice((1, 2, 4, 8, 16, 64))):
            reach = len(data) if chance.random() < 0.5 else min(len(data), 1500)
            # Headers lie in front, and in MP4 behind as well.
            at = chance.randrange(reach)
            at = len(data) - 1 - at if chance.random() < 0.3 else at
            data[at] ^= 1 << chance.randrange(8)
        if chance.random() < 0.15:
            start = chance.randrange(len(data))
            del data[start : start + chance.randrange(1, 200)]
        yield f"damaged {number}", bytes(data)


def samples(folder: Path) -> list[Path]:
    """One good file of each kind, small."""
    short: dict[str, object] = {"seconds": 0.4, "size": (96, 64)}
    made: list[Callable[[], Path]] = [
        lambda: footage.video(folder / "good.mp4", **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "live.mp4", live=True, b_frames=2, **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "good.mov", codec="hevc", data_track=True, rotation=90, **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "vp8.webm", codec="vp8", **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "vp9.webm", codec="vp9", live=True, **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "good.mkv", **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "av1.mp4", codec="av1", **short),  # type: ignore[arg-type]
        lambda: footage.video(folder / "mjpeg.mov", codec="mjpeg", **short),  # type: ignore[arg-type]
        lambda: footage.photo(folder / "good.jpg", (96, 64)),
        lambda: footage.photo(folder / "good.png", (96, 64)),
        lambda: footage.photo(folder / "good.webp", (96, 64)),
        lambda: footage.photo(folder / "good.avif", (96, 64)),
        lambda: heic.write(folder / "good.heic"),
    ]
    return [one() for one in made]


def cut_off(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every kind of file, ended too soon."""
    for path in samples(folder):
        whole = path.read_bytes()
        for share in (0.02, 0.5, 0.95):
            yield f"{path.name}, {share:.0%} of it", whole[: int(len(whole) * share)]
