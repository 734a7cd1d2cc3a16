"""Token buckets: so many at once, so many a second."""

from signaling.rates import Bucket, Limits, Rate


def test_the_burst_then_the_rate() -> None:
    bucket = Bucket(Rate(10, 50))
    assert sum(bucket.take(100.0) for _ in range(60)) == 50
    assert sum(bucket.take(100.5) for _ in range(60)) == 5
    assert sum(bucket.take(200.0) for _ in range(60)) == 50


def test_looking_takes_nothing() -> None:
    bucket = Bucket(Rate(1, 1))
    assert bucket.has(1.0)
    assert bucket.take(1.0)
    assert not bucket.has(1.0)
    assert not bucket.is_full(1.5)
    assert bucket.is_full(2.5)


def test_the_classes_are_as_the_design_says() -> None:
    limits = Limits()
    assert limits.ephemeral.a_second == 60
    assert limits.log == Rate(10, 50)
    assert (limits.sockets_a_person, limits.sockets_an_address) == (5, 50)
