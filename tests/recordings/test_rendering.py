"""Films of reviews: every picture of one is what the page would show at that moment."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import ImageChops

from recordings.film_spec import Caption, Side, Spec
from recordings.refusals import Refusal
from recordings.work import Prepared, Task
from recordings.worker import Workers
from tests.recordings import footage
from tests.recordings.films import clip, film, inputs_of, performed, shape

SIZE = (384, 192)  # bars of 16 pixels survive H.264
SOURCES: dict[str, dict[str, Any]] = {
    "plain.mp4": {},
    "reordered.mp4": {"b_frames": 2, "gop": 60},
    "uneven.mp4": {"variable": True},
    "phone.mov": {"codec": "hevc", "rotation": 90, "size": (192, 384)},
    "silent.webm": {"codec": "vp9", "sound": None},
}


def colours(path: Path, at_ms: float, points: list[tuple[float, float]]) -> list[tuple[int, int, int]]:
    """What is seen at a moment at these shares of the picture."""
    with av.open(str(path)) as opened:
        frames = [one for one in opened.decode(opened.streams.video[0]) if (one.time or 0) * 1000 <= at_ms + 0.1]
    image = frames[-1].to_image()
    return [image.getpixel((int(x * image.width), int(y * image.height))) for x, y in points]


@pytest.mark.parametrize("name", SOURCES)
def test_a_clip_keeps_its_pictures_each_at_its_own_time(tmp_path: Path, name: str) -> None:
    source = footage.video(tmp_path / name, seconds=1.0, **{"size": SIZE, **SOURCES[name]})
    before = footage.shown(source)
    made = film(source, clip(1000, sound="first", side={"shapes": [shape("line", [[0.1, 0.9], [0.9, 0.9]])]}))
    after = footage.shown(made.path)
    assert [number for number, _ in after] == [number for number, _ in before]
    for (_, time), (_, was) in zip(after, before, strict=True):
        assert float(time - was + before[0][1]) == pytest.approx(0, abs=0.002)
    assert footage.pictures(made.path)["codecs"] == (["h264"] if "silent" in name else ["h264", "aac"])
    assert made.percents == sorted(set(made.percents))


def test_a_part_of_a_clip_at_half_its_speed(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "long.mp4", seconds=3.0, size=SIZE)
    made = film(source, clip(2000, begin=1000, end=2000, clip_ms=3000, sound="first"))
    shown = footage.shown(made.path)
    assert [number for number, _ in shown] == list(range(30, 60))
    assert [float(time) for _, time in shown[:3]] == pytest.approx([0, 1 / 15, 2 / 15], abs=0.002)
    assert footage.tones(made.path)[0] == pytest.approx(0.0, abs=0.03)


def test_drawings_are_on_the_pictures_for_which_they_are_meant(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=2.0, size=SIZE)
    box = [[0.4, 0.7], [0.6, 0.9]]
    drawn = shape("rectangle", box, at_ms=1000.0, style={"colour": "red", "width": 5, "filled": True})
    made = film(source, clip(2000, side={"shapes": [drawn]}))
    on_edge = [(0.4, 0.8)]
    (without,), (with_it,), (again,) = (colours(made.path, at, on_edge) for at in (900, 1000, 1100))
    assert with_it[0] > 180
    assert with_it[1] < 140
    assert max(without) - min(without) < 60
    assert max(again) - min(again) < 60


def test_a_voice_over_is_shown_as_it_was_performed(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=4.0, size=SIZE)
    voice = footage.audio_only(tmp_path / "voice.mp4", seconds=4.0)
    arrow = shape("rectangle", [[0.2, 0.65], [0.4, 0.95]], until_ms=4000.0)
    events: list[list[Any]] = [
        [0, "go", 1000],
        [500, "play", 1000, 1],
        [1500, "pause", 2000],
        [1600, "put", arrow],
        [2000, "go", 3000],
        [2500, "drop", arrow["id"]],
        [3000, "play", 3000, 0.5],
        [3500, "point", 0.8, 0.8],
    ]
    made = film(
        source, performed(events, 4000, 4000, captions=[Caption(from_ms=0, to_ms=400, text="Sit back")]), voice=voice
    )
    shown = {round(float(time) * 1000): number for number, time in footage.shown(made.path)}
    expected = {0: 30, 467: 30, 1000: 45, 1500: 60, 1933: 60, 2000: 90, 2967: 90, 3500: 97}
    assert {at: shown[at] for at in expected} == pytest.approx(expected, abs=1)
    assert len(footage.tones(made.path)) == 4
    assert colours(made.path, 1700, [(0.2, 0.8)])[0][0] > 180
    assert max(colours(made.path, 2600, [(0.2, 0.8)])[0]) < 180
    pointed = colours(made.path, 3600, [(0.8, 0.8)])[0]
    assert pointed[0] > 200
    assert pointed[2] < 120


def test_a_photo_that_is_spoken_over_stands_still_under_what_is_shown_on_it(tmp_path: Path) -> None:
    photo = footage.photo(tmp_path / "stance.jpg", SIZE)
    voice = footage.audio_only(tmp_path / "voice.mp4", seconds=3.0)
    box = shape("rectangle", [[0.2, 0.65], [0.4, 0.95]])
    events: list[list[Any]] = [
        [500, "put", box],
        [1000, "point", 0.8, 0.8],
        [1500, "point"],
        [1500, "view", {"rotate": 180, "mirror": True, "zoom": 1, "x": 0, "y": 0}],
        [2000, "drop", box["id"]],
        [2500, "view", {"rotate": 0, "mirror": False, "zoom": 2, "x": 0.5, "y": 0.5}],
    ]
    spec = replace(performed(events, 3000, 0), captions=[Caption(from_ms=0, to_ms=900, text="Toes out")])
    made = film(photo, spec, voice=voice)
    assert (made.about.width, made.about.height, made.about.frame_count) == (*SIZE, 90)
    assert made.percents == sorted(set(made.percents))
    with av.open(str(made.path)) as opened:
        frames = list(opened.decode(opened.streams.video[0]))
    upright = {0: "null", 1400: "null", 1600: "vflip", 2400: "vflip"}
    for at, back in upright.items():
        assert footage.read(footage.filtered(frames[at * 30 // 1000], back)) == 1234, at
    edge, pointer = (0.2, 0.8), (0.8, 0.8)
    assert [colours(made.path, at, [edge])[0][0] > 180 for at in (400, 600, 1600)] == [False, True, False]
    assert [colours(made.path, at, [(0.2, 0.2)])[0][1] < 140 for at in (1600, 2100)] == [True, False], "it turned along"
    assert colours(made.path, 1400, [pointer])[0][0] > 200 > 120 > colours(made.path, 1400, [pointer])[0][2]
    near = frames[80].to_image().resize((48, 24))
    corner = frames[0].to_image().crop((0, 0, 192, 96)).resize((48, 24))
    assert ImageChops.difference(near, corner).convert("L").histogram()[40:] == [0] * 216, "twice as large"
    assert footage.pictures(made.path)["codecs"][:2] == ["h264", "aac"]
    assert len(footage.tones(made.path)) == 3


@pytest.mark.parametrize(("layout", "size"), [("beside", (776, 192)), ("above", (384, 392)), ("over", (384, 192))])
def test_two_clips_together_go_by_the_map_of_their_times(tmp_path: Path, layout: str, size: tuple[int, int]) -> None:
    first = footage.video(tmp_path / "first.mp4", seconds=2.0, size=SIZE)
    second = footage.video(tmp_path / "second.mp4", seconds=2.0, size=SIZE, first=500)
    rows = [[0, 0, 1000], [500, 1000, 1100], [1000, 1500, 1900]]
    sides = [Side(length_ms=2000), Side(length_ms=2000)]
    made = film(
        first,
        Spec(length_ms=1000, sides=sides, map=rows, layout=layout, opacity=1.0, fps=30),  # type: ignore[arg-type]
        second=second,
    )
    assert (made.about.width, made.about.height) == size
    with av.open(str(made.path)) as opened:
        frames = list(opened.decode(opened.streams.video[0]))
    assert len(frames) == 30
    corner = {"beside": (392, 0), "above": (0, 200), "over": (0, 0)}[layout]
    for at, (one, other) in {0: (0, 530), 8: (16, 531), 15: (30, 533), 29: (44, 556)}.items():
        if layout != "over":
            assert footage.read(footage.filtered(frames[at], "crop=384:192:0:0")) == pytest.approx(one, abs=1)
        cut = footage.filtered(frames[at], f"crop=384:192:{corner[0]}:{corner[1]}")
        assert footage.read(cut) == pytest.approx(other, abs=1)


def test_a_pair_shows_what_differs_and_what_is_drawn_on_either_as_the_page_does(tmp_path: Path) -> None:
    first = footage.video(tmp_path / "first.mp4", seconds=0.2, size=SIZE)
    second = footage.video(tmp_path / "second.mp4", seconds=0.2, size=SIZE)
    drawn = shape(
        "rectangle", [[0.4, 0.7], [0.6, 0.9]], until_ms=200.0, style={"colour": "red", "width": 5, "filled": True}
    )
    rows = [[0, 0, 0], [200, 200, 200]]
    both = [Side(length_ms=200, shapes=[drawn]), Side(length_ms=200)]
    how: dict[str, Any] = {"length_ms": 200, "map": rows, "fps": 30}
    linked = film(first, Spec(sides=both, is_linked=True, **how), second=second)
    (one, other) = colours(linked.path, 100, [(0.4 * 384 / 776, 0.8), ((392 + 0.4 * 384) / 776, 0.8)])
    assert one[0] > 180 > 140 > one[1]
    assert other[0] > 180 > 140 > other[1]
    alike = [Side(length_ms=200), Side(length_ms=200)]
    apart = film(first, Spec(sides=alike, layout="over", opacity=1.0, blend="difference", **how), second=second)
    assert max(max(one) for one in colours(apart.path, 100, [(0.02, 0.2), (0.1, 0.2), (0.5, 0.8)])) < 12


def test_captions_are_a_track_of_the_film(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=2.0, size=SIZE)
    voice = footage.audio_only(tmp_path / "voice.mp4", seconds=2.0)
    said = [
        Caption(from_ms=500, to_ms=1200, text="Sit <b>back</b>, élan"),
        Caption(from_ms=1000, to_ms=9000, text="Up"),
    ]
    spec = performed([[0, "play", 0, 1]], 2000, 2000)
    made = film(source, replace(spec, captions=said), voice=voice)
    with av.open(str(made.path)) as opened:
        track = opened.streams.subtitles[0]
        assert track.codec_context.name == "mov_text"
        cues = [
            (packet.pts, packet.duration, bytes(packet)[2:].decode())
            for packet in opened.demux(track)
            if packet.pts is not None and packet.size > 2
        ]
    assert cues == [(500, 500, "Sit <b>back</b>, élan"), (1000, 1000, "Up")]
    assert footage.pictures(made.path)["codecs"][:2] == ["h264", "aac"]


def test_mirrored_turned_and_cropped(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=0.2, size=SIZE)
    turned = film(source, clip(200, side={"rotate": 90, "mirror": True}))
    assert (turned.about.width, turned.about.height) == (192, 384)
    with av.open(str(turned.path)) as opened:
        frame = next(opened.decode(opened.streams.video[0]))
    assert footage.read(footage.filtered(frame, "hflip,transpose=cclock")) == 0
    cropped = film(source, clip(200, side={"crop": (0.0, 0.0, 1.0, 0.5)}))
    assert (cropped.about.width, cropped.about.height) == (384, 96)


def test_what_cannot_be_made_is_refused(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=0.2, size=SIZE)
    with pytest.raises(Refusal, match="too-long"):
        film(source, clip(21 * 60_000))
    with pytest.raises(Refusal, match="damaged"):
        film(source, Spec(length_ms=100, sides=[Side()], map=[]))
    with pytest.raises(Refusal, match="nothing-in-it"):
        film(footage.audio_only(tmp_path / "voice.mp4"), clip(100))


async def test_it_is_made_in_the_sandbox(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "plain.mp4", seconds=1.0, size=SIZE)
    tools = "pencil line arrow rectangle circle text angle angle_horizontal angle_vertical distance".split()
    tools += "stopwatch counter spotlight magnifier grid plumb track".split()
    points = [[0.2, 0.2], [0.5, 0.6], [0.8, 0.3]]
    shapes = [shape(tool, points, text="Knie über Zehen Жим", extra={"times_ms": [0, 1, 2]}) for tool in tools]
    spec = clip(1000, sound="first", side={"shapes": shapes})
    workers = Workers(tmp_path / "children")
    told: list[int] = []
    try:
        task = Task(kind="render", duration_ms=1000)
        answer = await workers.run(task, source, tmp_path / "out", told.append, inputs_of(tmp_path, spec))
    finally:
        await workers.close()
    assert isinstance(answer, Prepared), answer
    assert answer.files == {"film.mp4": "video/mp4"}
    assert answer.frame_count == 30
    assert told == sorted(set(told))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["film.mp4"]
    with av.open(str(tmp_path / "out" / "film.mp4")) as opened:
        assert Fraction(1) == pytest.approx(float(opened.duration or 0) / av.time_base, abs=0.1)
