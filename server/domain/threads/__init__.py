"""What trainer and clients write to each other, and what they are told by mail, calendar and inbox."""
