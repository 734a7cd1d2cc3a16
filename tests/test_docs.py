"""The documentation is held to the code: generated parts current, links that lead somewhere, what it names real."""

import re
from pathlib import Path

import pytest

from server import generate
from server.settings import TABLE
from server.web.routes import ROUTES
from signaling.messages import COMMANDS, name_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]+)?\)")
TEST = re.compile(r"`(tests/[\w/]+\.(?:py|js)|[\w.]+\.test\.js)(?:::(\w+))?`")


def test_what_is_made_from_the_code_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.run(check=True) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", generate.FILES)
def test_a_stale_part_is_found_and_made_anew(path: str, tmp_path: Path) -> None:
    for each in generate.FILES:
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).write_text((ROOT / each).read_text(encoding="utf-8"), encoding="utf-8")
    current = (tmp_path / path).read_text(encoding="utf-8")
    row = next(line for line in reversed(current.splitlines()) if len(line) > 40)
    (tmp_path / path).write_text(current.replace(row, row.upper() + "!"), encoding="utf-8")
    assert generate.run(check=True, root=tmp_path) == 1
    assert generate.run(check=False, root=tmp_path) == 0
    assert (tmp_path / path).read_text(encoding="utf-8") == current


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_links_only_to_what_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# "), "a page begins with its title"
    for target, part in LINK.findall(text):
        if not re.match(r"[a-z]+:", target):
            there = page.parent / target if target else page
            assert there.exists(), target
            assert not part or part in parts_of(there), f"{target}{part}"


def parts_of(page: Path) -> set[str]:
    """The places of a page that a link may name: its headings, as those who show Markdown write them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_test_that_a_page_names_is_there(page: Path) -> None:
    for file, name in TEST.findall(page.read_text(encoding="utf-8")):
        path = ROOT / file if "/" in file else next(ROOT.glob(f"tests/**/{file}"), ROOT / file)
        assert path.exists(), file
        assert not name or re.search(rf"def {name}\b|test\(.{name}", path.read_text(encoding="utf-8")), (
            f"{file}::{name}"
        )


def test_every_setting_is_in_the_configuration_page() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for row in TABLE:
        assert f"`{row.name}`" in page
        assert f"#{row.name}=" in example


def test_settings_that_pages_name_exist() -> None:
    names = {row.name for row in TABLE}
    found = re.compile(r"`([A-Z][A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`")
    known_elsewhere = {"SPOTTER_ALL", "NAME_FILE", "LOGINS_ENDED"}
    for page in PAGES:
        for name in found.findall(page.read_text(encoding="utf-8")):
            is_setting = name.removesuffix("_FILE") in names
            assert is_setting or name in known_elsewhere, f"{page.name}: {name}"


def test_every_command_is_in_the_protocol_page() -> None:
    page = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert re.search(rf"^### .*\b{re.escape(name_of(command))}\b|`{re.escape(name_of(command))}`", page, re.M)


def test_a_route_a_page_names_exists() -> None:
    shapes = {re.sub(r"\{[^}]+\}", "{}", route.path) for route in ROUTES} | {"/live", "/live/"}
    named = re.compile(r"`(?:GET |POST )?(/[a-z][a-z/{}_.-]*)`")
    for page in PAGES:
        for path in named.findall(page.read_text(encoding="utf-8")):
            if path.split("/")[1] in {shape.split("/")[1] for shape in shapes}:
                shape = re.sub(r"\{[^}]*\}", "{}", path)
                assert any(each == shape or each.startswith(f"{shape.rstrip('/')}/") for each in shapes), path
