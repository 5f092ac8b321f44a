"""Drills: every promise of ``docs/reliability.md`` broken into points, each of which is tried.

``python -m tests.drills`` tries all points; ``test_drills.py`` a sample. A drill is a module with ``PROMISE``, a
sentence, and ``run(draw) -> Result``.
"""
