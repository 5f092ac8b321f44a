"""The verifier in the browser: its words, and the page that stands alone, to be got elsewhere than the release."""

import base64
import hashlib
import json
from importlib import resources

from markupsafe import Markup

from witnessmark.publish.site.words import Language, Words


class CheckingWords(Words):
    """The words of the verifier in one language."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, ("checking.yaml",))

    def all(self, plain: str, prefixed: str) -> str:
        """Two sections as JSON for the script; keys of the second begin with its name."""
        found = {}
        for key, value in self._flat.items():
            section, _, name = key.partition(".")
            if section == plain:
                found[name] = value
            elif section == prefixed:
                found[f"{prefixed}-{name}"] = value
        return json.dumps(found, ensure_ascii=False, sort_keys=True)


def standalone(language: Language) -> str:
    """The verifier as one page that needs nothing beside it and allows itself nothing but its own script and style."""
    from witnessmark.publish.site.pages import environment

    package = resources.files("witnessmark.publish")
    script = (package / "assets/verify.js").read_text(encoding="utf-8")
    style = (package / "data/standalone.css").read_text(encoding="utf-8")
    if "</" in script or "</" in style:
        raise ValueError("the script of the verifier cannot stand inside a page")
    return environment().get_template("standalone.html").render(
        c=CheckingWords(language), script=Markup(script), style=Markup(style),
        script_digest=_digest(script), style_digest=_digest(style),
    )  # fmt: skip


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
