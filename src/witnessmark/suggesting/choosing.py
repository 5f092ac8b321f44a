"""From ``--with`` to a component: ``spacy:MODEL``, ``natasha``, ``llm:ADDRESS#MODEL``."""

from witnessmark.reading.draft import Extra
from witnessmark.suggesting.errors import NoModel


def extra_of(spec: str, *, allow_remote: bool = False, key: str | None = None) -> Extra:
    """The component that a user asks for. ``allow_remote`` lets the words of a text leave this machine, ``key`` is sent
    to a language model's address. Raises ``NoModel``."""
    kind, _, rest = spec.partition(":")
    if kind == "spacy" and rest:
        from witnessmark.suggesting.spacy_names import spacy_names

        return spacy_names(rest)
    if spec == "natasha":
        from witnessmark.suggesting.natasha_names import natasha_names

        return natasha_names()
    if kind == "llm" and rest:
        from witnessmark.suggesting.language_model import language_model

        return language_model(rest, allow_remote=allow_remote, key=key)
    raise NoModel(f"{spec}: it is none of spacy:MODEL, natasha, llm:ADDRESS#MODEL")
