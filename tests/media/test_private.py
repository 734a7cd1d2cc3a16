"""What aiortc, aioice and pylibsrtp do not promise and we use: an upgrade that moves it fails here, by name."""

import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pylibsrtp
import pytest
from aiortc import RTCCertificate, RTCDtlsTransport

from signaling.media import private
from signaling.media.path import Path as Way
from signaling.media.private import PINNED

ROOT = Path(__file__).resolve().parents[2]
MOVED = "moved with an upgrade: read signaling/media/private.py against the new version, then pin it"


@pytest.mark.parametrize(("name", "pinned"), PINNED.items())
def test_the_versions_stand_still(name: str, pinned: str) -> None:
    assert version(name) == pinned, f"{name} {MOVED}"
    assert f'"{name}=={pinned}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in ("requirements/app.in", "requirements/app.txt", "requirements/dev.txt"):
        assert re.search(rf"^{name}=={re.escape(pinned)}\b", (ROOT / path).read_text(encoding="utf-8"), re.M), path


def test_the_handshake_has_the_names_we_use() -> None:
    dtls = RTCDtlsTransport(Way(lambda _datagram, _address: None), [RTCCertificate.generateCertificate()])  # type: ignore[arg-type]
    for name in ("_rx_srtp", "_tx_srtp", "_task", "_set_role"):
        assert hasattr(dtls, name), f"RTCDtlsTransport.{name} {MOVED}"
    assert list(inspect.signature(dtls._set_role).parameters) == ["role"]
    assert dtls.state == "new"
    source = inspect.getsource(RTCDtlsTransport)
    asked = set(re.findall(r"self\.transport\.(\w+)", source)) | set(re.findall(r"self\._transport\.(\w+)", source))
    assert asked == {"_recv", "_send", "role"}, f"what DTLS asks of its transport {MOVED}"
    assert "first_byte > 19 and first_byte < 64" in source


def test_srtp_keeps_its_promises() -> None:
    policy = pylibsrtp.Policy(key=bytes(30), ssrc_type=pylibsrtp.Policy.SSRC_ANY_OUTBOUND)
    session = pylibsrtp.Session(policy)
    packet = b"\x80\x60" + bytes(10) + bytes(private.MOST_BYTES - 12)
    assert len(session.protect(packet)) > len(packet)
    assert len(session.protect_rtcp(b"\x80\xc8" + bytes(private.MOST_BYTES - 2))) > private.MOST_BYTES
    with pytest.raises(ValueError, match="too long"):
        session.protect(packet + bytes(200))
    with pytest.raises(private.Guarded):
        session.unprotect(packet)
