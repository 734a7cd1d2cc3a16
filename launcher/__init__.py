"""What `./spotter` does before Spotter runs: sets up what is missing. Standard library only, nothing of the server."""
