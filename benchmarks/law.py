"""How long it takes to lay claims beside the law: linear in the number of claims.

    python benchmarks/law.py [1000 10000 100000]

The claims are made up: acts of the taxonomy, forty hromadas, eight months, some denials and hearsay.
"""

import random
import resource
import sys
import time

import msgspec

from witnessmark.law import qualify
from witnessmark.model.acts import taxonomy
from witnessmark.model.claim import Claim, Participant, Voice
from witnessmark.model.incident import Incident, IncidentTime, SourceGroup
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.span import Span

WORDS = (
    "soldiers took a stove from the house without a receipt",
    "троє цивільних загинули під час обстрілу ринкової площі",
    "держали в подвале школы двенадцать дней",
    "the occupiers announced a curfew and lists of names",
)
ARMY = Participant(start=0, end=1, quote="s", kind="armed-force", resolved="armed forces of the Russian Federation")


def claims_and_incidents(count: int) -> tuple[list[Incident], dict[str, Claim]]:
    """Incidents of three claims each, the same for the same number."""
    choose = random.Random(1).choice
    acts = [act for act in taxonomy().acts if not taxonomy()[act].sealed]
    claims: dict[str, Claim] = {}
    incidents = []
    for number in range(0, count, 3):
        act, raion, day = choose(acts), number % 8, f"2022-{3 + number % 8:02}-{1 + number % 28:02}"
        path = ("Ukraine", "Kharkiv Oblast", f"Raion {raion}", f"Hromada {number % 40}")
        place = PlaceMention(start=0, end=1, quote="p", name="P", kind="settlement", country="UA", admin=path)
        date = DateMention(start=0, end=1, quote="d", edtf=day, earliest=day, latest=day)
        names = []
        for each in range(number, min(number + 3, count)):
            words = choose(WORDS)
            name = f"c{each}"
            claims[name] = Claim(
                id=name, document=f"d{each % 997}", source="s", span=Span(0, len(words), words), act=act,
                modality=choose(("asserted", "asserted", "asserted", "hearsay", "denied")), polarity="positive",
                roles={"perpetrator": (ARMY,)} if each % 2 else {}, place=place, date=date,
                said_by=Voice(kind="quote", key=f"person:{each % 500}", person=f"p{each % 500}"),
                language=choose(("en", "uk", "ru")),
            )  # fmt: skip
            names.append(name)
        incidents.append(
            Incident(
                id=f"i{number}", acts=(act,), category="c", status="reported", claims=tuple(names), place=place,
                time=IncidentTime(edtf=day, earliest=day, latest=day),
                groups=(SourceGroup(claims=tuple(names), reasons=("single",)),),
            )
        )  # fmt: skip
    return incidents, claims


def main(sizes: list[int]) -> None:
    for size in sizes:
        incidents, claims = claims_and_incidents(size)
        begin = time.process_time()
        found = qualify(incidents, claims)
        took = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cells = sum(len(f.elements) for m in found.matrices.values() for f in m.findings)
        size_of = len(msgspec.json.encode(list(found.matrices.values()))) / 1e6
        print(
            f"{size:>8} claims  {took:6.2f} s  {took / size * 1e6:5.0f} µs a claim  {cells} cells in"
            f" {len(found.matrices)} incidents, {len(found.situations)} situations  {size_of:.0f} MB as JSON,"
            f" peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1_000, 10_000, 100_000])
