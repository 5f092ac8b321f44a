"""Incidents as KML 2.2 (OGC 07-147r2): areas of their uncertainty, with their time, for Google Earth and QGIS."""

import re
from xml.etree import ElementTree

from witnessmark.model.release import Release, ReleasedIncident
from witnessmark.publish.exports.columns import incident_fields, joined
from witnessmark.publish.exports.view import View
from witnessmark.publish.geography import circle
from witnessmark.publish.site.words import Language, layer_looks

NAMESPACE = "http://www.opengis.net/kml/2.2"

DATA = ("act_ids", "status", "when", "where", "claims", "groups", "contradictions", "documents")
"""The fields (``columns.py``) that a placemark carries beside its name."""

_NAME = re.compile(r"[A-Za-z_][\w.\-]*", re.ASCII)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def incidents_kml(release: Release, language: Language = "en") -> str:
    """A folder a layer, a placemark an incident; one whose place is unknown has no geometry."""
    ElementTree.register_namespace("", NAMESPACE)
    view = View(release, language)
    root = ElementTree.Element(f"{{{NAMESPACE}}}kml")
    document = _child(root, "Document")
    _child(document, "name", release.title)
    if release.notice:
        _child(document, "description", release.notice)
    looks = layer_looks()
    layers = dict.fromkeys([*looks, *(incident.layer for incident in view.chronology)])
    for layer, look in looks.items():
        _style(document, layer, look.colour)
    for layer in layers:
        incidents = [incident for incident in view.chronology if incident.layer == layer]
        if incidents:
            folder = _child(document, "Folder")
            _child(folder, "name", looks[layer].label(view.language) if layer in looks else layer)
            for incident in incidents:
                _placemark(folder, view, incident)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _style(document: ElementTree.Element, layer: str, colour: str) -> None:
    """A colour of KML is written backwards: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    style = _child(document, "Style")
    style.set("id", f"layer-{layer}")
    line = _child(style, "LineStyle")
    _child(line, "color", f"ff{blue}{green}{red}")
    _child(line, "width", "1.5")
    _child(_child(style, "PolyStyle"), "color", f"40{blue}{green}{red}")


def _placemark(folder: ElementTree.Element, view: View, incident: ReleasedIncident) -> None:
    mark = _child(folder, "Placemark")
    mark.set("id", incident.id if _NAME.fullmatch(incident.id) else f"i-{incident.id.encode().hex()}")
    _child(mark, "name", view.title(incident))
    _child(mark, "description", view.summary(incident))
    if incident.time.earliest or incident.time.latest:
        span = _child(mark, "TimeSpan")
        for name, day in (("begin", incident.time.earliest), ("end", incident.time.latest)):
            if day:
                _child(span, name, day)
    if incident.layer in layer_looks():
        _child(mark, "styleUrl", f"#layer-{incident.layer}")
    _data(mark, view, incident)
    area = view.area(view.place_of(incident.place))
    if area is not None:
        ring = _child(_child(_child(mark, "Polygon"), "outerBoundaryIs"), "LinearRing")
        points = circle(area.lon, area.lat, area.radius_km)
        _child(ring, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in points))


def _data(mark: ElementTree.Element, view: View, incident: ReleasedIncident) -> None:
    fields, extended = incident_fields(view, incident), _child(mark, "ExtendedData")
    for name in DATA:
        value = joined(fields[name], "; ")
        if value not in (None, ""):
            data = _child(extended, "Data")
            data.set("name", name)
            _child(data, "value", str(value))


def _child(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    """A child element. Characters that XML does not know are replaced."""
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = None if text is None else _NOT_XML.sub("\ufffd", text)
    return element
