"""What stays of a session: clips and the time line that the room's log lays over them."""
