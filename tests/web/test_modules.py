"""What a page's script needs is asked for at once."""

import json
import re
from pathlib import Path

from server.web.modules import needed
from server.web.pages import STATIC
from tests.cast import Person, Spotter


def test_all_that_is_imported_is_found_each_once(tmp_path: Path) -> None:
    for name, text in {
        "pages/a.js": 'import { b } from "../b.js";\nimport {\n  c,\n} from "../lib/c.js";\nimport("../d.js");\n',
        "b.js": 'export { c } from "./lib/c.js";\nimport "./pages/a.js";\n',
        "lib/c.js": '/** @type {import("../e.js").E} */\nexport const c = 1;\n',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert needed(tmp_path, "pages/a.js") == ("b.js", "lib/c.js")
    assert needed(tmp_path, "pages/none.js") == ()


async def test_a_clips_page_names_its_modules_and_all_are_there(spotter: Spotter, alice: Person) -> None:
    clip = await spotter.clip(await spotter.client("bob"))
    page = await alice.get(f"/clips/{clip.id}")
    named = set(re.findall(r'rel="modulepreload" href="/static/\w+/([^"]+)"', page.text))
    assert {"js/review/studio.js", "js/clips/player.js", "js/lib/state.js"} <= named
    assert [path for path in named if not (STATIC / path).is_file()] == []
    later = json.loads(re.search(r'id="later">(\[[^<]*\])<', page.text)[1])  # type: ignore[index]
    after = {path.split("/", 3)[3] for path in later}
    assert {"js/review/later.js", "js/review/drawing.js", "js/review/voices-view.js"} <= after
    assert not after & named
    assert [path for path in after if not (STATIC / path).is_file()] == []
    assert len(named) < 50, "what the first frame needs has grown: does it have to come before it?"
