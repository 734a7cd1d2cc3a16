"""Cells of a table that a spreadsheet opens: never a formula, whatever somebody typed."""

import json
from typing import Any

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """A value as text: lists and objects as JSON, absent as nothing, an apostrophe before what begins as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS) or text.startswith(_BEGINS) else text


def file_name(name: str, id: str) -> str:
    """A name that no program takes for a path: letters, digits, dots, dashes; the id before it keeps names apart."""
    kept = "".join(sign if sign.isalnum() or sign in ".-_" else "-" for sign in name).strip(".-")[-80:]
    return f"{id}-{kept}" if kept else id
