"""How people reach Spotter and Spotter reaches others: addresses, HTTPS, proxies, STUN, TURN, mail."""

import asyncio
import ipaddress
import os
import socket
import ssl
import struct
from urllib.parse import urlsplit

import aiohttp

from server import tls
from server.doctor.findings import Finding, ok, problem, warning
from server.mail import MailFailed, mailer
from server.settings import BadSetting, Settings

WAIT_S = 4.0
STUN_WAIT_S = 1.0
_MAGIC = 0x2112A442  # RFC 8489, section 5


async def address(settings: Settings) -> list[Finding]:
    """Whether BIND is free, or Spotter itself is there already."""
    bind = settings.bind
    try:
        family = socket.AF_INET6 if ":" in bind.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as plug:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            plug.bind((bind.host, bind.port))
    except PermissionError:
        return [
            problem(f"This user may not listen on port {bind.port}.", "Use a port above 1023, with a proxy in front.")
        ]
    except OSError as error:
        if await _is_spotter(f"{'https' if _has_tls(settings) else 'http'}://{_near(settings)}"):
            return [ok(f"Spotter is running at {bind}.")]
        return [problem(f"Nothing can listen at {bind}: {error.strerror}.", "End what uses it, or set another BIND.")]
    return [ok(f"{bind} is free to listen at.")]


async def public_url(settings: Settings) -> list[Finding]:
    """Whether browsers will open a camera there, and whether the name leads anywhere."""
    if _is_local(settings.public_host):
        return [ok(f"PUBLIC_URL is {settings.public_url}: for browsers on this machine only.")]
    if not settings.is_https:
        return [
            problem(
                f"PUBLIC_URL is {settings.public_url}: browsers open a camera only over https, or on this machine.",
                "Put Caddy or nginx in front, or set SELF_SIGNED=yes; docs/operate.md shows how.",
            )
        ]
    try:
        async with asyncio.timeout(WAIT_S):
            await asyncio.get_running_loop().getaddrinfo(settings.public_host, 443)
    except (OSError, TimeoutError):
        return [problem(f"The name {settings.public_host} leads nowhere.", "Add it to the DNS, or correct PUBLIC_URL.")]
    if await _is_spotter(settings.public_url):
        return [ok(f"Spotter answers at {settings.public_url}.")]
    return [
        warning(
            f"From this machine nothing of Spotter answers at {settings.public_url}.",
            "That is as it should be while it is not running; else check the proxy and the firewall.",
        )
    ]


async def certificate(settings: Settings) -> list[Finding]:
    """Whether HTTPS is set up on one side only, and the certificate is good."""
    if not _has_tls(settings):
        return []
    if not settings.is_https:
        return [
            problem(f"HTTPS is served, but PUBLIC_URL is {settings.public_url}.", "Let PUBLIC_URL begin with https.")
        ]
    if not settings.tls_cert:
        return [ok("HTTPS uses a certificate made here; each browser warns once.")]
    try:
        tls.context(settings)
    except BadSetting as bad:
        return [problem(str(bad), "Check both files.")]
    days = tls.days_left(settings.tls_cert)
    if days < 0:
        return [problem(f"The certificate {settings.tls_cert} is out of date.", "Renew it, then restart Spotter.")]
    if days < 14:
        return [
            warning(
                f"The certificate {settings.tls_cert} is good for {days} more days.", "Renew it, then restart Spotter."
            )
        ]
    return [ok(f"The certificate {settings.tls_cert} is good for {days} more days.")]


async def proxies(settings: Settings) -> list[Finding]:
    """Whether TRUSTED_PROXIES fits: nobody else may say whose request it is."""
    networks = settings.trusted_proxies
    if any(network.prefixlen == 0 for network in networks):
        return [
            problem("TRUSTED_PROXIES trusts everybody: any visitor can pose as any address.", "Name the proxy only.")
        ]
    found: list[Finding] = []
    for network in networks:
        if network.is_global and network.num_addresses > 65536:
            found.append(
                warning(f"TRUSTED_PROXIES trusts a large part of the internet: {network}.", "Name the proxy only.")
            )
    if networks:
        return found or [ok(f"TRUSTED_PROXIES is {', '.join(str(one) for one in networks)}.")]
    if settings.is_https and not _has_tls(settings):
        return [
            warning(
                "PUBLIC_URL is https, so a proxy stands in front, but TRUSTED_PROXIES is not set: all visitors seem to"
                " be the proxy, and share its limits.",
                "For a proxy on this machine set TRUSTED_PROXIES=127.0.0.1/32.",
            )
        ]
    return [ok("TRUSTED_PROXIES is not set: addresses are taken as they come.")]


