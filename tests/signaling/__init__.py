"""The pure parts of a room, and the contracts its parts keep."""
