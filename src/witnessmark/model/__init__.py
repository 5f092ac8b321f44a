"""The types that every part of the house speaks. Imports nothing of ours; sees no clock, network or randomness."""
