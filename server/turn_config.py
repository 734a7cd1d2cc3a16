"""A configuration for coturn that fits the settings and passes nothing on but to ourselves. Pure."""

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from server import ids
from server.settings import BadSetting, Settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PLAIN_PORT, TLS_PORT = 3478, 5349  # where TURN is unless an address says otherwise (RFC 8656, section 3)
USER_QUOTA, TOTAL_QUOTA = 8, 200  # places kept at once: of one peer, and of all
MAX_BYTES_S = 1_500_000  # of one place, each way
NONCE_S = 600

# What nobody may reach through it, whatever becomes of the two lines that close everything.
CLOSED = (
    ("0.0.0.0/8", "this machine"),
    ("10.0.0.0/8", "private networks"),
    ("100.64.0.0/10", "networks of carriers"),
    ("127.0.0.0/8", "this machine"),
    ("169.254.0.0/16", "neighbours, and what a cloud tells its machines"),
    ("172.16.0.0/12", "private networks"),
    ("192.0.0.0/24", "protocols"),
    ("192.168.0.0/16", "private networks"),
    ("198.18.0.0/15", "test beds"),
    ("224.0.0.0/4", "many at once"),
    ("240.0.0.0/4", "nobody's, and everybody's (broadcast)"),
    ("::/128", "this machine"),
    ("::1/128", "this machine"),
    ("::ffff:0:0/96", "IPv4 in other clothes: a list of IPv4 alone is passed by ::ffff:127.0.0.1"),
    ("64:ff9b::/96", "IPv4 behind a translator"),
    ("64:ff9b:1::/48", "IPv4 behind a translator"),
    ("2001::/32", "IPv4 in a tunnel"),
    ("2002::/16", "IPv4 in a tunnel"),
    ("fc00::/7", "private networks"),
    ("fe80::/10", "neighbours"),
    ("fec0::/10", "private networks"),
    ("ff00::/8", "many at once"),
)
EVERYTHING = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True, slots=True)
class _Server:
    """What one of TURN_URLS names."""

    host: str
    port: int
    is_tls: bool


def render(settings: Settings) -> str:
    """The configuration, with comments that say where it belongs. Raises BadSetting for what it cannot do without."""
    secret = _secret(settings)
    own = _own_address(settings)
    servers = [_server(url) for url in settings.turn_urls if url.startswith(("turn:", "turns:"))]
    realm = servers[0].host if servers else settings.public_host
    plain = next((one.port for one in servers if not one.is_tls), PLAIN_PORT)
    tls = next((one for one in servers if one.is_tls), None)
    return "\n".join(
        (
            "# coturn for Spotter, made by: python -m server turn-config",
            "# It belongs in /etc/turnserver.conf on the machine that TURN_URLS names, for coturn's user alone, since",
            "# there is a secret in it: chown turnserver /etc/turnserver.conf && chmod 600 /etc/turnserver.conf",
            "# Make it anew when TURN_URLS, TURN_SECRET or MEDIA_PUBLIC_IP change. Open in the firewall: the ports",
            "# below, and UDP 49152 to 65535.",
            "",
            f"realm={realm}",
            f"listening-port={plain}",
            *_tls(tls, settings),
            "# Behind a NAT of its own: external-ip=<public>/<private>",
            "",
            "# Names and passwords are made by Spotter for each person in a room, and last ten minutes.",
            "use-auth-secret",
            f"static-auth-secret={secret}",
            "fingerprint",
            f"stale-nonce={NONCE_S}",
            f"user-quota={USER_QUOTA}",
            f"total-quota={TOTAL_QUOTA}",
            f"max-bps={MAX_BYTES_S}",
            "",
            "# Nothing to log in to, nothing told to strangers, no TCP to others.",
            "no-cli",
            "no-tcp-relay",
            "no-multicast-peers",
            "no-rfc5780",
            "no-stun-backward-compatibility",
            "response-origin-only-with-rfc5780",
            "no-software-attribute",
            "",
            "# Whom it passes packets on to: our own relay, and what else is at that address, such as another place",
            "# of coturn's. Where coturn has a machine to itself, add a line with that one's public address: there",
            "# two people of a direct call meet, when both need coturn.",
            f"allowed-peer-ip={own}",
            *_ports(own, settings),
            *_loopback(own),
            "",
            "# And nobody else. coturn before 4.9 passes on to private networks unless it is told each of them, and to",
            "# IPv4 in the clothes of IPv6 even then.",
            *_denied(CLOSED),
            *(f"denied-peer-ip={_range(network)}" for network in EVERYTHING),
            "",
        )
    )


def _ports(own: Address, settings: Settings) -> Iterator[str]:
    """How to leave coturn nothing at our address but the relay's port: it has no setting for that."""
    family = "ip6" if own.version == 6 else "ip"
    ports = f"{{ {settings.media_port}, 49152-65535 }}"
    yield "# coturn knows addresses, not ports. To shut the others of that address to it, on the machine it runs on:"
    yield "# (Table and chain are those of Debian's /etc/nftables.conf; turnserver is the user it runs as.)"
    yield f"# nft add rule inet filter output meta skuid turnserver {family} daddr {own} udp dport != {ports} drop"


def _secret(settings: Settings) -> str:
    secret = settings.turn_secret
    if not secret:
        raise BadSetting(f"TURN_SECRET is not set. Set it to a long random word, such as {ids.secret()}.")
    if not secret.isprintable() or set(secret) & set(" \"'#"):
        raise BadSetting("TURN_SECRET is (hidden); expected letters and digits, without spaces, quotes or #.")
    return secret


def _own_address(settings: Settings) -> Address:
    try:
        return ipaddress.ip_address(settings.media_public_ip)
    except ValueError:
        raise BadSetting(
            f"MEDIA_PUBLIC_IP is {settings.media_public_ip!r}; expected the address itself, such as 203.0.113.5: "
            "coturn passes on to that one alone."
        ) from None


def _server(url: str) -> _Server:
    scheme, _, rest = url.partition(":")
    parts = urlsplit(f"//{rest.partition('?')[0]}")
    is_tls = scheme == "turns"
    return _Server(parts.hostname or "", parts.port or (TLS_PORT if is_tls else PLAIN_PORT), is_tls)


def _tls(server: _Server | None, settings: Settings) -> Iterator[str]:
    yield "no-dtls"
    if server is None:
        yield "no-tls"
        return
    folder = f"/etc/letsencrypt/live/{server.host}"
    is_ours = server.host == settings.public_host and settings.tls_cert is not None
    yield f"tls-listening-port={server.port}"
    yield f"cert={settings.tls_cert if is_ours else f'{folder}/fullchain.pem'}"
    yield f"pkey={settings.tls_key if is_ours else f'{folder}/privkey.pem'}"
    yield "no-tlsv1"
    yield "no-tlsv1_1"


def _loopback(own: Address) -> Iterator[str]:
    """coturn passes nothing to the machine it is on, unless it is told to: for a trial without a network."""
    if own.is_loopback:
        yield "allow-loopback-peers"


def _denied(closed: Iterable[tuple[str, str]]) -> Iterator[str]:
    said = ""
    for network, what in closed:
        if what != said:
            yield f"# {what}"
        said = what
        yield f"denied-peer-ip={_range(network)}"


def _range(network: str) -> str:
    whole = ipaddress.ip_network(network)
    first, last = whole[0], whole[-1]
    return str(first) if first == last else f"{first}-{last}"
