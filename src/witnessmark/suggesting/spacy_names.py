"""Names by a spaCy model that the user has installed (``--with spacy:MODEL``, a package name or a folder)."""

from collections.abc import Iterator
from pathlib import Path

from witnessmark.suggesting.errors import NoModel
from witnessmark.suggesting.names import ModelNames, Named

_KINDS = {
    "PERSON": "person", "PER": "person", "PERS": "person", "persName": "person",
    "ORG": "organisation", "NORP": "group", "orgName": "organisation",
    "GPE": "place", "LOC": "place", "FAC": "place", "placeName": "place", "geogName": "place",
}  # fmt: skip
"""Labels of the spaCy models for the languages of Europe, and the nearest kind of ours."""
_UNUSED = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer", "textcat", "parser")
_LONGEST = 200_000
"""Characters that are given to the model at once: it needs about a gigabyte for a million."""


def spacy_names(model: str) -> ModelNames:
    """Raises ``NoModel`` when spaCy or the model is not installed, or finds no names."""
    try:
        import spacy
    except ImportError:
        raise NoModel(f"spacy:{model}: spaCy is not installed here: pip install 'witnessmark[spacy]'") from None
    try:
        pipeline = spacy.load(model, exclude=list(_UNUSED))
    except (OSError, ValueError) as error:
        raise NoModel(f"spacy:{model}: spaCy cannot load it: {str(error).splitlines()[0]}") from None
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise NoModel(f"spacy:{model}: the model finds no names: it has none of ner, entity_ruler, span_ruler")

    def find(text: str) -> Iterator[Named]:
        for begin in range(0, len(text), _LONGEST):
            for entity in pipeline(text[begin : begin + _LONGEST]).ents:
                kind = _KINDS.get(entity.label_)
                if kind is not None:
                    yield begin + entity.start_char, begin + entity.end_char, kind

    language = pipeline.meta.get("lang", "xx")
    languages = frozenset() if language == "xx" else frozenset({language})
    return ModelNames(f"spacy:{Path(model).name}", str(pipeline.meta.get("version", "")), find, languages)
