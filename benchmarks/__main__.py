"""``make bench``: every benchmark, one after the other."""

from benchmarks import casework, reading

if __name__ == "__main__":
    reading.run()
    casework.run()
