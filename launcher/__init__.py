"""What `./spotter` does before Spotter runs: sets up what is missing. Standard library only, no import of the server."""
