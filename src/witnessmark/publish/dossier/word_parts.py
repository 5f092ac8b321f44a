"""The parts of a dossier as blocks, for the word-processing edition: the same words and numbers as on paper."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from witnessmark.publish.dossier.blocks import (
    Block,
    Line,
    Run,
    bullets,
    code,
    go,
    head,
    joined,
    lines,
    note,
    pairs,
    par,
    quiet,
    strong,
    table,
    target,
)

Data = dict[str, Any]
W = Callable[[str], str]
"""Words of the dossier by key."""


def link(it: Data) -> Run:
    return go(str(it["n"]), it["to"])


def links(them: Iterable[Data]) -> list[Run]:
    return joined(link(it) for it in them)


def styled(style: str, *line: Run, lang: str | None = None) -> Block:
    return {"is": "par", "runs": list(line), "style": style, "lang": lang}


def picture(name: str | None) -> list[Block]:
    return [{"is": "picture", "name": name}] if name else []


def cover_blocks(case: Data, w: W) -> list[Block]:
    it = case["cover"]
    approvals: list[Line] = [
        [a["reviewer"], quiet(f" ({w('method.key')} "), code(a["device"]), quiet(")")] for a in it["approvals"]
    ]
    return [
        styled("Kind", case["audience"]),
        styled("Title", case["title"]),
        styled("Small", case["kind"]),
        *([note(case["notice"])] if case["notice"] else []),
        pairs(
            (
                (w("dossier.release"), it["release"]),
                (w("dossier.released"), it["released"]),
                (w("dossier.content"), code(it["content"])),
                (w("dossier.approved"), lines(approvals) or w("dossier.no-approvals")),
            )
        ),
        note(strong(w("dossier.summary.standard-title") + ". "), w("dossier.summary.standard")),
    ]


def part_blocks(part: Data, case: Data, w: W) -> list[Block]:
    """A part with its heading."""
    made = PARTS[part["id"]](part["is"], case, w) if part["id"] in PARTS else list(part["is"])
    return [head(part["title"], anchor=f"p-{part['id']}", level=1), *made]


def _incident_lines(rows: Iterable[Data]) -> Block:
    return bullets(
        [
            strong(it["n"] + " "),
            go(it["title"], it["to"]),
            f", {it['where']}, {it['when']}",
            quiet(f" · {it['sources']}"),
        ]
        for it in rows
    )


def summary(it: Data, case: Data, w: W) -> list[Block]:
    made = [
        par(it["intro"]),
        note(strong(w("dossier.summary.standard-title") + ". "), w("dossier.summary.standard")),
        bullets([strong(number + " "), label] for number, label in it["figures"]),
    ]
    if it["layers"]:
        heads = (
            w("dossier.summary.layer"), w("nav.incidents"), w("dossier.summary.dated"), w("dossier.summary.placed"),
            w("dossier.summary.contradicted"),
        )  # fmt: skip
        rows = [[case["layers"][row["layer"]]["label"], *row["numbers"]] for row in it["layers"]]
        made += [head(w("dossier.summary.by-layer")), table(heads, rows, (44, 14, 14, 14, 14), (1, 2, 3, 4))]
    if it["strongest"]:
        made += [head(w("dossier.summary.strongest")), _incident_lines(it["strongest"])]
    made.append(head(w("dossier.summary.contested")))
    made.append(_incident_lines(it["contested"]) if it["contested"] else par(w("dossier.summary.none-contested")))
    return made


def method(it: Sequence[Data], case: Data, w: W) -> list[Block]:
    return [block for one in it for block in (head(one["title"]), *(par(text) for text in one["text"]))]


def chronology(it: Sequence[Sequence[Data]], case: Data, w: W) -> list[Block]:
    heads = tuple(w(f"dossier.chronology.{key}") for key in ("number", "when", "what", "where", "sources"))
    made = [par(w("dossier.chronology.intro"), sticky=True)]
    for months in it:
        rows: list[Any] = []
        for month in months:
            rows.append({"span": [strong(month["name"])]})
            for row in month["rows"]:
                what: list[Run] = [
                    go(row["title"], row["to"]),
                    *([quiet(f" ({row['status']})")] if row["status"] else []),
                ]
                rows.append([[strong(row["n"])], [row["when"]], what, [row["where"]], [row["sources"]]])
        made.append(table(heads, [], (8, 28, 36, 18, 10), (4,)) | {"rows": rows})
    return made


def map_of(it: Data, case: Data, w: W) -> list[Block]:
    made = [*picture(it["overview"])]
    if it["overview"]:
        legend = " · ".join(case["layers"][layer]["label"] for layer in it["legend"])
        made.append(styled("Small", f"{legend}. {w('overview.map-note')} {w('method.base-map')}"))
        made += picture(it["country"])
    if it["unplaced"]:
        made.append(par(it["unplaced"]))
    if it["rows"]:
        heads = (w("places.name"), w("places.as-said"), w("places.where"), w("dossier.map.how"), w("places.incidents"))
        rows = [
            [lines([one["name"], quiet(one["more"])]), one["said"], one["where"], one["how"], one["incidents"]]
            for one in it["rows"]
        ]
        made += [
            head(w("nav.places")),
            par(w("places.intro"), sticky=True),
            table(heads, rows, (26, 28, 17, 19, 10), (4,)),
        ]
    return [*made, par(it["left"])] if it["left"] else made


def incidents(it: Data, case: Data, w: W) -> list[Block]:
    made = [par(w("incident.allegation"))]
    for incident in it["incidents"]:
        made += _incident(incident, case, w)
    if it["alone"]:
        made.append(head(w("dossier.incident.alone-title")))
        made += [block for one in it["alone"] for block in claim(one, case, w)]
    return made


def _incident(it: Data, case: Data, w: W) -> list[Block]:
    facts: list[tuple[str, Line]] = [
        (w("incident.when"), [it["when"], *([code(f" {it['edtf']}")] if it["edtf"] else [])]),
        (w("incident.where"), it["where"]),
        (w("incident.status"), it["status"]),
        (w("incident.sources"), [it["sources"], quiet(f" ({it['claims']})")]),
        (w("dossier.incident.identifier"), code(it["id"])),
        *((name, value) for name, value in it["standing"]),
    ]
    made = [
        head(f"{it['anchor'][1:]} · {it['title']}", anchor=it["anchor"]),
        styled("Small", it["label"]),
        *([styled("Small", it["also"])] if it["also"] else []),
        styled("Fact", strong(w("weighing.summary")), quiet(f" – {w('weighing.summary-note')}")),
        pairs(facts),
        *([styled("Fact", go(f"→ {w('dossier.incident.matrix')}", it["elements"]))] if it["elements"] else []),
        *picture(it["map"]),
        *it["support"],
        head(w("weighing.against"), level=3),
    ]
    if it["contradictions"]:
        made += [styled("BodyText", strong(w("incident.contradictions"))), par(w("incident.contradictions-intro"))]
        for field in it["contradictions"]:
            made.append(par(strong(field["field"]), sticky=True))
            made.append(bullets([strong(one["value"] + ": "), *one["voices"]] for one in field["values"]))
    made += [*it["against"], head(w("weighing.evidence"), level=3)]
    for group in it["groups"]:
        if group["title"]:
            made.append(styled("Claim", strong(group["title"])))
        if group["once"]:
            made.append(styled("Small", group["once"]))
        made += [block for one in group["claims"] for block in claim(one, case, w)]
    return [*made, styled("Small", it["more"])] if it["more"] else made


def claim(it: Data, case: Data, w: W) -> list[Block]:
    """One claim: what and how, the exact words, who and on what basis, where the words stand."""
    warns = [it["modality"]] if it["guarded"] else []
    tags: list[Run] = [] if it["guarded"] else [quiet(f" [{it['modality']}]")]
    warns += [it["denied"]] if it["denied"] else []
    warns += [f"{w('incident.by-model')} ({', '.join(it['models'])})"] if it["models"] else []
    tags += [{"text": f" [{word}]", "look": "alarm"} for word in warns]
    tags += [quiet(f" ✓ {w('incident.reviewed')}")] if it["reviewed"] else []
    source = it["source"]
    stands: list[Run] = [source["text"], *([f"; {source['offsets']}"] if source["offsets"] else [])]
    if source["to"]:
        stands += [" ", go(f"→ {w('dossier.incident.annex')} {source['document']}", source["to"])]
    elif source["document"]:
        stands.append(quiet(f" ({source['document']}, {w('dossier.incident.not-annexed')})"))
    opens, closes = "«»" if it["language"] in ("uk", "ru") else "“”"
    return [
        styled("Claim", target(it["anchor"]), strong(f"{it['n']} {it['act']}"), *tags),
        styled("Quote", f"{opens}{it['quote']}{closes}", lang=it["language"]),
        *(
            styled("Fact", *joined(([quiet(f"{name}: "), value] for name, value in facts), "   "))
            for facts in it["facts"]
        ),
        styled("Fact", quiet(w("incident.reference") + ": "), *stands),
    ]


def _cell(it: Data) -> Line:
    if not it["links"]:
        return "–"
    return lines([links(it["links"]), *([quiet(it["quote"])] if it["quote"] else [])])


def matrix(it: Data, case: Data, w: W) -> list[Block]:
    made = [par(w("matrix.intro"), " ", w("dossier.matrix.not-verdict")), par(w("dossier.matrix.how"))]
    heads = tuple(w(f"matrix.{key}") for key in ("element", "status", "supporting", "contradicting", "hearsay"))
    if it["context"]:
        rows: list[list[Line]] = [
            [
                [target(row["anchor"]), *lines([[strong(row["n"] + " "), row["text"]], quiet(row["more"])])],
                row["status"],
                *(_cell(cell) for cell in row["cells"]),
                lines([links(row["asked"]), *([quiet(row["missing"])] if row["missing"] else [])]),
            ]
            for row in it["context"]
        ]
        made += [head(w("dossier.matrix.context")), par(w("dossier.matrix.context-text"), sticky=True)]
        made.append(table((*heads, w("dossier.matrix.asked-by")), rows, (34, 12, 19, 10, 9, 16)))
    if it["situations"]:
        made += [head(w("situations.title")), par(w("situations.note"), sticky=True), *it["situations"]]
    made += it["whole"]
    if it["questions"]:
        made.append(head(w("dossier.matrix.common"), anchor="asked"))
        made += [styled("Fact", question) for question in it["questions"]]
    made += it["witnesses"]
    for entry in it["entries"]:
        made += _entry(entry, (*heads, w("dossier.matrix.ask")), w)
    if it["provisions"]:
        made.append(head(w("dossier.matrix.provisions")))
        made.append(styled("Small", *joined(([strong(cite), f" {title}"] for cite, title in it["provisions"]), "; ")))
    return [*made, par(it["left"])] if it["left"] else made


def _entry(it: Data, heads: Sequence[str], w: W) -> list[Block]:
    title: list[Run] = [target(it["anchor"]), strong(it["n"] + " "), go(it["title"], it["to"])]
    made: list[Block] = [{**par(*title, strong(f", {it['where']}, {it['when']}"), sticky=True)}]
    made += [styled("Fact", strong(name), f" {text}") for name, text in it["notes"]]
    if it["context"]:
        made.append(styled("Fact", strong(w("dossier.matrix.see-context")), " ", *links(it["context"])))
    if it["rows"]:
        rows: list[list[Line]] = [
            [
                lines([row["text"], quiet(row["more"])]),
                row["status"],
                *(_cell(cell) for cell in row["cells"]),
                lines([one for one in (row["ask"], quiet(row["unasked"]) if row["unasked"] else None) if one]),
            ]
            for row in it["rows"]
        ]
        made.append(table(heads, rows, (34, 12, 19, 13, 11, 11)))
    if it["common"] or it["own"]:
        common: list[Run] = [" ", go(it["common"], "asked")] if it["common"] else []
        made.append(styled("Fact", strong(w("matrix.questions")), *common))
        made += [styled("Fact", question) for question in it["own"]]
    if it["cautions"]:
        made.append(styled("Fact", strong(w("matrix.cautions")), f" {it['cautions']}"))
    return made


def people(it: Sequence[Data], case: Data, w: W) -> list[Block]:
    heads = (w("dossier.people.name"), w("dossier.people.kind"), w("people.says"), w("people.named-in"))

    def some(one: Data) -> Line:
        return [*links(one["links"]), *([quiet(f" {one['more']}")] if one["more"] else [])]

    rows: list[list[Line]] = []
    for one in it:
        name: list[Line] = [[one["name"], *([quiet(f" [{w('people.pseudonym')}]")] if one["pseudonym"] else [])]]
        name += [quiet(one["resolved"])] if one["resolved"] else []
        rows.append([lines(name), one["kind"], some(one["said"]), some(one["named"])])
    return [par(w("people.intro"), sticky=True), table(heads, rows, (32, 18, 25, 25))]


def withheld(it: Data, case: Data, w: W) -> list[Block]:
    if not it["rows"]:
        return [par(w("overview.withheld-none")), *it["beside"]]
    heads = (w("dossier.withheld.what"), w("dossier.withheld.why"))
    rows = [[one["what"], one["why"]] for one in it["rows"]]
    shown = table(heads, rows, (30, 70))
    return [par(w("dossier.withheld.intro"), sticky=True), shown, par(w("dossier.withheld.limits")), *it["beside"]]


def exhibits(it: Data, case: Data, w: W) -> list[Block]:
    heads = (
        w("method.source"),
        w("method.kind"),
        w("method.consent-col"),
        w("method.received"),
        w("method.commitment"),
    )
    rows: list[list[Line]] = []
    for one in it["rows"]:
        first: list[Run] = [target(one["anchor"])] if one["anchor"] else []
        first += [strong(one["label"]), *([f" {one['file']}"] if one["file"] else [])]
        what: list[Line] = [first, *([go(d["n"], d["to"]), f" {d['title']}"] for d in one["documents"])]
        digests: list[Line] = [code(one["commitment"])] if one["commitment"] else []
        digests += [[code(one["sha256"]), quiet(" SHA-256")]] if one["sha256"] else []
        rows.append([lines(what), lines(one["about"]), one["consent"], one["received"], lines(digests)])
    made = [par(w("dossier.exhibits.intro"), sticky=True), table(heads, rows, (24, 17, 13, 10, 36))]
    return [*made, par(it["more"])] if it["more"] else made


def custody(it: Data, case: Data, w: W) -> list[Block]:
    heads = (w("method.source"), w("method.event"), w("method.time"), w("dossier.custody.device"), w("method.entry"))
    rows = [
        [go(one["source"], one["to"]), one["event"], one["time"], code(one["device"]), code(one["entry"])]
        for one in it["rows"]
    ]
    made = [par(w("dossier.custody.intro"), sticky=True), table(heads, rows, (8, 12, 22, 22, 36))]
    made += [par(it["more"])] if it["more"] else []
    return [*made, *it["stamps"]]


def verify(it: Data, case: Data, w: W) -> list[Block]:
    made = [par(w("dossier.verify.intro")), note(w("verify.warning")), *it["steps"]]
    made += [par(w("dossier.verify.again")), head(w("verify.proves"))]
    made.append(bullets(w(f"verify.proves-{n}") for n in (1, 2, 3)))
    made.append(head(w("method.made")))
    rows: list[tuple[str, Line]] = [
        (w("dossier.release"), code(it["release"])),
        (w("dossier.content"), code(it["content"])),
        (w("method.software"), it["software"]),
        (w("method.reader"), code(it["reader"])),
    ]
    for one in it["approvals"]:
        key = [quiet(f"{w('method.key')} "), code(one["device"])]
        rows.append((one["who"], lines([key, [quiet(f"{w('method.entry')} "), code(one["entry"])]])))
    made.append(pairs(rows))
    if it["data"]:
        made += [head(w("method.data")), pairs((name, code(sha)) for name, sha in it["data"])]
    return made


def annex(it: Data, case: Data, w: W) -> list[Block]:
    made = [par(w("dossier.annex.intro"))]
    for one in it["documents"]:
        made.append(head(one["title"].strip() or one["anchor"].upper(), anchor=one["anchor"]))
        made.append(styled("Small", one["head"], link(one["source"]), one["about"]))
        made += [note(one["notice"])] if one["notice"] else []
        for paragraph in one["paragraphs"]:
            line = [run for piece in paragraph for run in _piece(piece, case)]
            made.append(styled("Document", *line, lang=one["language"]))
        made += [par(quiet(w("document.empty")))] if not one["paragraphs"] else []
        made += [par(quiet(one["cut"]))] if one["cut"] else []
    return [*made, par(it["left"])] if it["left"] else made


def _piece(piece: str | Data, case: Data) -> list[Run]:
    """Words of a document: before those of a claim its number, which leads to it."""
    if isinstance(piece, str):
        return [piece]
    numbers: list[Run] = [
        {"text": f"[{one['n']}]\u202f", "to": one["to"], "anchor": f"w{one['n']}"} for one in piece["opens"]
    ]
    look = {"pseudonym": "emphasis", "withheld": "alarm"}.get(piece["kind"])
    under = case["layers"][piece["layer"]]["colour"].lstrip("#").upper() if piece["layer"] else None
    return [*numbers, {"text": piece["text"], "look": look, "under": under}] if piece["text"] else numbers


PARTS: dict[str, Callable[[Any, Data, W], list[Block]]] = {
    "summary": summary, "method": method, "chronology": chronology, "map": map_of, "incidents": incidents,
    "matrix": matrix, "people": people, "withheld": withheld, "exhibits": exhibits, "custody": custody,
    "verify": verify, "annex": annex,
}  # fmt: skip
