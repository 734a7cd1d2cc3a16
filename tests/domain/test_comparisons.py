"""Two clips side by side: whose they may be, what a setup may say, sending."""

from dataclasses import replace

import pytest

from server.domain import comparisons as rules
from server.domain.clips import Clip, NotReady
from server.domain.comparisons import Comparison, Layout, Placed, Setup, Sync
from server.domain.errors import BadInput, DomainError, OutOfRange


def clip(id: str, client: str | None = "bob", **how: object) -> Clip:
    given = {"source": "upload", "entered_by": "client", "state": "ready", "media": "video", "created_at_ms": 1}
    return Clip(id=id, client_id=client, **(given | how))  # type: ignore[arg-type]


def kept(**how: object) -> Comparison:
    given = {"trainer_id": "alice", "client_id": "bob", "first_id": "a", "second_id": "b", "name": "Then and now"}
    return Comparison(id="x", created_at_ms=1, changed_at_ms=1, **(given | how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        (clip("a"), clip("b", "bea"), rules.NotOfOnePerson),
        (clip("a"), clip("b", media="sound"), rules.NothingToSee),
        (clip("a", state="refused"), clip("b"), NotReady),
    ],
)
def test_some_clips_are_not_laid_beside_each_other(first: Clip, second: Clip, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        rules.check_pair(first, second)


def test_a_clip_stands_beside_another_a_photo_the_trainers_own_and_itself() -> None:
    assert rules.check_pair(clip("a"), clip("b", media="photo")) == "bob"
    assert rules.check_pair(clip("a"), clip("b", None)) == "bob"
    assert rules.check_pair(clip("a", None), clip("b", None)) is None
    assert rules.check_pair(clip("a"), clip("a")) == "bob"


def test_a_setup_is_kept_as_it_was() -> None:
    setup = Setup(
        sync=Sync(way="phases", anchors=[(0.0, 400.0), (1000.0, 900.5)], reps=(2, 3)),
        layout=Layout(way="over", opacity=0.3, is_swapped=True, second=Placed(mirror=True, x=0.1, scale=1.2)),
        rate=0.25,
        loop=(0.0, 900.0),
        is_linked=True,
    )
    assert rules.read(rules.wire(rules.checked(setup))) == setup


def test_what_is_impossible_is_brought_within_or_refused() -> None:
    odd = Setup(rate=99, layout=Layout(opacity=-3, first=Placed(x=50, scale=0)), loop=(5.0, 5.0))
    found = rules.checked(odd)
    assert (found.rate, found.layout.opacity, found.loop) == (2.0, 0, None)
    assert (found.layout.first.x, found.layout.first.scale) == (2.0, 0.2)
    for sync in (Sync(anchors=[(0, 0), (1, 0)]), Sync(anchors=[(2, 0), (1, 5)])):
        with pytest.raises(BadInput):
            rules.checked(Setup(sync=sync))
    for wrong in (
        Setup(sync=Sync(anchors=[])),
        Setup(sync=Sync(anchors=[(float("nan"), 0)])),
        Setup(sync=Sync(reps=(0, 1))),
        Setup(sync=Sync(anchors=[(n, n) for n in range(501)])),
        Setup(at_ms=float("inf")),
    ):
        with pytest.raises(OutOfRange):
            rules.checked(wrong)
    for name in ("  ", "x" * 121):
        with pytest.raises(DomainError):
            rules.change(kept(), name, Setup(), 2)


def test_it_is_sent_only_to_whom_both_clips_show() -> None:
    both = (clip("a"), clip("b"))
    sent = rules.send(kept(), both, "Look at the knees.", 5)
    assert (sent.sent_at_ms, sent.words) == (5, "Look at the knees.")
    opened = rules.open(sent, 7)
    assert rules.open(opened, 9).opened_at_ms == 7
    assert rules.send(opened, both, "", 11).opened_at_ms is None, "sent again asks to look again"
    assert rules.take_back(opened).sent_at_ms is None
    with pytest.raises(rules.OfNoClient):
        rules.send(kept(), (clip("a"), clip("b", None)), "", 5)
    with pytest.raises(rules.ClipDeleted):
        rules.send(kept(), (clip("a"), replace(clip("b"), deleted_at_ms=3)), "", 5)
