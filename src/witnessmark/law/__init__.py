"""Law: claims laid beside the elements of provisions. Indicators that structure questions, never verdicts. Pure."""

from witnessmark.law.matrix import Qualified, matrix_of, qualify

__all__ = ["Qualified", "matrix_of", "qualify"]
