"""aiortc's own way, as its documentation shows it: one publisher's tracks through a MediaRelay to whoever asks.

Speaks lines of JSON: {"sdp", "publishes"} in, {"sdp"} out.
"""

import asyncio
import json
import sys

from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay


async def main() -> None:
    """Until its input ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    relay = MediaRelay()
    tracks: list[MediaStreamTrack] = []
    connections: list[RTCPeerConnection] = []
    while line := await reader.readline():
        asked = json.loads(line)
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connections.append(pc)
        if asked["publishes"]:
            pc.on("track", tracks.append)
        await pc.setRemoteDescription(RTCSessionDescription(asked["sdp"], "offer"))
        if not asked["publishes"]:
            for track in tracks:
                pc.addTrack(relay.subscribe(track))
        await pc.setLocalDescription(await pc.createAnswer())
        print(json.dumps({"sdp": pc.localDescription.sdp}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
