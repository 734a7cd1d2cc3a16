"""The files that are made from the code are current, and say everything."""

from pathlib import Path

from server import generate
from signaling import schema
from signaling.messages import COMMANDS, MESSAGES, name_of
from signaling.refusals import CODES


def test_generated_files_are_current() -> None:
    assert generate.run(check=True) == 0


def test_a_stale_file_is_found_and_mended(tmp_path: Path) -> None:
    for path in generate.FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text((generate.ROOT / path).read_text())
    assert generate.run(check=True, root=tmp_path) == 0
    page = tmp_path / "docs/configuration.md"
    page.write_text(page.read_text().replace("`BIND`", "`BEND`"))
    assert generate.run(check=True, root=tmp_path) == 1
    generate.run(check=False, root=tmp_path)
    assert generate.run(check=True, root=tmp_path) == 0


def test_every_message_and_code_is_in_the_tables_and_the_types() -> None:
    tables, types = schema.tables(), schema.declarations()
    for message in (*COMMANDS, *MESSAGES):
        assert f"### {name_of(message)}\n" in tables
        assert f"export interface {message.__name__} " in types
    for code in CODES:
        assert f"`{code}`" in tables
        assert f'"{code}"' in types
