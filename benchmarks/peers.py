"""What can be run beside the reader, each doing one of its steps on the same texts in the same process."""

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Peer(NamedTuple):
    """``run`` does the step on one text. ``share`` is how much of the texts it is given: slow ones get fewer."""

    name: str
    step: str
    languages: tuple[str, ...]
    run: Callable[[str, str], object]
    share: float


def peers() -> Iterator[Peer]:
    """Those that are installed; for others a line that says so is printed."""
    for name, make in {"dateparser": _dateparser, "natasha": _natasha, "flashgeotext": _flashgeotext}.items():
        try:
            yield make()
        except ImportError:
            print(f"{name} is not installed: left out")


def _dateparser() -> Peer:
    from dateparser.search import search_dates

    def run(text: str, language: str) -> object:
        return search_dates(text, languages=[language])

    return Peer("dateparser", "dates", ("en", "uk", "ru"), run, 0.25)


def _natasha() -> Peer:
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def run(text: str, language: str) -> object:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)
        return document.spans

    return Peer("natasha", "names", ("ru",), run, 0.25)


def _flashgeotext() -> Peer:
    from flashgeotext.geotext import GeoText

    finder = GeoText()

    def run(text: str, language: str) -> object:
        return finder.extract(text)

    return Peer("flashgeotext", "look-up of names", ("en",), run, 1.0)
