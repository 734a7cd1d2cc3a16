"""A way that fills is told a lower rate, before anything is lost."""

from signaling.media.uplink import UNIT_S, WRAP, Uplink


def second(uplink: Uplink, at_s: float, late_s: float, bit_s: float = 1_000_000, ahead_s: float = 1234.5) -> None:
    """A second of packets that are `late_s` under way; the sender's clock is `ahead_s` ahead of ours."""
    for packet in range(50):
        now_s = at_s + packet / 50
        sent = int((now_s - late_s + ahead_s) / UNIT_S) % WRAP
        uplink.arrived(sent, now_s)
    uplink.second(bit_s, 2_000_000)


def test_a_way_that_flows_has_no_limit():
    uplink = Uplink()
    for at in range(200):  # over the wrap of the sender's clock
        second(uplink, at, 0.03 + 0.02 * (at % 3))
        assert uplink.limit_bit_s is None, at


def test_what_piles_up_is_slowed_down_and_let_go_again():
    uplink = Uplink()
    for at in range(5):
        second(uplink, at, 0.03)
    second(uplink, 5, 0.4)
    assert uplink.limit_bit_s == 850_000
    second(uplink, 6, 0.6)
    assert uplink.limit_bit_s is not None
    assert uplink.limit_bit_s < 850_000
    for at in range(7, 30):
        second(uplink, at, 0.03)
    assert uplink.limit_bit_s is None


def test_clocks_that_drift_apart_pile_nothing_up():
    uplink = Uplink()
    for at in range(300):
        second(uplink, at, 0.03 + at * 0.0002)  # 200 ppm
        assert uplink.limit_bit_s is None, at
