"""The credentials a peer is given are taken by the real coturn, for ten minutes and no longer."""

import asyncio
from pathlib import Path

import pytest
from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

from signaling.ice import IceSettings, servers, turn_credential
from tests.coturn import SECRET, coturn
from tests.live.house import open_house
from tests.stage import free_port

pytestmark = pytest.mark.turn


async def allocate(port: int, username: str, credential: str) -> None:
    """Asks for a relay address, as a browser would; raises what coturn answers."""
    for tries_left in (20, *range(19, -1, -1)):
        try:
            async with asyncio.timeout(5):
                transport, _ = await create_turn_endpoint(
                    asyncio.DatagramProtocol, ("127.0.0.1", port), username=username, password=credential
                )
        except (ConnectionError, TimeoutError):
            if not tries_left:
                raise
            await asyncio.sleep(0.2)
            continue
        transport.close()
        await asyncio.sleep(0.1)
        return


async def test_coturn_takes_fresh_credentials_and_refuses_others(tmp_path: Path) -> None:
    port = free_port()
    with coturn(tmp_path, port):
        turn = IceSettings(
            host="127.0.0.1", port=3478, turn_urls=[f"turn:127.0.0.1:{port}?transport=udp"], turn_secret=SECRET
        )
        async with open_house(tmp_path, ice=turn) as house:
            alice, _ = await house.pair()
            _, given = (await alice.call("ice"))["ice"]
            assert given["urls"] == turn.turn_urls
            assert given["username"].endswith(f":{alice.taken.room}.{alice.peer}")
            await allocate(port, given["username"], given["credential"])

            now_s = house.clock() // 1000
            _, old = servers(turn, "room.peer", now_s - 660)  # a minute past: coturn's own clock may be seconds late
            expires, _, peer = given["username"].partition(":")
            forged = f"{int(expires) + 3600}:{peer}"
            for username, credential in (
                (old["username"], old["credential"]),
                (forged, given["credential"]),
                turn_credential("another secret", "room.peer", now_s + 600),
            ):
                with pytest.raises(TransactionFailed) as no:
                    await allocate(port, username, credential)
                assert no.value.response.attributes["ERROR-CODE"][0] == 401
