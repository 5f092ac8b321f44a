"""Incidents as KML (OGC 12-007r2): areas of their uncertainty, with their time, for Google Earth and QGIS."""

from xml.etree import ElementTree

from witnessmark.model.acts import taxonomy
from witnessmark.model.release import Release, ReleasedIncident, ReleasedPlace
from witnessmark.publish.geography import circle

NAMESPACE = "http://www.opengis.net/kml/2.2"


def incidents_kml(release: Release) -> str:
    """One placemark an incident; one whose place is unknown has no geometry."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}kml")
    document = _child(root, "Document")
    _child(document, "name", release.title)
    if release.notice:
        _child(document, "description", release.notice)
    places = {place.id: place for place in release.places}
    for incident in release.incidents:
        _placemark(document, incident, places.get(incident.place or ""))
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _placemark(document: ElementTree.Element, incident: ReleasedIncident, place: ReleasedPlace | None) -> None:
    mark = _child(document, "Placemark")
    mark.set("id", incident.id)
    _child(mark, "name", ", ".join(taxonomy()[act].label["en"] for act in incident.acts))
    groups = len(incident.groups)
    _child(mark, "description", f"{len(incident.claims)} claims, {groups} independent groups; {incident.status}")
    if incident.time.earliest or incident.time.latest:
        span = _child(mark, "TimeSpan")
        for name, day in (("begin", incident.time.earliest), ("end", incident.time.latest)):
            if day:
                _child(span, name, day)
    if place is not None and place.lat is not None and place.lon is not None and place.radius_km is not None:
        ring = _child(_child(_child(mark, "Polygon"), "outerBoundaryIs"), "LinearRing")
        points = circle(place.lon, place.lat, place.radius_km)
        _child(ring, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in points))


def _child(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element
