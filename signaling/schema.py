"""What messages/ says: the tables of docs/protocol.md for people, static/js/gen/messages.d.ts for tsc."""

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from signaling.messages import COMMANDS, MESSAGES, name_of
from signaling.messages.cues import CuedExercise
from signaling.messages.day import DayEntry, Target
from signaling.messages.footage import Step
from signaling.messages.hello import PROTOCOL, Hello
from signaling.messages.passing import Buffer, ClipPercent
from signaling.messages.timers import Interval
from signaling.refusals import CODES

_VALUES = (CuedExercise, Interval, Target, DayEntry, Step, Buffer, ClipPercent)
_SPARSE = (Interval,)  # told without what is as it is by default
_SCALARS = {str: "string", int: "number", float: "number", bool: "boolean", Any: "any", type(None): "null"}


def tables() -> str:
    """The tables of docs/protocol.md, in Markdown."""
    logged = [one for one in COMMANDS if "id" in _names(one)]
    passing = [one for one in COMMANDS if one not in logged]
    parts = [
        "## The hello\n",
        *_section(Hello, "auth"),
        "## Commands that write the log\n",
        *(line for one in logged for line in _section(one, name_of(one))),
        "## Commands that pass\n",
        *(line for one in passing for line in _section(one, name_of(one))),
        "## What the server sends\n",
        *(line for one in MESSAGES for line in _section(one, name_of(one))),
        "## Values\n",
        *(line for one in _VALUES for line in _section(one, one.__name__)),
        "## Refusals\n",
        "| code | sentence |\n|---|---|\n" + "".join(f"| `{code}` | {text} |\n" for code, text in CODES.items()),
    ]
    return "\n".join(parts)


def declarations() -> str:
    """static/js/gen/messages.d.ts: an interface for each message, and maps from its name on the wire."""
    parts = ["/** Made from signaling/messages/ by `python -m server generate`. Change what is there, not this. */\n"]
    parts.append(f"export const PROTOCOL: {PROTOCOL};\n")
    parts += [_interface(one) for one in (*_VALUES, Hello, *COMMANDS, *MESSAGES)]
    parts.append(_map("Commands", COMMANDS, "What a page may send, by name."))
    sent = [one for one in MESSAGES if name_of(one) not in ("event", "snapshot")]
    parts.append(_map("Messages", sent, "What the server sends, by name.", ["  event: Event | Hidden;"]))
    codes = " | ".join(f'"{code}"' for code in CODES)
    parts.append(f"/** Every code of a refusal. */\nexport type Code = {codes};\n")
    return "\n".join(parts)


def _names(message: type) -> list[str]:
    return [field.name for field in dataclasses.fields(message)]


# ---- for people


def _section(message: type, title: str) -> Iterable[str]:
    yield f"### {title}\n"
    if may := getattr(message, "may", None):
        yield f"From: {', '.join(may)}.\n"
    yield _prose(inspect.getdoc(message) or "") + "\n"
    rows = [_row(field) for field in _described(message)]
    if rows:
        yield "| field | type | default | meaning |\n|---|---|---|---|\n" + "".join(rows)


def _prose(text: str) -> str:
    """A docstring as Markdown: lines that are indented are a table of their own and keep their form."""
    first, _, rest = text.partition("\n\n")
    if "\n  " not in rest:
        return text
    return f"{first}\n\n```\n{rest}\n```"


def _row(field: "_Described") -> str:
    shown = field.shown.replace("|", "\\|")
    return f"| `{field.name}` | {shown} | {field.default} | {field.meaning} |\n"


@dataclasses.dataclass(frozen=True)
class _Described:
    name: str
    shown: str
    default: str
    meaning: str


def _described(message: type) -> list[_Described]:
    comments = _comments(message)
    hints = typing.get_type_hints(message, include_extras=True)
    return [
        _Described(field.name, _words(hints[field.name]), _default(field), comments.get(field.name, ""))
        for field in dataclasses.fields(message)
    ]


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is dataclasses.MISSING:
        return ""
    return "absent" if field.default is None else f"`{msgspec.json.encode(field.default).decode()}`"


def _words(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return f"{_words(args[0])}{_limits(args[1:])}"
    if origin is Literal:
        return " | ".join(f'"{one}"' if isinstance(one, str) else str(one).lower() for one in args)
    if origin in (Union, types.UnionType):
        return " | ".join(_words(one) for one in args if one is not type(None))
    if origin is list:
        return f"list of {_words(args[0])}"
    if origin is dict:
        return "map"
    return {str: "text", int: "int", float: "number", bool: "bool", Any: "any"}.get(
        hint, getattr(hint, "__name__", "any")
    )


def _limits(metas: Sequence[Any]) -> str:
    told = []
    for meta in metas:
        if meta.min_length is not None or meta.max_length is not None:
            told.append(f"{meta.min_length or 0}–{meta.max_length} long")
        if meta.ge is not None and meta.le is not None and meta.le < 2**53 - 1:
            told.append(f"{meta.ge}–{meta.le}")
    return f" ({', '.join(told)})" if told else ""


_FIELD = re.compile(r"^    (\w+): .*?(?:  # (?P<comment>.*))?$")


def _comments(message: type) -> dict[str, str]:
    """What the source says beside or above each field."""
    found: dict[str, str] = {}
    above: list[str] = []
    for line in inspect.getsource(message).splitlines():
        text = line.strip()
        if text.startswith("# "):
            above.append(text[2:])
        elif match := _FIELD.match(line):
            found[match[1]] = match["comment"] or " ".join(above)
            above = []
    return found


# ---- for tsc


def _interface(message: type) -> str:
    hints = typing.get_type_hints(message, include_extras=True)
    lines = [f"/** {' '.join((inspect.getdoc(message) or '').partition(chr(10))[0].split())} */"]
    lines.append(f"export interface {message.__name__} {{")
    for field in dataclasses.fields(message):
        is_optional = field.default is not dataclasses.MISSING and (message not in _VALUES or message in _SPARSE)
        lines.append(f"  {field.name}{'?' if is_optional else ''}: {_typescript(hints[field.name])};")
    return "\n".join([*lines, "}\n"])


def _typescript(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _typescript(args[0])
    if origin is Literal:
        return " | ".join(f'"{one}"' if isinstance(one, str) else str(one).lower() for one in args)
    if origin in (Union, types.UnionType):
        return " | ".join(_typescript(one) for one in args)
    if origin is list:
        inner = _typescript(args[0])
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if origin is dict:
        return f"Record<string, {_typescript(args[1])}>"
    return _SCALARS.get(hint) or str(hint.__name__)


def _map(name: str, kinds: Iterable[type], told: str, more: Sequence[str] = ()) -> str:
    lines = [f'  "{name_of(one)}": {one.__name__};' for one in kinds]
    return "\n".join([f"/** {told} */", f"export interface {name} {{", *lines, *more, "}\n"])
