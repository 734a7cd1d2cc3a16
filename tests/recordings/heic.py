"""A photo as phones store it: a HEIF file whose picture is a grid of HEVC tiles, turned by a property."""

import struct
from io import BytesIO
from pathlib import Path

import av

from tests.recordings import footage

TILE = (128, 64)


def write(path: Path, *, columns: int = 2, rows: int = 2, quarter_turns: int = 0, mirror: int | None = None) -> Path:
    """A picture that shows the number 1234 when it is turned so many quarters against the clock (and mirrored).

    It is a little smaller than its tiles, as they mostly are; a thumbnail comes first, as another item.
    """
    stored = (columns * TILE[0] - 6, rows * TILE[1] - 8)
    picture = _stored_picture(stored, quarter_turns, mirror)
    tiles = [_cropped(picture, at % columns * TILE[0], at // columns * TILE[1]) for at in range(columns * rows)]
    coded = [_coded(tile) for tile in tiles]
    config, samples = coded[0][0], [sample for _, sample in coded]
    ids = list(range(2, 2 + len(tiles)))
    grid = bytes([0, 0, rows - 1, columns - 1]) + struct.pack(">HH", *stored)
    turning = [_box(b"irot", bytes([quarter_turns]))]
    if mirror is not None:
        turning.append(_box(b"imir", bytes([mirror])))
    properties = [
        config,
        _full(b"ispe", struct.pack(">II", *TILE)),
        _full(b"ispe", struct.pack(">II", *stored)),
        *turning,
    ]
    of_grid = [3, *range(4, 4 + len(turning))]
    linked = b"".join(struct.pack(">HB", id, 2) + bytes([0x81, 2]) for id in ids)
    linked = struct.pack(">IHB", len(ids) + 1, 1, len(of_grid)) + bytes(of_grid) + linked
    infos = b"".join(
        _full(b"infe", struct.pack(">HH", id, 0) + kind + b"\0", version=2)
        for id, kind in [(1, b"grid"), *((id, b"hvc1") for id in ids)]
    )

    def meta(media_at: int) -> bytes:
        places = struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(grid))
        for id, sample in zip(ids, samples, strict=True):
            places += struct.pack(">HHHHII", id, 0, 0, 1, media_at, len(sample))
            media_at += len(sample)
        return _full(
            b"meta",
            _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            _full(b"pitm", struct.pack(">H", 1)),
            _full(b"iloc", b"\x44\0" + struct.pack(">H", len(ids) + 1) + places, version=1),
            _full(b"iinf", struct.pack(">H", len(ids) + 1), infos),
            _full(b"iref", _box(b"dimg", struct.pack(f">HH{len(ids)}H", 1, len(ids), *ids))),
            _box(b"iprp", _box(b"ipco", *properties), _full(b"ipma", linked)),
            _box(b"idat", grid),
        )

    kind = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    media_at = len(kind) + len(meta(0)) + 8
    path.write_bytes(kind + meta(media_at) + _box(b"mdat", *samples))
    return path


def _stored_picture(size: tuple[int, int], quarter_turns: int, mirror: int | None) -> av.VideoFrame:
    seen = (size[1], size[0]) if quarter_turns % 2 else size
    frame = next(footage.frames(1, seen, 1234))
    undo = {None: [], 0: ["vflip"], 1: ["hflip"]}[mirror]  # last done, first undone
    undo += {0: [], 1: ["transpose=clock"], 2: ["hflip", "vflip"], 3: ["transpose=cclock"]}[quarter_turns]
    return footage.filtered(frame, ",".join(undo)) if undo else frame


def _cropped(picture: av.VideoFrame, x: int, y: int) -> av.VideoFrame:
    """One tile; what lies outside of the picture is grey."""
    tile = av.VideoFrame(*TILE, "yuv420p")
    for number, (ours, theirs) in enumerate(zip(tile.planes, picture.planes, strict=True)):
        wide, high, left, top = (one >> (number > 0) for one in (*TILE, x, y))
        data, rows = bytes(theirs), bytearray(b"\x80" * ours.buffer_size)
        for row in range(min(high, theirs.height - top)):
            length = min(wide, theirs.width - left)
            at = (top + row) * theirs.line_size + left
            rows[row * ours.line_size : row * ours.line_size + length] = data[at : at + length]
        ours.update(bytes(rows))
    return tile


def _coded(tile: av.VideoFrame) -> tuple[bytes, bytes]:
    """(hvcC box, the tile's bytes)."""
    into = BytesIO()
    with av.open(into, "w", format="mp4") as out:
        stream = out.add_stream("libx265", rate=1, options=footage.ENCODERS["hevc"][1])
        stream.width, stream.height, stream.pix_fmt = *TILE, "yuv420p"
        stream.codec_context.max_b_frames = 0  # x265 makes up the time of a single frame else
        tile.pts = 0
        out.mux(stream.encode(tile))
        out.mux(stream.encode(None))
    data = into.getvalue()
    config_at, media_at = data.index(b"hvcC") - 4, data.index(b"mdat") - 4
    config = data[config_at : config_at + int.from_bytes(data[config_at : config_at + 4], "big")]
    return config, data[media_at + 8 : media_at + int.from_bytes(data[media_at : media_at + 4], "big")]


def _box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", len(content) + 8) + name + content


def _full(name: bytes, *parts: bytes, version: int = 0) -> bytes:
    return _box(name, bytes([version, 0, 0, 0]), *parts)
