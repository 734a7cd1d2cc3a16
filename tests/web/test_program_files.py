"""Programs as files: each opens in the program for it and says the same; tables come in whole or not at all."""

import base64
import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pypdf
import pytest

from tests.cast import Person, Spotter
from tests.web.test_programs import AT, HERE, given, kept

HOSTILE = '=HYPERLINK("http://example.org")'


async def hostile(spotter: Spotter, alice: Person) -> str:
    """A copy of Bob's with an exercise that a spreadsheet would compute."""
    entry = {"id": "e", "name": HOSTILE, "note": "+1", "sets": [{"reps": 8, "load": 22.5, "unit": "kg"}]}
    weeks = [{"id": "w", "times": 2, "days": [{"id": "d", "blocks": [{"id": "b", "entries": [entry]}]}]}]
    return (await given(spotter, alice, await kept(alice, name="Ünder", weeks=weeks)))[1]


async def test_a_pdf_says_every_week_with_its_dates_and_loads(spotter: Spotter, alice: Person) -> None:
    _, copied = await given(spotter, alice, await kept(alice, about="Slowly.\nBreathe."))
    paper = await alice.get(f"{AT}/{copied}/program.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert 'filename="strong-legs.pdf"' in paper.headers["Content-Disposition"]
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.body)).pages)
    for words in ("Strong legs", "Bob", "Alice", "Breathe.", "Week 3", "Monday 19 May", "3 × 8 × 25 kg, rest 1:30 min"):
        assert words in text, words


async def test_an_excel_file_has_numbers_as_numbers_and_words_as_words(spotter: Spotter, alice: Person) -> None:
    copied = await hostile(spotter, alice)
    answer = await alice.get(f"{AT}/{copied}/program.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0]
    heading, first, second = sheet.iter_rows()
    row = {name.value: cell for name, cell in zip(heading, first, strict=True)}
    assert (row["exercise"].value, row["exercise"].data_type) == (HOSTILE, "s")
    assert (row["load"].value, row["reps"].value, row["date"].value) == (22.5, 8, "2031-05-05")
    assert second[1].value == 2
    assert sheet.freeze_panes == "A2"


async def test_a_csv_file_is_safe_and_comes_in_again(spotter: Spotter, alice: Person) -> None:
    copied = await hostile(spotter, alice)
    text = (await alice.get(f"{AT}/{copied}/program.csv")).body.decode("utf-8-sig")
    heading, *rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    xlsx = base64.b64encode((await alice.get(f"{AT}/{copied}/program.xlsx")).body).decode()
    for body in ({"text": text}, {"xlsx": xlsx, "name": "x"}):
        made = await alice.post(f"{HERE}/import", json=body)
        assert made.status == 200, made.text
        found = (await alice.get(f"{AT}/{made.json['ids'][0]}", html=False)).json["program"]
        assert found["name"] == "Ünder"
        assert [len(week["days"]) for week in found["weeks"]] == [1, 1]
        assert found["weeks"][0]["days"][0]["blocks"][0]["entries"][0]["name"] == HOSTILE
    assert heading[0] == "program"


async def test_a_table_is_looked_at_first_and_changes_nothing(alice: Person) -> None:
    text = "day,line\nMonday,Goblet squat 3x8 20 kg\nMonday,Moon walk 2x30s\n"
    told = (await alice.post(f"{HERE}/import/check", json={"text": text, "name": "Summer"})).json
    assert (told["rows"], told["problems"]) == (2, [])
    (part,) = told["parts"]
    assert (part["title"], part["says"]) == ("Summer", "1 week, 1 day, 2 exercises")
    assert "Moon walk" in part["hint"]
    assert part["lines"][0] == "Goblet squat: 3 × 8 × 20 kg"
    assert "Moon walk" in (await alice.post(f"{HERE}/import/check", {"text": text}, html=True)).text
    assert (await alice.get(HERE, html=False)).json["programs"] == []


async def test_of_a_broken_table_nothing_is_kept(alice: Person) -> None:
    good = "program,exercise,reps\nOne,Row,8\n"
    answer = await alice.post(f"{HERE}/import", json={"text": f"{good}Two,Row,many\n"})
    assert (answer.status, answer.json["error"]) == (400, "bad-rows")
    assert "row 3: reps is “many”" in answer.json["message"]
    page = await alice.post(f"{HERE}/import", {"text": f"{good}Two,Row,many\n"}, html=True)
    assert page.status == 400
    assert "row 3" in page.text
    assert (await alice.get(HERE, html=False)).json["programs"] == []
    assert (await alice.post(f"{HERE}/import", json={"text": good})).status == 200


def bomb() -> bytes:
    """A file of a few kilobytes that unpacks to more than is taken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b" " * 70_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 nothing", b"", bomb], ids=["no archive", "nothing", "unpacks to too much"]
)
async def test_what_is_no_excel_file_is_refused_with_a_sentence(
    alice: Person, content: bytes | Callable[[], bytes]
) -> None:
    made = content() if callable(content) else content
    xlsx = base64.b64encode(made or b"PK").decode()
    answer = await alice.post(f"{HERE}/import", json={"xlsx": xlsx})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-rows", "file")
    assert (await alice.post(f"{HERE}/import", json={"xlsx": "!"})).json["error"] == "bad-input"


async def test_broken_files_one_after_the_other_leave_nothing_behind(
    alice: Person, tenth: Callable[[int], int]
) -> None:
    """Of these every one is sent to the server; a thousand more are read in tests/domain/test_program_table.py."""
    whole = "program,week,day,exercise,sets,reps,load,unit,rest\n" + "Strong,1,Legs,Squat,3,8-10,20,kg,90\n" * 20
    for seed in range(tenth(100)):
        chance = random.Random(seed)
        text = list(whole)
        for _ in range(chance.randrange(3, 30)):
            text[chance.randrange(len(text))] = chance.choice('",;\n\0=x🦊\r<-')
        before: list[Any] = (await alice.get(HERE, html=False)).json["programs"]
        answer = await alice.post(f"{HERE}/import", json={"text": "".join(text)})
        after: list[Any] = (await alice.get(HERE, html=False)).json["programs"]
        if answer.status == 200:
            assert len(after) == len(before) + len(answer.json["ids"])
        else:
            assert answer.json["error"] in ("bad-rows", "bad-input", "out-of-range"), answer.text
            assert len(answer.json["message"]) > 20
            assert after == before


async def test_who_listens_hears_how_far_a_table_is_and_then_the_answer(alice: Person) -> None:
    rows = "".join(f"{week},D,Squat {n},3,8\n" for week in range(1, 21) for n in range(20))
    headers = {"Accept": "application/x-ndjson"}
    for path, key in (("/import/check", "parts"), ("/import", "ids")):
        answer = await alice.ask(
            "POST", f"{HERE}{path}", json={"text": f"week,day,exercise,sets,reps\n{rows}"}, headers=headers
        )
        assert answer.headers["Content-Type"].startswith("application/x-ndjson")
        *on_the_way, last = [json.loads(line) for line in answer.text.splitlines()]
        assert on_the_way
        assert all(set(one) == {"rows", "of"} for one in on_the_way)
        assert key in last, last
    assert len((await alice.get(HERE, html=False)).json["programs"]) == 1
    broken = await alice.ask("POST", f"{HERE}/import", json={"text": "exercise,reps\nRow,many"}, headers=headers)
    assert json.loads(broken.text.splitlines()[-1])["error"] == "bad-rows"
