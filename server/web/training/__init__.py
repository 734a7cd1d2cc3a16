"""Programs as they are trained: the client's page, the sheet at the gym, the session's list, what the trainer sees."""
