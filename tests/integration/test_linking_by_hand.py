"""Which claims of the example mission and of the real report belong together, as read by hand.

Each line says what one incident holds, or what two must not be one. The real report is named by offsets alone.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from witnessmark.derive.claims import claims_of
from witnessmark.derive.persons import index_persons
from witnessmark.incidents import link_claims
from witnessmark.model.case import Document
from witnessmark.model.claim import Claim
from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read

ROOT = Path(__file__).parents[2]
MISSION = sorted((ROOT / "examples/mission/text").glob("*"))
DATES = {"report.md": "2022-10-09", "interview-uk.srt": "2022-10-03", "interview-ru.txt": "2022-10-04"}
REPORT = ROOT.parent / "shared/seed/report.txt"


def linked(paths: Sequence[Path]) -> tuple[list[Claim], dict[str, str]]:
    """The claims of some texts, and the incident of each."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    read_of = {
        name: (Document(text=text, tool="test"), read(ReadingInput(id=name, text=text, date=DATES.get(name))))
        for name, text in texts.items()
    }
    persons = index_persons("salt", read_of, dict.fromkeys(read_of), [])
    claims = [claim for name, each in read_of.items() for claim in claims_of(name, name, *each, persons)]
    return claims, {claim: one.id for one in link_claims(claims, texts) for claim in one.claims}


@pytest.fixture(scope="module")
def mission() -> tuple[list[Claim], dict[str, str]]:
    return linked(MISSION)


TOGETHER = {
    "the shelling of the market": (
        "soldiers shelled the market square", "Three people were killed", "seven were wounded", "Загинули троє людей",
        "сімох поранило", "five people were killed", "The hospital was damaged by the blast",
    ),
    "the occupation of Balakliia": ("Russian forces had entered the town", "Російські військові зайшли до міста"),
    "the liberation of Balakliia": (
        "The 77th Vorskla Brigade liberated Balakliia", "наші звільнили місто", "the retreat the occupiers",
    ),
    "the captivity in Borova": ("держали в подвале школы", "Меня допрашивали", "меня отпустили"),
    "the captivity in Savyntsi": (
        "I was detained at a checkpoint", "They interrogated me", "attached wires to my fingers", "they released me",
    ),
    "the raid on a flat": ("солдати обшукали мою квартиру", "забрали ноутбук"),
    "the hotel, which one says burned down": ("an air strike in early March 2022", "it burned down"),
    "the forces entering Borova": ("Российские военные вошли в посёлок", "Russian soldiers entered Borova"),
}  # fmt: skip
APART = {
    "a flat searched in May is no captivity": ("солдати обшукали мою квартиру", "її чоловіка тримали в підвалі"),
    "the school's roof did not fall with the bridge": ("destroyed roof of School No", "The bridge over the Balakliika"),
    "a burial and an exhumation are two things": ("soldiers had buried two men", "police investigators exhumed"),
    "a town is taken and freed on two days": (
        "Russian forces had entered the town", "The 77th Vorskla Brigade liberated Balakliia",
    ),
    "two captivities of two people": ("Меня допрашивали", "They interrogated me"),
    "bread of last week is not the parcels of the sixth": (
        "The foundation handed out bread", "Volunteers of the Bereh foundation distributed",
    ),
    "the deaths were not at the hotel": ("Three people were killed", "it burned down"),
    "two curfews of two towns": ("селищі Савинці комендантську годину", "окупанти ввели цілодобову"),
}  # fmt: skip


def incidents_of(mission: tuple[list[Claim], dict[str, str]], words: str) -> set[str]:
    claims, incident = mission
    found = {incident[claim.id] for claim in claims if words in claim.span.quote and claim.id in incident}
    assert found, f"no claim says {words!r}"
    return found


@pytest.mark.parametrize("name", TOGETHER)
def test_what_belongs_together_is_one_incident(mission: tuple[list[Claim], dict[str, str]], name: str) -> None:
    found = [incidents_of(mission, words) for words in TOGETHER[name]]
    assert set.intersection(*found), name


@pytest.mark.parametrize("name", APART)
def test_what_does_not_belong_together_is_not_one_incident(
    mission: tuple[list[Claim], dict[str, str]], name: str
) -> None:
    first, second = (incidents_of(mission, words) for words in APART[name])
    assert first.isdisjoint(second), name


BY_OFFSET = [
    (1565, 1586), (1773, 1833), (1857, 1926), (2114,), (2532, 2607), (2760, 2809), (3016, 3029, 3035, 3049),
    (3301, 3363), (3418, 3435), (3614, 3853, 3872, 3904, 3979), (4049, 4077),
]  # fmt: skip
"""Where the claims of one incident begin in the real report."""

NOT_BY_OFFSET = [(3718, 4049), (3718, 4077), (1926, 1988), (2532, 2760), (3511, 4077), (922, 1253), (2340, 2859)]


def test_the_real_report_is_linked_as_by_hand() -> None:
    if not REPORT.exists():
        pytest.skip("the real report is not beside the checkout")
    claims, incident = linked([REPORT])
    of: dict[int, set[str]] = {}
    for claim in claims:
        if claim.id in incident:
            of.setdefault(claim.span.start, set()).add(incident[claim.id])
    for group in BY_OFFSET:  # what a new reader does not claim any more is its own matter
        assert set.intersection(*(of[start] for start in group if start in of)), group
    for first, second in NOT_BY_OFFSET:
        assert of.get(first, set()).isdisjoint(of.get(second, set())), (first, second)
