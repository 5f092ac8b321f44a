"""What may go wrong with a model of the user."""


class NoModel(ValueError):  # noqa: N818 - it says what it is
    """The model cannot be used. The message names it, says why, and what to do."""
