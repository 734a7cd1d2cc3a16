"""What clients do of their programs, wherever they train: said by a phone, a trainer at the gym, or a room's log."""
