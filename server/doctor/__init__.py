"""What `python -m server doctor` looks at: the machine, the data, the ways in and out. It changes nothing."""
