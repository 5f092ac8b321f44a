"""Why a name was taken for a place, and for this place: the rules and the scores that decided. Worked out only when a
reading is asked to explain itself."""

import msgspec

from witnessmark.model.record import PlaceMention
from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.judging import THRESHOLD
from witnessmark.reading.places.layout import Form
from witnessmark.reading.places.renamed import old_name_until


def explained(mention: PlaceMention, found: Found) -> PlaceMention:
    """The mention with ``why``: ``judged`` that it is a place at all, ``position`` which of the places of its name."""
    why = {"judged": f"places/judged: {found.score:.1f}, needed {THRESHOLD:.1f}"}
    if found.evidence != "name":
        why["cue"] = f"places/cue: {found.evidence}"
    if found.container is not None:
        why["container"] = "places/container"
    ranking = found.ranking
    if mention.candidates or (mention.lat is None and len(ranking) > 1):
        why["position"] = f"places/undecided: {len(mention.candidates) or len(ranking)}"
    elif len(ranking) > 1:
        why["position"] = f"places/ranked: {ranking[0][0]:.2f} before {ranking[1][0]:.2f}"
        why["choice"] = f"places/choice: {found.reason}"
    elif mention.rule is not None:
        why["position"] = "places/only-one"
    chosen = found.chosen
    if chosen is not None and chosen.form == Form.HISTORICAL and (until := old_name_until(chosen)):
        why["name"] = f"places/old-name: {until}"
    return msgspec.structs.replace(mention, why=why)
