"""HTTPS without a proxy: a certificate the operator gives, or one made here for a phone in the same room."""

import hashlib
import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.settings import BadSetting, Settings, local_addresses

LIVES = timedelta(days=397)  # browsers refuse longer ones
RENEW_BEFORE = timedelta(days=14)


def context(settings: Settings) -> ssl.SSLContext | None:
    """What the web server needs for HTTPS, or None for plain HTTP. Raises BadSetting for a bad certificate."""
    if settings.tls_cert and settings.tls_key:
        return _load(Path(settings.tls_cert), Path(settings.tls_key))
    if not settings.self_signed:
        return None
    certificate, key = settings.data_dir / "self_signed.crt", settings.data_dir / "self_signed.key"
    names = _names(settings)
    if not _still_good(certificate, key, names):
        _make(certificate, key, names)
    return _load(certificate, key)


def fingerprint(settings: Settings) -> str | None:
    """SHA-256 of our own certificate as browsers show it, to compare before accepting it."""
    path = settings.data_dir / "self_signed.crt"
    if not settings.self_signed or settings.tls_cert or not path.exists():
        return None
    found = x509.load_pem_x509_certificate(path.read_bytes())
    digest = hashlib.sha256(found.public_bytes(serialization.Encoding.DER)).hexdigest().upper()
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def days_left(certificate: str) -> int:
    """Full days until the certificate in that PEM file is out of date; below 0 when it is."""
    found = x509.load_pem_x509_certificate(Path(certificate).read_bytes())
    return (found.not_valid_after_utc - datetime.now(UTC)).days


def _names(settings: Settings) -> list[str]:
    wanted = [settings.public_host, "localhost", "127.0.0.1", "::1", *local_addresses()]
    if settings.bind.host not in ("0.0.0.0", "::"):
        wanted.append(settings.bind.host)
    return sorted(set(wanted))


def _load(certificate: Path, key: Path) -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    found.set_alpn_protocols(["http/1.1"])
    try:
        found.load_cert_chain(certificate, key)
    except OSError as problem:
        raise BadSetting(f"TLS_CERT {certificate} and TLS_KEY {key} cannot be used together: {problem}.") from None
    return found


def _still_good(certificate: Path, key: Path, names: list[str]) -> bool:
    if not certificate.exists() or not key.exists():
        return False
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    known = {*said.get_values_for_type(x509.DNSName), *map(str, said.get_values_for_type(x509.IPAddress))}
    return set(names) <= known and found.not_valid_after_utc - RENEW_BEFORE > datetime.now(UTC)


def _make(certificate: Path, key: Path, names: list[str]) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Spotter on this machine")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now - timedelta(days=1) + LIVES)
        .add_extension(x509.SubjectAlternativeName([_general_name(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key, pem, 0o600)
    _write(certificate, made.public_bytes(serialization.Encoding.PEM), 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    fresh = path.with_suffix(path.suffix + ".new")
    with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
    fresh.replace(path)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
