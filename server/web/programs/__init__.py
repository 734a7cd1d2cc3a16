"""Programs, the trainer's side: the library, clients' copies, files, tables."""
