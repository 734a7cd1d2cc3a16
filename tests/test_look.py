"""The design language keeps its word: one place for colours, contrast as promised, nothing the policy blocks.

Reads files only.
"""

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from server.web.design import FLOOR_PAIRS, PAIRS, THEMES, TOKENS, Pair, contrast, icon_names, palette

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
TEMPLATES = ROOT / "server" / "templates"


def sheets() -> list[Path]:
    return sorted((STATIC / "css").glob("**/*.css"))


def scripts() -> list[Path]:
    return [file for file in sorted((STATIC / "js").glob("**/*.js")) if "vendor" not in file.parts]


def templates() -> list[Path]:
    return sorted(TEMPLATES.glob("**/*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


@pytest.mark.parametrize("sheet", [sheet for sheet in sheets() if sheet != TOKENS], ids=name)
def test_colours_and_type_sizes_are_written_in_tokens_only(sheet: Path) -> None:
    css = without_comments(sheet.read_text(encoding="utf-8"))
    values = re.sub(
        r"--[\w-]+", "", "\n".join(re.findall(r":([^;{}]+);", css))
    )  # a token may be called after what it is
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color-mix)\(", values) == []
    assert re.findall(r"font(?:-size)?:[^;]*\d(?:px|pt)", css) == []
    assert re.findall(r"\b(?:white|black|red|green|blue|orange|gr[ae]y|yellow|purple|pink)\b", values) == []


@pytest.mark.parametrize("sheet", sheets(), ids=name)
def test_every_token_used_exists(sheet: Path) -> None:
    css = without_comments(sheet.read_text(encoding="utf-8"))
    # A part may be placed by one sheet of its page and used by another, as small pictures in a room are.
    all_sheets = "\n".join(without_comments(each.read_text(encoding="utf-8")) for each in sheets())
    known = set(re.findall(r"(--[\w-]+)\s*:", all_sheets))
    assert set(re.findall(r"var\(\s*(--[\w-]+)", css)) - known == set()


def test_both_ways_to_a_theme_say_the_same() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    by_system = css[css.index("@media (prefers-color-scheme: dark)") : css.index('[data-theme="dark"]')]
    by_attribute = css[css.index('[data-theme="dark"]') : css.index('[data-theme="light"]')]
    light = css[css.index('[data-theme="light"]') : css.index("/* Fingers")]
    base = css[css.index("  /* Light. */") : css.index("  /* Intervals and cues")]
    declared = re.compile(r"([\w-]+):\s*([^;]+);")
    assert declared.findall(by_system.split(":root {")[1]) == declared.findall(by_attribute)
    assert declared.findall(base) == declared.findall(light)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.ink}-on-{pair.ground}")
def test_the_desk_is_readable(theme: str, pair: Pair) -> None:
    colours = palette(TOKENS.read_text(encoding="utf-8"), theme)
    assert contrast(colours[pair.ink], colours[pair.ground]) >= pair.least


@pytest.mark.parametrize("pair", FLOOR_PAIRS, ids=lambda pair: f"{pair.ink}-on-{pair.ground}")
def test_the_floor_is_readable_from_three_metres(pair: Pair) -> None:
    colours = palette(TOKENS.read_text(encoding="utf-8"), "dark")
    assert contrast(colours[pair.ink], colours[pair.ground]) >= 7


def test_the_bar_of_the_phone_has_the_colour_of_the_page() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    declared = [
        re.findall(r'name="theme-color" content="(#\w+)"', (TEMPLATES / f).read_text())
        for f in ("base.html", "floor.html")
    ]
    assert declared == [[palette(css, "light")["bg"], palette(css, "dark")["bg"]], [palette(css, "dark")["bg"]]]


@pytest.mark.parametrize("script", scripts(), ids=name)
def test_times_are_written_one_way_whatever_the_browsers_language(script: Path) -> None:
    wrong = r"toLocale(?:Time|Date)String\(\s*(?:\)|\[\]|undefined)|DateTimeFormat\((?:\[\]|undefined)"
    assert re.findall(wrong, script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("template", templates(), ids=name)
def test_a_template_has_nothing_that_the_policy_blocks(template: Path) -> None:
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", template.read_text(encoding="utf-8"), flags=re.S)
    assert re.findall(r"\sstyle\s*=|[\"']style[\"']\s*:", html) == []
    assert re.findall(r"<style\b", html) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", html) == []
    assert re.findall(r"javascript:", html) == []
    inline = [
        tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" not in tag and "application/json" not in tag
    ]
    assert inline == []


@pytest.mark.parametrize("template", templates(), ids=name)
def test_a_page_stands_in_one_of_the_three_frames(template: Path) -> None:
    html = template.read_text(encoding="utf-8")
    if template.name.startswith("_") or "<html" in html or not re.search(r"\{%-?\s*block\b", html):
        return  # a part, a mail, or the frame itself
    found = re.search(r'\{%-?\s*extends\s+"([^"]+)"', html)
    assert found is not None
    assert found[1] in ("base.html", "desk.html", "floor.html")


# Where in the call of a word of ui.html an icon's name stands.
ICON_PLACES = {"icon": 0, "button": 4, "link_button": 3, "open": 3, "empty": 4}


def icons_named_in(template: Path) -> set[str]:
    tree = jinja2.Environment().parse(template.read_text(encoding="utf-8"))
    named = set()
    for call in tree.find_all(nodes.Call):
        word = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        if word not in ICON_PLACES:
            continue
        given = [kwarg.value for kwarg in call.kwargs if kwarg.key == "icon_name"]
        given += call.args[ICON_PLACES[word] : ICON_PLACES[word] + 1]
        named |= {value.value for value in given if isinstance(value, nodes.Const)}
    return named - {"", None}


@pytest.mark.parametrize("template", templates(), ids=name)
def test_every_icon_a_template_names_is_drawn(template: Path) -> None:
    assert icons_named_in(template) - set(icon_names()) == set()


@pytest.mark.parametrize("script", scripts(), ids=name)
def test_every_icon_a_script_names_is_drawn(script: Path) -> None:
    named = set(re.findall(r"""\bicon\(\s*["']([\w-]+)["']\s*[,)]""", script.read_text(encoding="utf-8")))
    assert named - set(icon_names()) == set()


def test_an_icon_is_drawn_once() -> None:
    assert len(icon_names()) == len(set(icon_names()))


def test_every_word_of_the_language_is_shown_on_the_design_page() -> None:
    words = re.findall(r"\{%-?\s*macro\s+([a-z]\w*)", (TEMPLATES / "ui.html").read_text(encoding="utf-8"))
    shown = (TEMPLATES / "design.html").read_text(encoding="utf-8")
    assert [word for word in words if f"ui.{word}(" not in shown] == []


@pytest.mark.parametrize("script", scripts(), ids=name)
def test_text_reaches_a_page_as_text(script: Path) -> None:
    code = script.read_text(encoding="utf-8")
    assert re.findall(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write)\b\s*[=(]", code) == []
    assert re.findall(r"setAttribute\(\s*[\"']style", code) == []
