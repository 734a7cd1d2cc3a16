"""What pages are made with."""

import json

from markupsafe import Markup

from server.web.pages import make_pages


def test_json_within_a_page_cannot_end_it_and_says_the_same_whoever_wrote_it() -> None:
    page = make_pages("v").from_string("{{ told|tojson }}")
    told = {"words": "</script><b>'é", "list": (1, 2.5, None, True), "by": {"3": "x"}}
    plain = page.render(told=told)
    assert "<" not in plain
    assert json.loads(plain) == json.loads(json.dumps(told))
    assert json.loads(page.render(told={"words": Markup("<i>")})) == {"words": "<i>"}
    half = {"words": "half of a pair: \ud83d"}
    assert json.loads(page.render(told=half)) == half
