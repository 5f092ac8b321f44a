"""Witnessmark turns the material of a field mission into a case file that holds.

The packages are listed in the order in which they may import one another, from the top of the house to its ground:
``cli``, ``web``, ``publish``, ``protection``, ``review``, ``derive``, ``law``, ``incidents``, ``reading``, ``intake``,
``evidence``, ``model``. A test holds that order; ``docs/explanation/architecture.md`` says what each is for.
"""

__version__ = "0.1.0"
