"""The pages of the workbench. Every page is made on the server; nothing is fetched from anywhere."""

from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from witnessmark.derive.casefile import document_date, load_case_file
from witnessmark.derive.merging import PersonProposal
from witnessmark.derive.registering import registers
from witnessmark.derive.search import BadQuery, search
from witnessmark.evidence.case import Case
from witnessmark.intake.problems import explain
from witnessmark.model import link_words
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.decision import Verdict
from witnessmark.model.grading import scale_of
from witnessmark.model.register import Register, register_forms
from witnessmark.publish.site.times import edtf_words
from witnessmark.publish.site.words import Language, Words
from witnessmark.review.deciding import decide
from witnessmark.review.finding_targets import Target
from witnessmark.review.grading import grade
from witnessmark.review.waiting import waiting
from witnessmark.web.access import OnlyHere
from witnessmark.web.assessing import incident_assessed, may_grade, people_assessed, target_named
from witnessmark.web.independence import independence_on_form, said_of, sources_of
from witnessmark.web.law import language_of, law_page, words_of_law
from witnessmark.web.marking import stretches
from witnessmark.web.naming import place_called, unit_called
from witnessmark.web.sitting import WhileUnlocked
from witnessmark.web.who_is_who import decide_on_form, proposals, who_is_who

VERDICTS: dict[str, Verdict] = {"confirmed": "confirmed", "rejected": "rejected"}


def workbench(case: Case, key: str, hosts: frozenset[str]) -> Starlette:
    """The application over a case. ``hosts`` are the Host headers that are taken, such as 127.0.0.1:8722."""
    pages = _Pages(case)
    routes = [
        Route("/", pages.page(pages.overview)),
        Route("/claims", pages.page(pages.claims)),
        Route("/documents/{document}", pages.page(pages.document)),
        Route("/incidents", pages.page(pages.incidents)),
        Route("/incidents/{incident}", pages.page(pages.incident)),
        Route("/people", pages.page(pages.people)),
        Route("/who-is-who", pages.page(pages.who_is_who), methods=["GET"]),
        Route("/who-is-who", pages.decide_who, methods=["POST"]),
        Route("/independence/{incident}", pages.decide_independence, methods=["POST"]),
        Route("/law", pages.page(pages.law)),
        Route("/registers", pages.page(pages.registers)),
        Route("/registers/{register}", pages.page(pages.register)),
        Route("/search", pages.page(pages.search)),
        Route("/claims/{claim}/decide", pages.decide, methods=["POST"]),
        Route("/grades/{kind}/{name}", pages.grade, methods=["POST"]),
        Route("/workbench.css", _style),
    ]
    guards = [Middleware(OnlyHere, key=key, hosts=hosts)]
    if case.secrets.sealed and case.secrets.in_sitting():
        guards.append(Middleware(WhileUnlocked, secrets=case.secrets, forget=pages.forget))
    return Starlette(routes=routes, middleware=guards, exception_handlers={404: pages.missing})


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("witnessmark.web"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined
    )
    environment.globals["unit_called"] = unit_called
    environment.globals["act"] = lambda name: taxonomy()[name]
    return environment


@cache
def _words(language: Language) -> Words:
    return Words(language, ("words.yaml", "workbench.yaml"))


async def _style(request: Request) -> Response:
    css = resources.files("witnessmark.web").joinpath("assets/workbench.css").read_text(encoding="utf-8")
    return PlainTextResponse(css, media_type="text/css")


class _NotFound(LookupError):  # noqa: N818 - an answer, not an error of the program
    """There is no such page, or it is sealed."""


