"""Where a place of a release lies."""

from witnessmark.model.release import ReleasedPlace


def positioned(place: ReleasedPlace | None) -> tuple[float, float, float] | None:
    """Longitude, latitude and radius in km; None unless all three are known."""
    if place is None or place.lat is None or place.lon is None or place.radius_km is None:
        return None
    return place.lon, place.lat, place.radius_km
