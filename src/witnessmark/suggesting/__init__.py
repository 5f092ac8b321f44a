"""Optional models that suggest what the rules do not find: off by default, never needed, never bundled.

A model's word is worth no more than the words it points at: what does not stand in the text is dropped and counted,
what is kept says ``model:<name>`` as its rule, and every view marks it. Nothing here is imported unless a user asks.
"""
