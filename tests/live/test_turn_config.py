"""The configuration that turn-config prints, in the real coturn: it passes packets on to our own address alone."""

import contextlib
import ipaddress
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server import turn_config
from server.__main__ import main
from server.settings import BadSetting
from signaling.ice import turn_credential
from tests.cast import Clock
from tests.coturn import OWN, SECRET, coturn, settings_for
from tests.stage import free_port
from tests.turn import FORBIDDEN, QUOTA_REACHED, UNAUTHORISED, Turn

REFUSED_4 = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.5",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.1.1",
    "169.254.169.254",  # where a cloud tells a machine its secrets
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "240.0.0.1",
    "203.0.113.77",  # anybody's
)
REFUSED_6 = (
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.5",
    "::ffff:169.254.169.254",
    "::ffff:0.0.0.0",
    f"::ffff:{OWN}",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:5",
    "64:ff9b:1::a00:5",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",  # the same of a cloud, by IPv6
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::77",  # anybody's
)


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """Where a coturn listens."""
    found = free_port()
    with coturn(tmp_path, found):
        yield found


@contextlib.contextmanager
def client(port: int, *, secret: str = SECRET, lives_s: int = 600, name: str = "room.peer") -> Iterator[Turn]:
    made = Turn(("127.0.0.1", port), *turn_credential(secret, name, Clock()() // 1000 + lives_s))
    try:
        yield made
    finally:
        made.close()


async def answers(turn: Turn, peers: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """What CreatePermission and ChannelBind answer for each of these addresses."""
    return {
        peer: (await turn.permission(peer), await turn.channel(peer, 0x4000 + number))
        for number, peer in enumerate(peers)
    }


@pytest.mark.turn
async def test_nobody_is_reached_through_it_but_ourselves(port: int) -> None:
    with client(port) as turn:
        assert await turn.allocate() == 0
        assert await answers(turn, REFUSED_4) == dict.fromkeys(REFUSED_4, (FORBIDDEN, FORBIDDEN))
        assert await answers(turn, (OWN,)) == {OWN: (0, 0)}


@pytest.mark.turn
async def test_no_clothes_of_ipv6_get_past_it(port: int) -> None:
    with client(port) as turn:
        assert await turn.allocate(ipv6=True) == 0
        assert await answers(turn, REFUSED_6) == dict.fromkeys(REFUSED_6, (FORBIDDEN, FORBIDDEN))


@pytest.mark.turn
async def test_these_questions_find_what_is_open(tmp_path: Path) -> None:
    """The same coturn that is told to deny nobody: else the refusals above would prove nothing."""
    port = free_port()
    open_4, open_6 = ("10.0.0.5", "169.254.169.254"), ("::ffff:10.0.0.5", "fd00:ec2::254", "2001:db8::77")
    with coturn(tmp_path, port, without="denied-peer-ip"), client(port) as four, client(port, name="room.six") as six:
        assert (await four.allocate(), await six.allocate(ipv6=True)) == (0, 0)
        found = await answers(four, open_4) | await answers(six, open_6)
        assert found == dict.fromkeys((*open_4, *open_6), (0, 0))


@pytest.mark.turn
async def test_old_and_foreign_credentials_get_no_place(port: int) -> None:
    with client(port) as good:  # its port stays its own meanwhile: coturn remembers whose a place was
        assert await good.allocate() == 0
        for secret, lives_s in ((SECRET, -60), ("another-word", 600)):
            with client(port, secret=secret, lives_s=lives_s) as turn:
                assert await turn.allocate() == UNAUTHORISED
        with client(port) as turn:
            turn.username = f"{int(turn.username.partition(':')[0]) + 3600}:room.peer"
            assert await turn.allocate() == UNAUTHORISED


@pytest.mark.turn
async def test_one_peer_takes_eight_places_and_no_ninth(port: int) -> None:
    codes = []
    with contextlib.ExitStack() as all_of_them:
        for number in range(turn_config.USER_QUOTA + 1):
            turn = all_of_them.enter_context(client(port, lives_s=600 + number))
            codes.append(await turn.allocate())
        assert codes == [0] * turn_config.USER_QUOTA + [QUOTA_REACHED]
        other = all_of_them.enter_context(client(port, name="room.other"))
        assert await other.allocate() == 0


# ---- as text


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_it_is_made_of_the_settings(tmp_path: Path) -> None:
    urls = "turn:turn.example.org:3479 turns:turn.example.org:443?transport=tcp"
    said = turn_config.render(settings_for(tmp_path, TURN_URLS=urls, MEDIA_PUBLIC_IP="203.0.113.5", MEDIA_PORT="3478"))
    found = lines(said)
    for line in (
        "realm=turn.example.org",
        "listening-port=3479",
        "tls-listening-port=443",
        "cert=/etc/letsencrypt/live/turn.example.org/fullchain.pem",
        f"static-auth-secret={SECRET}",
        "allowed-peer-ip=203.0.113.5",
        "denied-peer-ip=0.0.0.0-255.255.255.255",
        "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "denied-peer-ip=::ffff:0:0-::ffff:ffff:ffff",
        "denied-peer-ip=64:ff9b::-64:ff9b::ffff:ffff",
        "no-cli",
        "no-tcp-relay",
        "no-multicast-peers",
        "stale-nonce=600",
    ):
        assert line in found
    assert "allow-loopback-peers" not in found
    assert any("ip daddr 203.0.113.5 udp dport != { 3478, 49152-65535 } drop" in line for line in said.splitlines())
    assert sum(line.startswith("allowed-peer-ip") for line in found) == 1


def test_without_tls_it_serves_none(tmp_path: Path) -> None:
    found = lines(turn_config.render(settings_for(tmp_path)))
    assert "no-tls" in found
    assert not [line for line in found if line.startswith(("cert", "tls-"))]


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"TURN_URLS": "", "TURN_SECRET": ""}, "TURN_SECRET"),
        ({"TURN_SECRET": "two words"}, "TURN_SECRET"),
        ({"TURN_SECRET": "a\nno-auth"}, "TURN_SECRET"),
        ({"MEDIA_PUBLIC_IP": "spotter.example.org"}, "MEDIA_PUBLIC_IP"),
    ],
)
def test_what_cannot_be_used_is_said_by_name(tmp_path: Path, environ: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=f"^{named} "):
        turn_config.render(settings_for(tmp_path, **environ))


def test_the_command_prints_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"DATA_DIR": str(tmp_path), "MEDIA_PUBLIC_IP": "203.0.113.5", "TURN_SECRET": SECRET}.items():
        monkeypatch.setenv(name, value)
    assert main(["turn-config"]) == 0
    assert "allowed-peer-ip=203.0.113.5" in lines(capsys.readouterr().out)
    monkeypatch.delenv("TURN_SECRET")
    assert main(["turn-config"]) == 1
    assert "TURN_SECRET is not set" in capsys.readouterr().err


@pytest.mark.parametrize("network", turn_config.CLOSED, ids=lambda one: one[0])
def test_a_range_is_all_of_its_network(network: tuple[str, str]) -> None:
    first, _, last = turn_config._range(network[0]).partition("-")
    whole = ipaddress.ip_network(network[0])
    assert (ipaddress.ip_address(first), ipaddress.ip_address(last or first)) == (whole[0], whole[-1])
