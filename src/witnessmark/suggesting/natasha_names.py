"""Names in Russian by natasha (``--with natasha``), whose models come in its wheel."""

from collections.abc import Iterator
from importlib.metadata import version

from witnessmark.suggesting.errors import NoModel
from witnessmark.suggesting.names import ModelNames, Named

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def natasha_names() -> ModelNames:
    """Raises ``NoModel`` when natasha is not installed."""
    try:
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    except ImportError:
        raise NoModel("natasha: it is not installed here: pip install 'witnessmark[natasha]'") from None
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def find(text: str) -> Iterator[Named]:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)
        for span in document.spans:
            yield span.start, span.stop, _KINDS[span.type]

    return ModelNames("natasha", version("natasha"), find, frozenset({"ru"}))
