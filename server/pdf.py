"""PDF pages, set by typst. Its work takes a tenth of a second and is done in a thread.

Pictures that somebody sent are a stranger's bytes: a page with such is set by `server.pdf_child`, a process with limits
and without our environment.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"
ROOT = Path(__file__).resolve().parent.parent
SET_S = 40.0


async def made(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template under templates/, which reads `data` as JSON: no word of it is ever markup."""
    return await asyncio.to_thread(compile_page, TEMPLATES / template, json.dumps(data, ensure_ascii=False))


async def made_with(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes | None:
    """The same with pictures by the names under which the template asks for them; None: one of them is no picture."""
    with tempfile.TemporaryDirectory(prefix="spotter-pdf-") as name:
        await asyncio.to_thread(_lay_out, Path(name), TEMPLATES / template, data, pictures)
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server.pdf_child",
            name,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
            cwd=ROOT,
        )
        try:
            async with asyncio.timeout(SET_S):
                found, _ = await child.communicate()
        except TimeoutError:
            return None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    return found if child.returncode == 0 and found.startswith(b"%PDF") else None


def compile_page(template: Path, data: str) -> bytes:
    """The PDF of a template. Raises whatever typst makes of a broken one."""
    import typst  # 40 MB of it: only who asks for a PDF waits for it

    found = typst.compile(template, root=template.parent, sys_inputs={"data": data})
    assert isinstance(found, bytes)
    return found


def _lay_out(folder: Path, template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> None:
    (folder / "page.typ").write_bytes(template.read_bytes())
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
