"""Reading: one text in, one reading record out. Pure: same text, same bytes.

Each step is a component that says what it needs and what it makes (``draft.py``); ``pipeline.py`` puts them in order.
A language is a folder of data; an act is an entry in ``model/data/acts.yaml`` and in the lexicons.
"""
