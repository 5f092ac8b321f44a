"""CSV for Uwazi's import (1.150 and later), one file a template, and the templates that must be made first.

Read by a program: the words are as they are. Quotes begin with "> ", which Uwazi's Markdown shows as a quotation and no
spreadsheet runs. Many values are joined by "|", related entities are named by their titles, a period is "from:to".
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from witnessmark.model.bilingual import Bilingual
from witnessmark.model.release import Release
from witnessmark.publish.exports.columns import (
    Fields,
    actor_fields,
    claim_fields,
    document_fields,
    incident_fields,
    joined,
)
from witnessmark.publish.exports.files import Cell, json_text, table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language

PropertyType = Literal[
    "text", "markdown", "numeric", "date", "daterange", "select", "multiselect", "relationship", "geolocation"
]
Rows = Literal["documents", "actors", "incidents", "claims"]


class UwaziProperty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A property of a template. ``field`` fills it (a period and a position take two); ``content`` names the
    thesaurus or the template that its values are of."""

    label: Bilingual
    type: PropertyType
    field: tuple[str, ...]
    content: str | None = None


class UwaziTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    file: str
    rows: Rows
    properties: tuple[UwaziProperty, ...]


class UwaziMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``thesauri`` are made empty: the import fills them."""

    thesauri: tuple[str, ...]
    templates: tuple[UwaziTemplate, ...]


def files(release: Release, language: Language = "en") -> dict[str, str]:
    """A CSV file a template, to be imported in the order of their names, and ``templates.json``."""
    view, map_ = View(release, language), mapping("uwazi.yaml", UwaziMapping)
    made = {template.file: _csv(view, template) for template in map_.templates}
    return {**made, "templates.json": json_text(_definition(map_, language))}


def _csv(view: View, template: UwaziTemplate) -> str:
    header = ["title", *(each.label(view.language) for each in template.properties)]
    rows = (
        [_title(str(fields["title"])), *(_cell(fields, each) for each in template.properties)]
        for fields in _rows(view, template)
    )
    return table(header, rows, for_people=False)


def _rows(view: View, template: UwaziTemplate) -> Iterator[Fields]:
    if template.rows == "documents":
        return (document_fields(document) for document in view.documents.values())
    if template.rows == "actors":
        return (actor_fields(view, actor) for actor in view.actors.values())
    if template.rows == "incidents":
        return (incident_fields(view, incident) for incident in view.chronology)
    return (claim_fields(view, claim) for claim in view.claims.values())


def _cell(fields: Fields, each: UwaziProperty) -> Cell:
    values = [fields[name] for name in each.field]
    if each.type == "daterange":
        return ":".join(str(value or "") for value in values) if any(values) else ""
    if each.type == "geolocation":
        return "|".join(str(value) for value in values) if all(value is not None for value in values) else ""
    many = each.type in ("multiselect", "relationship")
    value = values[0]
    if many:
        value = value if isinstance(value, list) else [str(value)] if value else []
        return "|".join(dict.fromkeys(_title(text) for text in value))
    return _title(str(value or "")) if each.type == "select" else joined(value, "; ")


def _title(text: str) -> str:
    """A title or label by which something is found again: "|" parts many, "::" a group from its member, and Uwazi trims
    white space."""
    return " ".join(text.replace("::", ":").replace("|", "/").split())


def _definition(map_: UwaziMapping, language: Language) -> dict[str, object]:
    """The templates in the words of Uwazi's settings, for the person who makes them."""
    return {
        "thesauri": list(map_.thesauri),
        "templates": [
            {
                "name": template.name,
                "import": template.file,
                "properties": [
                    {"label": each.label(language), "type": each.type}
                    | ({"content": each.content} if each.content else {})
                    for each in template.properties
                ],
            }
            for template in map_.templates
        ],
    }
