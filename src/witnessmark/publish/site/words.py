"""The words that the site says of itself, in one language: looked up by key, filled in, counted."""

from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec
import yaml
from markupsafe import Markup

from witnessmark.model.labels import labels

Language = Literal["en", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "uk")


class LayerLook(msgspec.Struct, frozen=True):
    """How a layer is drawn and called: ``shape`` is an SVG path in a box of 12 by 12."""

    colour: str
    shape: str
    en: str
    uk: str

    def label(self, language: Language) -> str:
        return self.uk if language == "uk" else self.en


@cache
def data_file(name: str, package: str = "witnessmark.publish") -> Any:
    """A YAML file of the package's ``data``, parsed."""
    text = resources.files(package).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def layer_looks() -> dict[str, LayerLook]:
    """The looks of the layers, in the order of the legend."""
    return msgspec.convert(data_file("layers.yaml"), dict[str, LayerLook])


def plural_form(language: Language, n: int) -> str:
    """Which form of a counted word goes with ``n`` (CLDR rules for whole numbers): one, few or many."""
    if language == "en":
        return "one" if n == 1 else "many"
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def grouped(n: int | float) -> str:
    """A number for people: thin spaces between thousands, no needless decimals."""
    return f"{n:,g}".replace(",", "\u202f") if abs(n) < 1_000_000 else f"{n:,.0f}".replace(",", "\u202f")


class Words:
    """The catalogue in one language. A key that is missing is an error; a value that is unknown is shown as it is.

    ``files`` are the catalogues of ``publish/data`` that are read one after another, after the labels of the model,
    which the command line and the workbench show as well.
    """

    def __init__(self, language: Language, files: tuple[str, ...] = ("words.yaml",)) -> None:
        self.language: Language = language
        self._flat: dict[str, str] = {}
        self._counted: dict[str, dict[str, str]] = {}
        catalogues = (labels(), *map(data_file, files))
        for key, entry in (entry for catalogue in catalogues for entry in _entries(catalogue, "")):
            value = entry[language]
            if isinstance(value, str):
                self._flat[key] = value
            else:
                self._counted[key] = value

    def __call__(self, key: str, **values: object) -> str:
        """The words for ``key``; raises ``KeyError`` for a key that the catalogue does not hold."""
        text = self._flat[key]
        return text.format(**values) if values else text

    def html(self, key: str) -> Markup:
        """Words of the catalogue that hold mark-up of their own."""
        return Markup(self._flat[key])

    def count(self, key: str, n: int | float) -> str:
        """The counted words for ``n``: "3 claims"."""
        forms = self._counted[key]
        form = plural_form(self.language, int(n))
        shown = grouped(n) if self.language == "en" else grouped(n).replace(".", ",")
        return forms.get(form, forms["many"]).format(n=shown)

    def value(self, section: str, value: str) -> str:
        """The word for a value of a closed list; an unknown value is shown with its hyphens taken out."""
        return self._flat.get(f"{section}.{value}") or value.replace("-", " ").replace("_", " ")


def _entries(node: dict[str, Any], prefix: str) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for key, value in node.items():
        if set(value) == {"en", "uk"} and key != "language-names":
            found.append((f"{prefix}{key}", value))
        else:
            found.extend(_entries(value, f"{prefix}{key}."))
    return found
