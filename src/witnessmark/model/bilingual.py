"""A label in both languages of the pages."""

import msgspec


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One label in both languages."""

    en: str
    uk: str

    def __call__(self, language: str) -> str:
        return self.uk if language == "uk" else self.en
