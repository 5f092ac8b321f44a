"""Law: claims laid beside the elements of provisions. Indicators that structure questions, never verdicts. Pure."""

from witnessmark.law.matrix import matrix_of

__all__ = ["matrix_of"]
