"""Places: found in the text, told from persons and words, resolved to a point with an honest radius."""
