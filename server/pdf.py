"""PDF pages, set by typst. Its work takes a tenth of a second and is done in a thread."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"


async def made(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template under templates/, which reads `data` as JSON: no word of it is ever markup."""
    return await asyncio.to_thread(_compile, TEMPLATES / template, json.dumps(data, ensure_ascii=False))


def _compile(template: Path, data: str) -> bytes:
    import typst  # 40 MB of it: only who asks for a PDF waits for it

    found = typst.compile(template, root=template.parent, sys_inputs={"data": data})
    assert isinstance(found, bytes)
    return found
