"""``make bench``: every benchmark, one after the other."""

from benchmarks import casework, linking, near_copies, reading, records, stories

if __name__ == "__main__":
    reading.run()
    casework.run()
    linking.run()
    records.run()
    near_copies.run()
    stories.run()
