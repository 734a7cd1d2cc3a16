"""Forms over HTTP: the trainer's library, asking a client, filling in by either, talk about answers, and on paper."""
