"""Two clips side by side: the page of a pair, what is kept of it, what is offered, what the client opens."""
