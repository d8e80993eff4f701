"""Compare how different texts tell the same talks."""
