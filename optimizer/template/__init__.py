"""The case that ``optimizer init`` writes: small, complete, commented."""
