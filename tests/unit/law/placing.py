"""Claims with places in Ukraine as the gazetteer would say, for tests of situations. All persons are invented."""

from typing import Any

import msgspec

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents import link_claims
from witnessmark.law import Qualified, qualify
from witnessmark.model.claim import Claim
from witnessmark.model.finding import IncidentMatrix, RegimeFinding

RUSSIAN = {
    "unit": [{"quote": "Russian troops", "kind": "armed-force", "resolved": "armed forces of the Russian Federation"}]
}
UKRAINIAN = {"unit": [{"quote": "our troops", "kind": "armed-force", "resolved": "Armed Forces of Ukraine"}]}
PATH = ("Ukraine", "Kharkiv Oblast", "Iziumskyi Raion", "Balakliiska Hromada")


def claim(
    act: str, quote: str = "it happened", *, country: str = "UA", admin: tuple[str, ...] = PATH, **more: Any
) -> Claim:
    """A claim at Balakliia, unless another country and administrative path are given."""
    made = make_claim(act, quote, place=more.pop("place", BALAKLIIA), **more)
    assert made.place is not None
    return msgspec.structs.replace(made, place=msgspec.structs.replace(made.place, country=country, admin=admin))


def qualified(*claims: Claim, **more: Any) -> Qualified:
    by_id = {each.id: each for each in claims}
    assert len(by_id) == len(claims), "two claims are the same: give them another start"
    return qualify(link_claims(list(claims), {}), by_id, **more)


def matrix_with(found: Qualified, act: str) -> IncidentMatrix:
    return next(m for m in found.matrices.values() if any(each.act == act for each in m.findings))


def regimes_of(found: Qualified, act: str) -> dict[str, RegimeFinding]:
    situation = found.situations[matrix_with(found, act).situation]
    return {each.regime: each for each in situation.regimes}
