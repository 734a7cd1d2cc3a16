"""The relay: a room's pictures and sound pass through the server as packets, and are never decoded.

`plane.py` says what a media plane is, `engine.py` is this one, `python -m signaling.media` runs it in a process of its
own. Knows rooms, peers and roles by opaque ids, and imports nothing of server/ or recordings/.
"""
