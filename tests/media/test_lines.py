"""What a thin line carries: sound always, then who matters most, and everybody else not a bit less for it."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.media.lines import Line, Share, Wish, shares

SOUND = Wish(importance=0, most_bit_s=48_000, floor_bit_s=48_000)
TRAINER = Wish(importance=1, most_bit_s=1_700_000, floor_bit_s=400_000, has_layers=True)
TILE = Wish(importance=2, most_bit_s=300_000, floor_bit_s=120_000)


def test_a_wide_line_gets_everything():
    assert shares([SOUND, TRAINER, TILE], None) == [Share(48_000), Share(1_700_000), Share(300_000)]


def test_pictures_shrink_together_before_one_is_paused():
    sound, trainer, tile = shares([SOUND, TRAINER, TILE], 1_000_000)
    assert sound.bit_s == 48_000
    assert 400_000 < trainer.bit_s < 1_700_000
    assert 120_000 < tile.bit_s < 300_000
    assert sound.bit_s + trainer.bit_s + tile.bit_s <= 1_000_000


def test_the_trainer_goes_before_the_others():
    _, trainer, tile = shares([SOUND, TRAINER, TILE], 500_000)
    assert tile.is_paused
    assert not trainer.is_paused


def test_a_picture_is_thinned_before_it_is_paused():
    assert shares([SOUND, TRAINER], 300_000)[1].is_thinned
    assert shares([SOUND, TRAINER], 200_000)[1].is_paused


@given(st.lists(st.sampled_from([SOUND, TRAINER, TILE]), max_size=26), st.integers(0, 30_000_000))
def test_sound_always_goes(wishes: list[Wish], allowed: int):
    found = shares(wishes, allowed)
    assert len(found) == len(wishes)
    for wish, share in zip(wishes, found, strict=True):
        if wish.importance == 0:
            assert share == Share(wish.most_bit_s)
        elif not share.is_paused:
            assert wish.floor_bit_s <= share.bit_s <= wish.most_bit_s


def test_an_estimate_that_follows_what_is_sent_is_no_shortage():
    line = Line()
    for second in range(20):
        line.look(second, sent_bit_s=300_000, estimate_bit_s=290_000, lost_share=0.02)
    assert line.allowed_bit_s is None


def test_an_estimate_that_grows_after_a_leap_is_no_shortage():
    line = Line()
    estimate = 400_000.0
    for second in range(20):
        line.look(second, sent_bit_s=2_500_000, estimate_bit_s=int(estimate), lost_share=0.0)
        estimate *= 1.08
    assert line.allowed_bit_s is None


def test_a_line_that_was_full_is_tried_again_with_care():
    line = Line()
    for second in range(4):
        assert line.allowed_bit_s is None, "an estimate lags"
        line.look(second, sent_bit_s=2_000_000, estimate_bit_s=700_000, lost_share=0)
    assert line.allowed_bit_s == 700_000
    for second in range(4, 12):
        line.look(second, sent_bit_s=650_000, estimate_bit_s=700_000, lost_share=0)
    assert line.allowed_bit_s == 700_000
    for second in range(12, 60):
        line.look(second, sent_bit_s=650_000, estimate_bit_s=None, lost_share=0)
    assert line.allowed_bit_s is None


def test_loss_alone_makes_a_line_thinner():
    line = Line()
    for second in range(8):
        line.look(second, sent_bit_s=(line.allowed_bit_s or 1_000_000), estimate_bit_s=None, lost_share=0.4)
    assert line.allowed_bit_s is not None
    assert line.allowed_bit_s < 500_000
