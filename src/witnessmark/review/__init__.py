"""Review: what waits for a person, and writing into the journal what the person decided."""
