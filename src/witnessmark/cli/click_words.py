"""What click says of itself (a missing argument, no such option, a bad choice) in the user's language.

Click looks its words up by a function ``_`` (and ``ngettext`` for counted ones) in each of its modules, which asks the
catalogues of the system, and those hold none of click's. Here the same names look into ``data/click.yaml``.
"""

import importlib
from functools import cache

from witnessmark.cli import messages
from witnessmark.cli.compiled import compiled_as

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def translate_click() -> None:
    """From now on click speaks the language that the commands speak. A module that looks up nothing is left alone."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for looked_up, ours in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, looked_up):
                setattr(module, looked_up, ours)


def _said(text: str) -> str:
    return _catalogue().get(text, text) if messages.language() == "uk" else text


def _counted(one: str, many: str, n: int) -> str:
    return _said(one if n == 1 else many)


@cache
def _catalogue() -> dict[str, str]:
    return compiled_as("click", dict[str, str])
