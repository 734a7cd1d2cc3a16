"""HEIF photos as phones store them: which items are the tiles of the picture, in what order, and how it is turned.

FFmpeg gives each tile as a stream of its own and PyAV does not say how they lie. ISO/IEC 23008-12, section 6.6.2.3.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from av.container import InputContainer
from av.video.frame import VideoFrame

from recordings.frames import decoded
from recordings.probe import MOST_PHOTO_PIXELS, check_size
from recordings.refusals import Refusal

MOST_META: Final = 1 << 20
MOST_BOXES: Final = 64
TURNS: Final = ((), (("transpose", "cclock"),), (("hflip", ""), ("vflip", "")), (("transpose", "clock"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mosaic:
    """A picture made of tiles, or of one. turns: filters that make it upright, in order; () for one tile, which brings
    its own turning along."""

    tiles: list[int]  # ids of items, row by row
    columns: int
    width: int  # before it is turned; 0: that of its one tile
    height: int
    turns: tuple[tuple[str, str], ...] = ()


def mosaic(file: BinaryIO) -> Mosaic | None:
    """How the photo is laid out; None where the file does not say. Raises Refusal: it cannot be."""
    meta = _meta(file)
    if meta is None:
        return None
    try:
        return _read(file, meta)
    except (struct.error, IndexError, KeyError, ValueError):
        raise Refusal("damaged") from None


def assembled(container: InputContainer, layout: Mosaic) -> VideoFrame:
    """The tiles laid out, not yet turned. Raises Refusal("damaged"): one is missing."""
    streams = {one.id: one for one in container.streams.video}
    if any(tile not in streams for tile in layout.tiles):
        raise Refusal("damaged")
    wanted = [streams[tile] for tile in dict.fromkeys(layout.tiles)]
    found: dict[int, VideoFrame] = {}
    for packet in container.demux(wanted):
        if packet.size and packet.stream.id not in found:
            for frame in decoded([packet], packet.stream):
                found[packet.stream.id] = frame
    if any(tile not in found for tile in layout.tiles):
        raise Refusal("damaged")
    if len(layout.tiles) == 1:
        return found[layout.tiles[0]]
    return _laid_out([found[tile] for tile in layout.tiles], layout)


def _laid_out(tiles: list[VideoFrame], layout: Mosaic) -> VideoFrame:
    check_size(layout.width, layout.height, MOST_PHOTO_PIXELS)
    whole = VideoFrame(layout.width, layout.height, "rgb24")
    line = whole.planes[0].line_size
    rows = bytearray(whole.planes[0].buffer_size)
    wide, high = tiles[0].width, tiles[0].height
    for at, tile in enumerate(tiles):
        if (tile.width, tile.height) != (wide, high):
            raise Refusal("damaged")
        plain = tile.reformat(format="rgb24", threads=1)
        x, y = at % layout.columns * wide, at // layout.columns * high
        length = min(wide, layout.width - x) * 3
        source, data = plain.planes[0].line_size, memoryview(plain.planes[0])
        for row in range(min(high, layout.height - y)):
            into = (y + row) * line + x * 3
            rows[into : into + length] = data[row * source : row * source + length]
    whole.planes[0].update(bytes(rows))
    return whole


# ---- the boxes


def _meta(file: BinaryIO) -> bytes | None:
    file.seek(0)
    for _ in range(MOST_BOXES):
        head = file.read(8)
        if len(head) < 8:
            return None
        size = int.from_bytes(head[:4], "big")
        if head[4:] == b"meta":
            return file.read(size - 8)[4:] if 12 <= size <= MOST_META else None
        if size < 8:
            return None
        file.seek(size - 8, 1)
    return None


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8:
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + size]
        at += size


def _read(file: BinaryIO, meta: bytes) -> Mosaic:
    boxes = dict(_boxes(meta))
    primary = _number(boxes[b"pitm"], 4, 4 if boxes[b"pitm"][0] else 2)
    if _types(boxes[b"iinf"]).get(primary) != b"grid":
        return Mosaic(tiles=[primary], columns=1, width=0, height=0)
    grid = _content(file, boxes, primary)
    rows, columns = grid[2] + 1, grid[3] + 1
    width, height = struct.unpack_from(">II" if grid[1] & 1 else ">HH", grid, 4)
    tiles = _tiles(boxes[b"iref"], primary)
    if not width or not height or len(tiles) != rows * columns:
        raise ValueError("no such grid")
    return Mosaic(tiles=tiles, columns=columns, width=width, height=height, turns=_turns(boxes[b"iprp"], primary))


def _types(iinf: bytes) -> dict[int, bytes]:
    """What kind of thing each item is."""
    found: dict[int, bytes] = {}
    for name, entry in _boxes(iinf[8 if iinf[0] else 6 :]):
        if name == b"infe" and entry[0] >= 2:
            length = 4 if entry[0] == 3 else 2
            found[_number(entry, 4, length)] = entry[6 + length : 10 + length]
    return found


def _tiles(iref: bytes, primary: int) -> list[int]:
    """The items of which the picture is made."""
    length = 4 if iref[0] else 2
    for name, data in _boxes(iref[4:]):
        if name == b"dimg" and _number(data, 0, length) == primary:
            count = _number(data, length, 2)
            return [_number(data, length + 2 + length * at, length) for at in range(count)]
    return []


def _content(file: BinaryIO, boxes: dict[bytes, bytes], item: int) -> bytes:
    """The first bytes of an item, from the box beside or from the file."""
    iloc = boxes[b"iloc"]
    version = iloc[0]
    offset_size, length_size, base_size, index_size = iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4, iloc[5] & 15
    wide = 4 if version == 2 else 2
    count, at = _number(iloc, 6, wide), 6 + wide
    for _ in range(count):
        id, at = _number(iloc, at, wide), at + wide
        method = 0
        if version:
            method, at = _number(iloc, at, 2) & 15, at + 2
        base, extents, at = _number(iloc, at + 2, base_size), _number(iloc, at + 2 + base_size, 2), at + 4 + base_size
        each = (index_size if version else 0) + offset_size + length_size
        if id == item and extents:
            begins = base + _number(iloc, at + each - offset_size - length_size, offset_size)
            if method == 1:
                return boxes[b"idat"][begins : begins + 16]
            file.seek(begins)
            return file.read(16)
        at += extents * each
    raise KeyError(item)


def _turns(iprp: bytes, item: int) -> tuple[tuple[str, str], ...]:
    """The filters for its turning and mirroring, in the order in which they are meant."""
    boxes = dict(_boxes(iprp))
    properties = list(_boxes(boxes[b"ipco"]))
    turns: list[tuple[str, str]] = []
    for number in _associated(boxes[b"ipma"], item):
        name, data = properties[number - 1]
        if name == b"irot":
            turns += TURNS[data[0] & 3]
        if name == b"imir":
            turns.append(("hflip" if data[0] & 1 else "vflip", ""))
    return tuple(turns)


def _associated(ipma: bytes, item: int) -> list[int]:
    """The numbers of an item's properties, from 1 on."""
    wide, each = (4 if ipma[0] else 2), (2 if ipma[3] & 1 else 1)
    at = 8
    for _ in range(_number(ipma, 4, 4)):
        id, count, at = _number(ipma, at, wide), ipma[at + wide], at + wide + 1
        if id == item:
            essential = 1 << (8 * each - 1)
            return [number for n in range(count) if (number := _number(ipma, at + n * each, each) & ~essential)]
        at += count * each
    return []


def _number(data: bytes, at: int, length: int) -> int:
    if at + length > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + length], "big")
