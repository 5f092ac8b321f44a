"""Actors: every named person, unit, force, body or group that a text mentions, and the nouns for a belligerent."""
