"""Pages of messages, of the inbox, and of what people are told by mail and calendar."""
