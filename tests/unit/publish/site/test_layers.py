"""Every act of the taxonomy has a layer, and a typing mistake in the mapping cannot hide."""

from typing import get_args

from witnessmark.model.acts import taxonomy
from witnessmark.model.layers import BY_ACT, BY_CATEGORY, layer_of
from witnessmark.model.release import Layer


def test_every_category_of_the_taxonomy_has_a_layer() -> None:
    assert set(BY_CATEGORY) == set(taxonomy().categories)


def test_the_exceptions_name_acts_that_exist_and_differ_from_their_category() -> None:
    acts = taxonomy().acts
    assert set(BY_ACT) <= set(acts)
    assert {act for act, layer in BY_ACT.items() if BY_CATEGORY[acts[act].category] == layer} == set()


def test_every_layer_is_used_by_some_act() -> None:
    assert {layer_of([act]) for act in taxonomy().acts} == set(get_args(Layer))


def test_the_gravest_act_decides_and_the_unknown_is_other() -> None:
    assert layer_of(["mine-erw-accident", "aid-medicine"]) == "hazard"
    assert layer_of(["no-such-act"]) == "other"
    assert layer_of([]) == "other"
