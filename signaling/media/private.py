"""DTLS and SRTP from aiortc and pylibsrtp; the one module that uses names of theirs that they do not promise.

Both are pinned to the exact version, and `tests/media/test_private.py` fails loudly when an upgrade moves a name.
Used: RTCDtlsTransport (`_rx_srtp`, `_tx_srtp`, `_set_role`, `_task`, and what it asks of its transport: `_recv`,
`_send`, `role`). Not used, on purpose: RTCPeerConnection, its senders, receivers and ICE. See
docs/decisions/0040-the-relay-is-ice-lite.md.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal

import pylibsrtp
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

from signaling.media.path import Path

PINNED = {"aiortc": "1.16.0", "aioice": "0.13.0", "pylibsrtp": "1.0.0"}
HANDSHAKE_S = 10  # of ours: see `_patiently`
STEP_S = 0.5

Guarded = pylibsrtp.Error  # a packet that is forged, repeated or broken
MOST_BYTES = 1500 - 144 - 4  # the longest packet that pylibsrtp protects, of either kind


class Dtls:
    """The secured end of a path: a handshake, then four functions for packets."""

    def __init__(self, path: Path, on_closed: Callable[[], None]) -> None:
        certificate = RTCCertificate.generateCertificate()
        self.fingerprint = next(
            f"{each.algorithm} {each.value}" for each in certificate.getFingerprints() if each.algorithm == "sha-256"
        )
        self.protect: Callable[[bytes], bytes] = _not_yet
        self.protect_rtcp: Callable[[bytes], bytes] = _not_yet
        self.unprotect: Callable[[bytes], bytes] = _not_yet
        self.unprotect_rtcp: Callable[[bytes], bytes] = _not_yet
        # A Path is to it what an RTCIceTransport would be.
        self._transport = RTCDtlsTransport(path, [certificate])  # type: ignore[arg-type]
        self._on_closed = on_closed

    @property
    def is_up(self) -> bool:
        """Whether the handshake is done and nobody has closed it."""
        return self._transport.state == "connected"

    async def start(self, role: Literal["server", "client"], fingerprints: Sequence[tuple[str, str]]) -> bool:
        """Shakes hands with whoever has a certificate of these fingerprints; whether it came about."""
        own = self._transport
        own._set_role(role)
        prints = [RTCDtlsFingerprint(algorithm=algorithm, value=value) for algorithm, value in fingerprints]
        try:
            await _patiently(own.start(RTCDtlsParameters(fingerprints=prints)))
        except (TimeoutError, ConnectionError):
            return False
        if own.state != "connected":
            return False
        self.unprotect, self.unprotect_rtcp = own._rx_srtp.unprotect, own._rx_srtp.unprotect_rtcp
        self.protect, self.protect_rtcp = own._tx_srtp.protect, own._tx_srtp.protect_rtcp
        own.on("statechange", self._changed)
        return True

    async def stop(self) -> None:
        """Says goodbye, and leaves no task behind."""
        self._transport.remove_all_listeners()
        task = self._transport._task
        await self._transport.stop()
        if task is not None:
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await task

    def _changed(self) -> None:
        if self._transport.state in ("closed", "failed"):
            self._on_closed()


async def _patiently(handshake: Coroutine[Any, Any, None]) -> None:
    """Waits for it in steps, each of which counts for no more than its length. Raises TimeoutError.

    A process that has had no turn for ten seconds has not waited for its peer: what that one sent lies there, unread.
    On a machine with eight times as much to do as it can this was the one reason for which handshakes failed.
    """
    task = asyncio.create_task(handshake, name="handshake")
    try:
        for _ in range(int(HANDSHAKE_S / STEP_S)):
            if (await asyncio.wait({task}, timeout=STEP_S))[0]:
                return await task
        raise TimeoutError
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _not_yet(packet: Any) -> bytes:
    raise pylibsrtp.Error(7)  # srtp_err_status_auth_fail: no keys, no packet
