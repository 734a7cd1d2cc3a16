"""A review on paper: set with the pictures a browser sent, whose bytes are opened in a process of their own."""

import base64
import io

import pypdf
import pytest
from PIL import Image

from tests.cast import Answer
from tests.web.test_clips import Scene, scene
from tests.web.test_review_marks import made, send

__all__ = ["scene"]
MARKUP = '#import "x" <b>Heels</b> $x^2$ [*]'


def jpeg(colour: str = "teal") -> str:
    """A picture as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", (640, 360), colour).save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


async def page(scene: Scene, *pictures: dict[str, str]) -> Answer:
    return await scene.alice.post(f"{scene.theirs}/review/page.pdf", json={"pictures": list(pictures)})


async def test_a_review_is_a_page_with_pictures_and_markup_is_words(scene: Scene) -> None:
    keys = [made(scene.spotter, title=title, at_ms=at) for at, title in ((700, "start"), (2400, MARKUP))]
    words = {"tool": "text", "at_ms": 2400, "points": [[0.2, 0.2]], "text": "Keep the weight over the whole foot"}
    value = {"measure": "angle", "title": "Knee", "value": 92.4, "unit": "deg", "at_ms": 2400}
    await send(
        scene.alice, scene.theirs, *keys, made(scene.spotter, "shape", **words), made(scene.spotter, "measure", **value)
    )
    await scene.alice.post(f"{scene.theirs}/comments", json={"text": f"Here {MARKUP}\nTwice", "moment_ms": 2400})
    await scene.alice.post(f"{scene.theirs}/review/send", json={"words": "Good work.\n\nOne thing to change."})
    plain = await scene.alice.ask("GET", f"{scene.theirs}/review/page.pdf")
    assert plain.body.startswith(b"%PDF")
    shots = [{"key": key["id"], "jpeg": jpeg(colour)} for key, colour in zip(keys, ("teal", "olive"), strict=True)]
    answer = await page(scene, *shots, {"key": "0" * 24, "jpeg": jpeg()})
    assert answer.status == 200, answer.text
    assert len(answer.body) > len(plain.body) + 2000
    paper = pypdf.PdfReader(io.BytesIO(answer.body))
    assert sum(len(each.images) for each in paper.pages) == 2
    text = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    for wanted in (MARKUP, "start", "92.4°", "0:02.40", "Keep the weight over the whole foot", "One thing to change."):
        assert wanted in text
    theirs = await scene.phone.post(f"{scene.his}/review/page.pdf", json={"pictures": shots})
    assert theirs.body.startswith(b"%PDF")


@pytest.mark.parametrize("content", [b"GIF89a", b"\xff\xd8\xff" + b"broken" * 50, b""])
async def test_what_is_no_picture_is_refused(scene: Scene, content: bytes) -> None:
    key = made(scene.spotter)
    await send(scene.alice, scene.theirs, key)
    answer = await page(scene, {"key": key["id"], "jpeg": base64.b64encode(content).decode()})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "not-a-picture", "pictures")


async def test_so_many_pictures_and_no_more(scene: Scene) -> None:
    many = await page(scene, *({"key": "", "jpeg": jpeg()} for _ in range(25)))
    assert many.json["error"] == "out-of-range"
    assert (await scene.phone.post(f"{scene.his}/review/page.pdf", json={})).status == 404
