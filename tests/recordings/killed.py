"""A recording process for tests to kill: plays packets at the speed of life, and says of each picture that it came.

python -m tests.recordings.killed <folder> <packets.pickle> <journal>
"""

import asyncio
import os
import pickle
import sys
import time
from pathlib import Path

from recordings.consent_gate import Consents
from recordings.recorder import Recorder
from tests.recordings.sending import CODECS, Sent


async def main(folder: Path, packets: list[Sent], journal: Path) -> None:
    """Records until it is killed. The journal has one line a picture: its number."""
    consents = Consents()
    consents.give("c:bob", "recording", 0)
    loop = asyncio.get_running_loop()
    recorder = Recorder(
        folder,
        session="s1",
        gate=consents,
        tell=lambda _event: None,
        ask=lambda _source: None,
        hop=loop.call_soon_threadsafe,
        floor_bytes=0,
    )
    await recorder.start()
    feeds = {kind: recorder.open("c:bob", "phone", kind, codecs) for kind, codecs in CODECS.items()}  # type: ignore[arg-type]
    told = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    began_ms, last = time.time() * 1000 - packets[0].arrived_ms, -1
    for each in packets:
        wait_ms = each.arrived_ms + began_ms - time.time() * 1000
        if wait_ms > 0:
            await asyncio.sleep(wait_ms / 1000)
        feed = feeds[each.kind]
        (feed.report if each.is_report else feed.packet)(each.data, each.arrived_ms + began_ms)
        if each.number is not None and each.number != last:
            last = each.number
            os.write(told, f"{last} {time.time() * 1000:.0f}\n".encode())
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), pickle.loads(Path(sys.argv[2]).read_bytes()), Path(sys.argv[3])))
