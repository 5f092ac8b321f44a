"""A release in the forms that other programs take. Everything in here has passed the gate."""

from witnessmark.publish.exports.writing import FORMATS, USUAL, WITH_TEXTS, described, write_export

__all__ = ["FORMATS", "USUAL", "WITH_TEXTS", "described", "write_export"]
