"""Where a peer may look for its way to the others."""

import base64
import hashlib
import hmac

from signaling.ice import IceSettings, servers


def test_our_own_stun_comes_first() -> None:
    settings = IceSettings(host="203.0.113.7", port=3478, stun_urls=["stun:stun.example.org:3478"])
    assert servers(settings, "room.peer", 0) == [
        {"urls": "stun:203.0.113.7:3478"},
        {"urls": "stun:stun.example.org:3478"},
    ]


def test_an_ipv6_address_is_bracketed() -> None:
    assert servers(IceSettings(host="2001:db8::7", port=3478), "p", 0) == [{"urls": "stun:[2001:db8::7]:3478"}]


def test_turn_credentials_last_ten_minutes_and_name_the_peer() -> None:
    settings = IceSettings(host="h", port=0, turn_urls=["turns:turn.example.org:443"], turn_secret="s3cret")
    (turn,) = servers(settings, "room.peer", 1000)
    assert turn["username"] == "1600:room.peer"
    mac = hmac.new(b"s3cret", b"1600:room.peer", hashlib.sha1).digest()
    assert turn["credential"] == base64.b64encode(mac).decode()


def test_without_a_port_there_is_no_stun_of_ours() -> None:
    assert servers(IceSettings(host="h", port=0), "p", 0) == []
