"""The review of a clip: what is drawn on it, sent to the client, and taken along as a file."""
