"""The truth of a case: objects, keys, the signed journal, and the state that is a pure fold over it."""
