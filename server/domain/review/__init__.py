"""The review of a clip: the marks that trainers put on it, and how far the client has been told of them. Pure."""
