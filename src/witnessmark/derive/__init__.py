"""Derivation: runs the pure steps over a case, remembers their results, and keeps the search index.

Everything under ``derived/`` may be deleted at any time; nothing is lost and the answers are the same.
"""
