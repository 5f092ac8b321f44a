"""How fast a case with many entries is verified: the first time, and again against what this device noted then.

    python -m benchmarks.verifying [--entries N] [--devices N] [--folder FOLDER]

The entries are of the kinds that are frequent (decisions, consents, custody), signed by several devices that see each
other's journals now and then; written line by line, since recording a million one after the other is not what is
measured. Each figure is that of a process of its own: seconds, those of the processors together (which a busy machine
changes less), and the most memory that one process took. First, what one signature costs in each library.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from witnessmark.evidence.case import Case
from witnessmark.evidence.entry import VERSION, Unsigned, line_digest, sign
from witnessmark.evidence.journal import tail
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import Body, ConsentGiven, CustodyNoted, DecisionMade
from witnessmark.evidence.signatures import signature_holds

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
seconds = time.perf_counter() - began
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"seconds": seconds, "processors": sum(one.ru_utime + one.ru_stime for one in used),
                  "megabytes": max(one.ru_maxrss for one in used) / 1024, "ok": report.ok, "entries": report.entries}))
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


def signatures(times: int = 1000, rounds: int = 5) -> dict[str, float]:
    """Microseconds of the processor to check a signature over 440 bytes, in turns, best of the rounds."""
    key, data = DeviceKey.generate(), bytes(440)
    signature, opened = key.sign(data), Ed25519PublicKey.from_public_bytes(key.public)
    ways: dict[str, Callable[[], object]] = {
        "libsodium": lambda: signature_holds(key.public, signature, data),
        "OpenSSL": lambda: opened.verify(signature, data),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _, (name, check) in itertools.product(range(rounds), ways.items()):
        began = time.process_time()
        for _ in range(times):
            check()
        best[name] = min(best[name], (time.process_time() - began) / times * 1e6)
    return best


def run(entries: int = 1_000_000, devices: int = 3, folder: Path | None = None) -> None:
    print("one signature: " + ", ".join(f"{name} {micro:.0f} µs" for name, micro in signatures().items()))
    with tempfile.TemporaryDirectory(dir=folder) as room:
        case = make(Path(room) / "case", entries, devices)
        size = sum(path.stat().st_size for path in (case.path / "journal").iterdir())
        print(f"{entries:,} entries of {devices} devices, {size / 1e6:.0f} MB of journals")
        for what in ("first", "again", "again"):
            got = measured(case.path)
            print(
                f"  {what:<8}{got['seconds']:8.1f} s {got['processors']:8.1f} s of processors"
                f" {got['megabytes']:8.0f} MB   ok: {got['ok']}"
            )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--devices", type=int, default=3)
    options.add_argument("--folder", type=Path)
    run(**vars(options.parse_args()))
