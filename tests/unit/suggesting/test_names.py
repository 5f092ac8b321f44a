"""Names that a model finds beside those of the rules."""

import sys
import types
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.pipeline import reader_with, standard_reader
from witnessmark.suggesting.choosing import extra_of
from witnessmark.suggesting.errors import NoModel
from witnessmark.suggesting.names import ModelNames, Named

TEXT = (
    "Some 5 km north of Borova soldiers met zorro and his Tuesday choir. Petro Hnatiuk told them that Lyman was free."
)


def names(found: Iterable[Named], *languages: str) -> ModelNames:
    return ModelNames("spacy:own", "1.0", lambda _: found, frozenset(languages))


def read(text: str, extra: ModelNames) -> ReadingRecord:
    record = reader_with(extras=[extra]).read(ReadingInput(id="a", text=text))
    record.check(text)
    return record


def at(words: str, kind: str) -> Named:
    return TEXT.index(words), TEXT.index(words) + len(words), kind


def test_a_name_that_only_the_model_sees_is_added_and_marked() -> None:
    record = read(TEXT, extra := names([at("zorro", "person"), at("Tuesday choir", "organisation")]))
    added = {actor.quote: (actor.kind, actor.rule) for actor in record.actors if actor.rule == "model:spacy:own"}
    assert added == {
        "zorro": ("person", "model:spacy:own"),
        "Tuesday choir": ("organisation", "model:spacy:own"),
    }
    assert extra.counts == {"kept": 2}
    assert record.reader.endswith("/ model spacy:own 1.0")
    assert [a.start for a in record.actors] == sorted(a.start for a in record.actors)


def test_what_the_rules_know_stays_theirs() -> None:
    known = [at("Petro Hnatiuk", "organisation"), at("Hnatiuk", "person"), at("Lyman was", "place")]
    record = read(TEXT, extra := names(known))
    plain = standard_reader().read(ReadingInput(id="a", text=TEXT))
    assert (record.actors, record.places) == (plain.actors, plain.places)
    assert extra.counts == {"known": 3}


def test_a_place_of_the_model_has_no_point_and_leaves_relations_as_they_were() -> None:
    record = read("Zed. " + TEXT, names([(0, 3, "place")]))
    assert record.places[0].quote == "Zed" and record.places[0].lat is None and record.places[0].via == "none"
    plain = standard_reader().read(ReadingInput(id="a", text="Zed. " + TEXT))
    for mine, theirs in zip(record.places[1:], plain.places, strict=True):
        assert mine.relative_to == (None if theirs.relative_to is None else theirs.relative_to + 1)


@pytest.mark.parametrize("bounds", [(-3, 4), (4, 4), (9, 3), (0, 10_000), (4, 5)])
def test_offsets_that_hold_no_words_are_dropped_and_counted(bounds: tuple[int, int]) -> None:
    extra = names([(*bounds, "person")])
    assert read(TEXT, extra).actors == standard_reader().read(ReadingInput(id="a", text=TEXT)).actors
    assert extra.counts == {"ungrounded": 1}


def test_a_text_in_another_language_is_not_given_to_the_model() -> None:
    extra = names([at("zorro", "person")], "ru")
    read(TEXT, extra)
    assert extra.counts == {}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, 130), st.integers(-5, 130), st.sampled_from(["person", "place"])), max_size=9)
)
def test_no_offsets_break_a_reading(found: list[Named]) -> None:
    record = read(TEXT, names(found))
    spans = sorted((a.start, a.end) for a in (*record.actors, *record.places) if (a.rule or "").startswith("model:"))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(("spec", "module"), [("spacy:en_core_web_sm", "spacy"), ("natasha", "natasha")])
def test_a_model_that_is_not_installed_is_named(spec: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NoModel, match=f"pip install 'witnessmark\\[{module}\\]'"):
        extra_of(spec)


def test_a_spacy_model_is_loaded_and_its_labels_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def entity(words: str, label: str) -> types.SimpleNamespace:
        start, end, _ = at(words, "")
        return types.SimpleNamespace(start_char=start, end_char=end, label_=label)

    entities = [entity("zorro", "PERSON"), entity("Tuesday", "DATE"), entity("choir", "NORP")]
    pipeline = types.SimpleNamespace(pipe_names=["ner"], meta={"lang": "en", "version": "3.8"})
    spacy = types.ModuleType("spacy")
    loads = type("Loads", (), {"__call__": lambda self, text: types.SimpleNamespace(ents=entities)})
    loaded = loads()
    loaded.pipe_names, loaded.meta = pipeline.pipe_names, pipeline.meta
    spacy.load = lambda model, exclude: loaded  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    extra = extra_of("spacy:en_core_web_sm")
    assert extra.identity == "model spacy:en_core_web_sm 3.8"
    record = read(TEXT, extra)  # type: ignore[arg-type]
    added = {actor.quote: actor.kind for actor in record.actors if (actor.rule or "").startswith("model:")}
    assert added == {"zorro": "person", "choir": "group"}


def test_natasha_reads_russian() -> None:
    pytest.importorskip("natasha", reason="optional: natasha is an extra: pip install 'witnessmark[natasha]'")
    record = reader_with(extras=[extra_of("natasha")]).read(
        ReadingInput(id="a", text="Ректор Ынтымак Сааданбеков выступил в Токтогуле.", language="ru")
    )
    assert any("Сааданбеков" in actor.quote for actor in record.actors)
