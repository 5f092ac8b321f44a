"""Benchmarks: `make bench` runs them all and prints what `docs/benchmarks.md` holds. No test asserts a time."""
