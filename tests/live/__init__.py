"""Rooms as their pages meet them: real sockets against a real server."""