class _Pages:
    """What each page shows. The case is read anew when its journal has grown."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._file: tuple[object, CaseFile] | None = None
        self._made: tuple[CaseFile, tuple[Register, ...]] | None = None
        self._proposed: tuple[CaseFile, list[PersonProposal]] | None = None

    def file(self) -> CaseFile:
        state = self.case.state()
        if self._file is None or self._file[0] is not state:
            self._file = state, load_case_file(self.case, self.case.clock().date().isoformat())
        return self._file[1]

    def forget(self) -> None:
        """Hold nothing of the case any more."""
        self._file = self._made = self._proposed = None

    async def missing(self, request: Request, error: Exception) -> Response:
        """The answer to an address that no page of the workbench has."""

        def nothing(request: Request) -> tuple[str, dict[str, Any]]:
            raise _NotFound

        answer: Response = await self.page(nothing)(request)
        return answer

    def page(self, show: Callable[[Request], tuple[str, dict[str, Any]]]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            status = 200
            try:
                name, values = await run_in_threadpool(show, request)
            except (_NotFound, KeyError):
                name, values, status = "missing", {}, 404
            language = language_of(request)
            words = _words(language)
            page = {
                "file": self.file(), "lang": language, "t": words,
                "when": partial(edtf_words, words=words), "called": partial(place_called, language=language),
                "unread": partial(explain, language=language),
            }  # fmt: skip
            return HTMLResponse(_templates().get_template(f"{name}.html").render(page | values), status)

        return answer

    def overview(self, request: Request) -> tuple[str, dict[str, Any]]:
        devices = [one for one in self.case.devices().values() if one.standing == "waiting"]
        return "overview", {"waits": waiting(self.file(), self.case.state()), "devices": devices}

    def claims(self, request: Request) -> tuple[str, dict[str, Any]]:
        act = request.query_params.get("act", "")
        listed = [claim for claim in self._open_claims() if act in ("", claim.act)]
        acts = sorted({claim.act for claim in self._open_claims()})
        return "claims", {"claims": listed, "acts": acts, "chosen": act}

    def document(self, request: Request) -> tuple[str, dict[str, Any]]:
        document = self.file().documents[request.path_params["document"]]
        claims = [claim for claim in self._open_claims() if claim.document == document.id]
        sealed = any(
            claim.document == document.id and taxonomy()[claim.act].sealed for claim in self.file().claims.values()
        )
        if sealed:
            return "sealed", {"document": document}
        return "document", {
            "document": document,
            "date": document_date(document.document, self.file().sources[document.source].record),
            "stretches": stretches(document.document.text, claims),
            "claims": claims,
        }

    def incidents(self, request: Request) -> tuple[str, dict[str, Any]]:
        file = self.file()
        listed = [one for one in file.incidents.values() if not any(taxonomy()[name].sealed for name in one.acts)]
        return "incidents", {"incidents": listed}

    def incident(self, request: Request) -> tuple[str, dict[str, Any]]:
        incident = self.file().incidents[request.path_params["incident"]]
        if any(taxonomy()[name].sealed for name in incident.acts):
            raise _NotFound
        matrix = self.file().matrices.get(incident.id)
        situation = self.file().situations.get(matrix.situation) if matrix else None
        page = {
            "incident": incident, "matrix": matrix, "situation": situation, "link_words": link_words,
            "independence_said": said_of(self.case, self.file(), incident),
            "independence_sources": sources_of(self.file(), incident),
        }  # fmt: skip
        assessed = incident_assessed(self.file(), incident, request)
        return "incident", page | assessed | words_of_law(self.file(), request)

    def people(self, request: Request) -> tuple[str, dict[str, Any]]:
        return "people", people_assessed(self.file(), request)

    def who_is_who(self, request: Request) -> tuple[str, dict[str, Any]]:
        """What may be one person is worked out once for each state of the case: it compares many with many."""
        file = self.file()
        if self._proposed is None or self._proposed[0] is not file:
            self._proposed = file, proposals(self.case, file)
        return "who_is_who", who_is_who(self.case, file, self._proposed[1])

    def law(self, request: Request) -> tuple[str, dict[str, Any]]:
        return "law", law_page(self.file(), request)

    def registers(self, request: Request) -> tuple[str, dict[str, Any]]:
        return "registers", {"registers": self._registers(), "forms": register_forms().registers}

    def register(self, request: Request) -> tuple[str, dict[str, Any]]:
        """One register, or those that share a page on the published site, such as the casualties."""
        name, forms = request.path_params["register"], register_forms()
        shown = [one for one in self._registers() if one.name == name]
        shown = shown or [one for one in self._registers() if forms.registers[one.name].page == name]
        if not shown:
            raise _NotFound
        met = {(one.name, cell.column) for one in shown for row in one.rows for cell in row.cells}
        return "register", {
            "registers": shown,
            "page": name,
            "forms": forms.registers,
            "columns": {
                one.name: [each for each in forms.registers[one.name].columns if (one.name, each) in met]
                for one in shown
            },
            "value": forms.value,
        }

    def _registers(self) -> tuple[Register, ...]:
        """From all claims but the sealed ones; kept until the case has grown."""
        file = self.file()
        if self._made is None or self._made[0] is not file:
            self._made = file, registers(file, {claim.id: claim for claim in self._open_claims()})
        return self._made[1]

    def search(self, request: Request) -> tuple[str, dict[str, Any]]:
        words = request.query_params.get("words", "")
        try:
            found = search(self.file(), self.case, words)
        except BadQuery:
            found = []
        return "search", {"words": words, "found": found}

    async def decide(self, request: Request) -> Response:
        claim = self.file().claims.get(request.path_params["claim"])
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        verdict = VERDICTS.get(form.get("verdict", [""])[0])
        if claim is None or verdict is None:
            return PlainTextResponse("There is no such claim or verdict.", 404)
        reason = form.get("reason", [""])[0].strip() or None
        target = Target("claim", claim.id)
        await run_in_threadpool(decide, self.case, self.file(), target, verdict, {}, reason, None)
        return RedirectResponse(f"/documents/{claim.document}#claim-{claim.id}", 303)

    async def decide_independence(self, request: Request) -> Response:
        incident = request.path_params["incident"]
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        if not await run_in_threadpool(independence_on_form, self.case, self.file(), incident, form):
            return PlainTextResponse("There are no such two claims or sources.", 404)
        now = self.file()
        kept = incident in now.incidents
        return RedirectResponse(f"/incidents/{incident}#independence" if kept else "/incidents", 303)

    async def decide_who(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        if not await run_in_threadpool(decide_on_form, self.case, self.file(), form):
            return PlainTextResponse("There are no such two persons.", 404)
        return RedirectResponse("/who-is-who", 303)

    async def grade(self, request: Request) -> Response:
        file, kind = self.file(), request.path_params["kind"]
        target = target_named(file, kind, request.path_params["name"])
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        value, reason = (form.get(name, [""])[0].strip() for name in ("value", "reason"))
        scale = scale_of(value)
        if target is None or scale is None or not may_grade(target, value, reason):
            return PlainTextResponse("There is no such thing or grade, or no reason is given.", 404)
        await run_in_threadpool(grade, self.case, file, target, scale, value, reason)
        if kind == "claim":
            incident = next((one.id for one in file.incidents.values() if target.id in one.claims), None)
            return RedirectResponse(f"/incidents/{incident}" if incident else "/claims", 303)
        return RedirectResponse(f"/incidents/{target.id}#proof" if kind == "incident" else "/people", 303)

    def _open_claims(self) -> list[Claim]:
        return [claim for claim in self.file().claims.values() if not taxonomy()[claim.act].sealed]
