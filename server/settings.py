"""Everything an operator can set: one table that is code, .env.example and docs/configuration.md."""

import ipaddress
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from server import ids

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class BadSetting(Exception):
    """A setting that cannot be used; says its name, its value and what was expected."""


@dataclass(frozen=True, slots=True)
class Bind:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a name, the kind shown in the docs, the default, the meaning, and how to read it."""

    name: str
    kind: str
    default: str
    meaning: str
    parse: Callable[[str], Any]
    is_secret: bool = False


def _text(value: str) -> str:
    return value


def _optional(value: str) -> str | None:
    return value or None


def _flag(value: str) -> bool:
    if value.lower() in ("1", "yes", "true", "on"):
        return True
    if value.lower() in ("", "0", "no", "false", "off"):
        return False
    raise ValueError("yes or no")


def _bind(value: str) -> Bind:
    host, colon, port = value.rpartition(":")
    if not colon or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise ValueError("host:port, such as 127.0.0.1:8080")
    return Bind(host.strip("[]") or "127.0.0.1", int(port))


def _port(value: str) -> int | None:
    if not value:
        return None
    if not value.isdigit() or not 0 <= int(value) <= 65535:
        raise ValueError("a UDP port from 0 to 65535")
    return int(value)


def _url(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.rstrip("/"):
        raise ValueError("an address such as https://spotter.example.org, without a path")
    return value.rstrip("/")


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part) for part in value.replace(",", " ").split())
    except ValueError:
        raise ValueError("networks in CIDR form, such as 127.0.0.1/32 10.0.0.0/8") from None


def _urls(value: str) -> tuple[str, ...]:
    found = tuple(value.replace(",", " ").split())
    if any(not one.startswith(("stun:", "turn:", "turns:")) for one in found):
        raise ValueError("one or more of stun:, turn: or turns: addresses")
    return found


def _days(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= 36500:
        raise ValueError("a number of days from 1 to 36500")
    return int(value)


def _bytes(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= 2**50:
        raise ValueError("a whole number from 1 on")
    return int(value)


def _clips_url(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("s3://bucket/prefix?endpoint=https://host&region=name")
    return value


def _dialled(value: str) -> str:
    if value and (not 2 <= len(value) <= 20 or value.strip("0123456789 +-")):
        raise ValueError("a number to dial, such as 112")
    return value


def _log_format(value: str) -> str:
    if value not in ("text", "json"):
        raise ValueError("text or json")
    return value


def _database(value: str) -> str | None:
    if value and not value.startswith(("postgresql+asyncpg://", "sqlite+aiosqlite://")):
        raise ValueError("postgresql+asyncpg://user:password@host/name")
    return value or None


def _redis(value: str) -> str | None:
    if value and not value.startswith(("redis://", "rediss://")):
        raise ValueError("redis://host:port")
    return value or None


def _mail(value: str) -> str | None:
    if not value:
        return None
    if urlsplit(value).scheme not in ("smtp", "smtps"):
        raise ValueError("smtp://user:password@host:587 or smtps://user:password@host:465")
    return value


TABLE: tuple[Row, ...] = (
    Row("BIND", "host:port", "127.0.0.1:8080", "Where to listen.", _bind),
    Row(
        "PUBLIC_URL",
        "url",
        "",
        "The address people type: in links, and the only origin that may open a socket. Default: http://BIND.",
        _url,
    ),
    Row(
        "DATA_DIR", "path", "./var", "Where the database, clips and keys live.", lambda value: Path(value).expanduser()
    ),
    Row(
        "DATABASE_URL",
        "url",
        "",
        "postgresql+asyncpg://user:password@host/name. Default: SQLite in DATA_DIR.",
        _database,
        is_secret=True,
    ),
    Row("REDIS_URL", "url", "", "Set: several web processes share rooms. Unset: one process.", _redis, is_secret=True),
    Row(
        "MEDIA_HOST", "host", "", "Address of the UDP port for pictures and STUN. Default: the host of BIND.", _optional
    ),
    Row(
        "MEDIA_PORT",
        "port",
        "",
        "The one UDP port for pictures and STUN. Default: the same number as BIND's port.",
        _port,
    ),
    Row(
        "MEDIA_PUBLIC_IP",
        "host",
        "",
        "Address at which clients reach MEDIA_PORT. Default: that of PUBLIC_URL's host; set it behind NAT or a proxy.",
        _optional,
    ),
    Row("TRUSTED_PROXIES", "cidr…", "", "Proxies whose X-Forwarded-For and X-Forwarded-Proto count.", _networks),
    Row("STUN_URLS", "urls", "", "More STUN servers for private calls, besides our own.", _urls),
    Row("TURN_URLS", "urls", "", "TURN servers that share TURN_SECRET, such as turns:turn.example.org:443.", _urls),
    Row(
        "TURN_SECRET",
        "secret",
        "",
        "Shared with TURN; credentials are made from it and last ten minutes.",
        _optional,
        True,
    ),
    Row("TLS_CERT", "path", "", "Certificate (PEM) to serve HTTPS without a proxy. Needs TLS_KEY.", _optional),
    Row("TLS_KEY", "path", "", "Private key (PEM) that belongs to TLS_CERT.", _optional),
    Row(
        "SELF_SIGNED", "yes/no", "no", "Serve HTTPS with a certificate made here: for a phone in the same room.", _flag
    ),
    Row(
        "MAIL_URL",
        "url",
        "",
        "smtp://user:password@host:587 to send links by mail. Unset: links are copied.",
        _mail,
        True,
    ),
    Row("MAIL_FROM", "address", "", "Sender of those mails. Default: spotter@ the host of PUBLIC_URL.", _optional),
    Row(
        "CLIPS_URL",
        "url",
        "",
        "s3://bucket/prefix?endpoint=https://…&region=… to keep clips there. Default: DATA_DIR.",
        _clips_url,
    ),
    Row("CLIPS_KEY", "secret", "", "Access key id for CLIPS_URL.", _optional, True),
    Row("CLIPS_SECRET", "secret", "", "Secret access key for CLIPS_URL.", _optional, True),
    Row("CLIP_MAX_BYTES", "bytes", "2147483648", "The largest file somebody may send.", _bytes),
    Row("CLIP_QUOTA_BYTES", "bytes", "10737418240", "How much the clips of one client may take up.", _bytes),
    Row("CLIP_QUOTA_COUNT", "number", "200", "How many clips one client may have.", _bytes),
    Row(
        "DISK_FLOOR_BYTES",
        "bytes",
        "",
        "Uploads stop when less is free. Default: 5 % of the disk, at most 2 GiB.",
        lambda value: _bytes(value) if value else None,
    ),
    Row(
        "KEEP_CLIPS",
        "days",
        "365",
        "How long clips are kept after they were made. A trainer's own, of nobody they train, stay until deleted.",
        _days,
    ),
    Row("KEEP_ROOM_LOGS", "days", "730", "How long the log of a session is kept after it ended.", _days),
    Row("KEEP_MESSAGES", "days", "730", "How long messages are kept after they were written.", _days),
    Row("KEEP_AUDIT", "days", "2190", "How long audit rows are kept.", _days),
    Row(
        "EMERGENCY_NUMBER",
        "number",
        "",
        "What clients are told to call in an emergency, such as 112. Unset: their local emergency number.",
        _dialled,
    ),
    Row("LOG_FORMAT", "text/json", "text", "One line a record, for people or for machines.", _log_format),
    Row(
        "SECRET_KEY",
        "secret",
        "",
        "Signs links and cookies. Default: made in DATA_DIR at the first start.",
        _optional,
        True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator set, read once; field names are the names of the table in lower case."""

    bind: Bind
    public_url: str
    data_dir: Path
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    media_host: str
    media_port: int
    media_public_ip: str
    trusted_proxies: tuple[Network, ...]
    stun_urls: tuple[str, ...]
    turn_urls: tuple[str, ...]
    turn_secret: str | None = field(repr=False)
    tls_cert: str | None
    tls_key: str | None
    self_signed: bool
    mail_url: str | None = field(repr=False)
    mail_from: str
    clips_url: str | None
    clips_key: str | None = field(repr=False)
    clips_secret: str | None = field(repr=False)
    clip_max_bytes: int
    clip_quota_bytes: int
    clip_quota_count: int
    disk_floor_bytes: int | None
    keep_clips: int
    keep_room_logs: int
    keep_messages: int
    keep_audit: int
    emergency_number: str
    log_format: str
    secret_key: str = field(repr=False)

    @property
    def is_https(self) -> bool:
        """Whether people reach us by HTTPS; then cookies carry the `__Host-` prefix."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """The host people type, without port."""
        return urlsplit(self.public_url).hostname or "localhost"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; secrets also by NAME_FILE.

    Raises BadSetting for the first value that cannot be used. Makes DATA_DIR, and without SECRET_KEY a key in it.
    """
    raw: dict[str, Any] = {row.name.lower(): _read(row, environ) for row in TABLE}
    bind: Bind = raw["bind"]
    scheme = "https" if raw["self_signed"] or raw["tls_cert"] else "http"
    # Bound to all addresses, it is for others in the network: they need one they can type.
    shown_host = next(iter(local_addresses()), "127.0.0.1") if bind.host in ("0.0.0.0", "::") else bind.host
    raw["public_url"] = raw["public_url"] or f"{scheme}://{Bind(shown_host, bind.port)}"
    host = urlsplit(raw["public_url"]).hostname or "localhost"
    raw["database_url"] = raw["database_url"] or f"sqlite+aiosqlite:///{raw['data_dir'].absolute() / 'spotter.db'}"
    raw["media_host"] = raw["media_host"] or bind.host
    raw["media_port"] = bind.port if raw["media_port"] is None else raw["media_port"]
    raw["media_public_ip"] = raw["media_public_ip"] or host
    raw["mail_from"] = raw["mail_from"] or f"spotter@{host}"
    if bool(raw["tls_cert"]) != bool(raw["tls_key"]):
        raise BadSetting("TLS_CERT and TLS_KEY belong together: set both or neither.")
    if raw["turn_urls"] and not raw["turn_secret"]:
        raise BadSetting("TURN_URLS is set but TURN_SECRET is not: TURN would refuse every client.")
    raw["secret_key"] = raw["secret_key"] or _secret_key(raw["data_dir"])
    return Settings(**{each.name: raw[each.name] for each in fields(Settings)})