async def stun(settings: Settings) -> list[Finding]:
    """Whether our own UDP port is free or answers, and can be reached from where people are."""
    if not settings.media_port:
        return [
            warning("MEDIA_PORT is 0: this server gives no STUN answers.", "Set it, unless STUN_URLS names another.")
        ]
    where = f"UDP port {settings.media_port} on {settings.media_host}"
    found = ok(f"{where} is free for STUN answers.")
    try:
        family = socket.AF_INET6 if ":" in settings.media_host else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as plug:
            plug.bind((settings.media_host, settings.media_port))
    except OSError as error:
        if await answers_stun(_reachable(settings.media_host), settings.media_port):
            found = ok(f"STUN answers on {where}.")
        else:
            found = problem(
                f"{where} cannot be used: {error.strerror}.", "End what uses it, or set another MEDIA_PORT."
            )
    if _is_local(settings.media_host) and not _is_local(settings.public_host):
        return [
            warning(
                f"STUN listens on {settings.media_host} only, where no client can ask it.",
                "Set MEDIA_HOST=0.0.0.0 and open the UDP port in the firewall.",
            )
        ]
    return [found]


async def turn(settings: Settings) -> list[Finding]:
    """Whether the TURN servers answer; without one, some pairs of networks cannot meet."""
    if not settings.turn_urls:
        if settings.turn_secret:
            return [warning("TURN_SECRET is set, but TURN_URLS is not.", "Set both or neither.")]
        if _is_local(settings.public_host):
            return []
        return [
            warning(
                "No TURN server is set: between some networks, such as two mobile carriers, there will be no picture.",
                "docs/operate.md shows how to run coturn.",
            )
        ]
    return [await _turn(url) for url in settings.turn_urls]


async def _turn(url: str) -> Finding:
    scheme, _, rest = url.partition(":")
    target, _, query = rest.partition("?")
    if scheme == "stun":
        return problem(f"TURN_URLS names {url}, which is no TURN server.", "Move it to STUN_URLS.")
    parts = urlsplit(f"//{target}")
    host, port = parts.hostname or "", parts.port or (5349 if scheme == "turns" else 3478)
    if scheme == "turns" or "transport=tcp" in query:
        answers = await _answers_tcp(host, port)
    else:
        answers = await answers_stun(host, port)
    if answers:
        return ok(f"The TURN server answers at {target}.")
    return problem(f"The TURN server does not answer at {target}.", "Check that it is running and its port is open.")


async def mail(settings: Settings) -> list[Finding]:
    """Whether the mail server takes our name and password; nothing is sent."""
    found = mailer(settings.mail_url, settings.mail_from)
    if found is None:
        return [ok("MAIL_URL is not set: links are copied, not mailed.")]
    parts = urlsplit(found.url)
    where = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    try:
        async with asyncio.timeout(WAIT_S * 2):
            await found.greet()
    except MailFailed as failed:
        return [problem(f"The mail server {where} cannot be used: {failed.message}.", "Check MAIL_URL.")]
    except TimeoutError:
        return [problem(f"The mail server {where} does not answer.", "Check MAIL_URL and the firewall.")]
    if _is_local(settings.mail_from.rpartition("@")[2]):
        return [warning(f"Mail would come from {settings.mail_from}, which others refuse.", "Set MAIL_FROM.")]
    return [ok(f"The mail server {where} takes our mail.")]


async def answers_stun(host: str, port: int) -> bool:
    """Whether a STUN server answers a binding request there."""
    loop = asyncio.get_running_loop()
    request = struct.pack("!HHI", 0x0001, 0, _MAGIC) + os.urandom(12)
    try:
        async with asyncio.timeout(WAIT_S):
            found = (await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM))[0]
        with socket.socket(found[0], socket.SOCK_DGRAM) as plug:
            plug.setblocking(False)
            plug.connect(found[4])
            for _ in range(2):  # UDP may lose one
                await loop.sock_sendall(plug, request)
                try:
                    async with asyncio.timeout(STUN_WAIT_S):
                        answer = await loop.sock_recv(plug, 1500)
                except TimeoutError:
                    continue
                return len(answer) >= 20 and answer[4:20] == request[4:20]
    except OSError:  # TimeoutError is one
        return False
    return False


async def _answers_tcp(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(WAIT_S):
            _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True


async def _is_spotter(url: str) -> bool:
    """Whether our health page answers there; a certificate made here is taken as it is."""
    lenient = ssl.create_default_context()
    lenient.check_hostname = False
    lenient.verify_mode = ssl.CERT_NONE
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT_S)) as http,
            http.get(f"{url}/healthz", ssl=lenient, allow_redirects=False) as answer,
        ):
            return answer.status == 200 and bool((await answer.json()).get("ok"))
    except (aiohttp.ClientError, OSError, ValueError, AttributeError):
        return False


def _has_tls(settings: Settings) -> bool:
    return settings.self_signed or bool(settings.tls_cert)


def _near(settings: Settings) -> str:
    host = _reachable(settings.bind.host)
    return f"[{host}]:{settings.bind.port}" if ":" in host else f"{host}:{settings.bind.port}"


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _is_local(host: str) -> bool:
    """Whether only this machine is meant."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
