"""How fast a case with many entries is verified: the first time, and again against what this device noted then.

    python -m benchmarks.verifying [--entries N] [--devices N] [--folder FOLDER]

The entries are of the kinds that are frequent (decisions, consents, custody), signed by several devices that see each
other's journals now and then; written line by line, since recording a million one after the other is not what is
measured. Each figure is that of a process of its own: seconds, and the most memory that it took.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.entry import VERSION, Unsigned, line_digest, sign
from witnessmark.evidence.journal import tail
from witnessmark.evidence.kinds import Body, ConsentGiven, CustodyNoted, DecisionMade

SEES_EVERY = 500
"""Entries after which a device names the heads of the others, as after a sync."""

_MEASURED = """
import json, resource, sys, time
from pathlib import Path
from witnessmark.evidence.case import Case
from witnessmark.evidence.verify import verify_case
began = time.perf_counter()
case = Case.open(Path(sys.argv[1]))
report = verify_case(case.path, secrets=case.secrets)
used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"seconds": time.perf_counter() - began, "megabytes": used / 1024, "ok": report.ok,
                  "entries": report.entries}))
"""


def make(folder: Path, entries: int, devices: int) -> Case:
    """A case whose journals hold about so many entries together."""
    case = Case.create(folder, "Benchmark (everything is invented)", "First laptop")
    own = [case.device().id, *(case.add_device(f"Laptop {n + 2}").id for n in range(devices - 1))]
    shown = case.objects.add_bytes(b"what the reviewer was shown").address
    heads = {device: tail(case.path / "journal" / f"{device}.jsonl")[0] for device in own}
    files = {device: (case.path / "journal" / f"{device}.jsonl").open("ab") for device in own}
    keys = {device: case.key(device) for device in own}
    for number, device in zip(range(entries), itertools.cycle(own), strict=False):
        head, body = heads[device], _body(number, shown)
        others = {other: (str(heads[other].digest),) for other in own if other != device}
        line = sign(
            Unsigned(
                v=VERSION, device=device, seq=head.count, prev=head.digest,
                saw=others if number // devices % SEES_EVERY == 0 else {},
                time=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(1_700_000_000 + number)), kind=body.KIND,
                critical=body.CRITICAL, body=msgspec.to_builtins(body),
            ),
            keys[device],
        )  # fmt: skip
        files[device].write(line + b"\n")
        heads[device] = msgspec.structs.replace(head, count=head.count + 1, digest=line_digest(line))
    for file in files.values():
        file.close()
    return case


def _body(number: int, shown: str) -> Body:
    target = f"c-{number % 60_000:08x}"
    if number % 10 == 0:
        return ConsentGiven(target=f"s-{number % 5_000:08x}", level="internal")
    if number % 10 == 1:
        return CustodyNoted(source=f"s-{number % 5_000:08x}", event="viewed")
    return DecisionMade(target=target, verdict="confirmed" if number % 3 else "rejected", shown=shown)


def measured(folder: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(folder)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def run(entries: int = 1_000_000, devices: int = 3, folder: Path | None = None) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as room:
        case = make(Path(room) / "case", entries, devices)
        size = sum(path.stat().st_size for path in (case.path / "journal").iterdir())
        print(f"{entries:,} entries of {devices} devices, {size / 1e6:.0f} MB of journals")
        for what in ("first", "again", "again"):
            got = measured(case.path)
            print(f"  {what:<8}{got['seconds']:8.1f} s {got['megabytes']:8.0f} MB   ok: {got['ok']}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--devices", type=int, default=3)
    options.add_argument("--folder", type=Path)
    run(**vars(options.parse_args()))