def _read(row: Row, environ: Mapping[str, str]) -> Any:
    value = environ.get(row.name, "").strip()
    if row.is_secret and not value and environ.get(f"{row.name}_FILE"):
        path = environ[f"{row.name}_FILE"]
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise BadSetting(f"{row.name}_FILE names {path}, which cannot be read: {problem.strerror}.") from None
    try:
        return row.parse(value or row.default)
    except ValueError as problem:
        shown = "(hidden)" if row.is_secret else repr(value)
        raise BadSetting(f"{row.name} is {shown}; expected {problem}.") from None


def _secret_key(data_dir: Path) -> str:
    """The key kept in DATA_DIR, made at the first start with rights for the owner only."""
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                file.write(ids.secret())
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            pass
        return path.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise BadSetting(f"DATA_DIR is {str(data_dir)!r}, which cannot be written: {problem.strerror}.") from None


def local_addresses() -> list[str]:
    """The addresses of this machine that others in the same network may reach; nothing is sent to find out."""
    found: list[str] = []
    for family, probe in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as plug:
                plug.connect((probe, 9))
                found.append(plug.getsockname()[0])
        except OSError:
            continue
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def render_table() -> str:
    """The table as docs/configuration.md shows it."""
    lines = ["| name | type | default | meaning |", "|---|---|---|---|"]
    lines += [
        f"| `{row.name}` | {row.kind} | {f'`{row.default}`' if row.default else ''} | {row.meaning} |" for row in TABLE
    ]
    return "\n".join(lines) + "\n"


def render_env_example() -> str:
    """The table as .env.example: every name with its default, commented out."""
    lines = ["# Every setting of Spotter with its default. Secrets may also be given as NAME_FILE=path.", ""]
    for row in TABLE:
        lines += [f"# {row.meaning}", f"#{row.name}={row.default}", ""]
    return "\n".join(lines).rstrip() + "\n"
