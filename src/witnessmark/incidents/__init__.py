"""Incidents: which claims are about the same thing, how independent they are, and where they contradict. Pure."""

from witnessmark.incidents.linking import link_claims

__all__ = ["link_claims"]
