"""A made-up release to build sites from: invented people in real places of the Izium and Balakliia area."""

import hashlib
from dataclasses import dataclass, field

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.model.finding import ElementFinding, Finding, IncidentMatrix, Question
from witnessmark.model.incident import Contradiction, IncidentTime
from witnessmark.model.layers import layer_of
from witnessmark.model.register import REGISTERS, ReleasedCell, ReleasedRegister, ReleasedRow
from witnessmark.model.release import (
    Approval,
    CustodyEvent,
    Method,
    Release,
    ReleasedActor,
    ReleasedClaim,
    ReleasedDocument,
    ReleasedGroup,
    ReleasedIncident,
    ReleasedPlace,
    ReleasedRole,
    ReleasedSource,
    Segment,
    Withheld,
)

PLACES = {
    "izium": ("Izium", 49.2125, 37.2567, 4.0, "settlement"),
    "balakliia": ("Balakliia", 49.4627, 36.8596, 4.0, "settlement"),
    "kapytolivka": ("Kapytolivka", 49.1797, 37.2951, 1.5, "settlement"),
    "donets-village": ("a village on the outskirts of Izium", 49.2300, 37.2000, 12.0, "settlement"),
    "verbivka": ("Verbivka", 49.4466, 36.8110, 1.5, "settlement"),
    "savyntsi": ("Savyntsi", 49.4020, 37.0630, 3.0, "settlement"),
    "kamianka": ("Kamianka", 49.1211, 37.2790, 1.5, "settlement"),
    "kharkiv-oblast": ("Kharkiv oblast", 49.6000, 36.6000, 110.0, "region"),
    "nowhere": ("the lower farm", None, None, None, "other"),
}


def place(key: str) -> ReleasedPlace:
    name, lat, lon, radius, kind = PLACES[key]
    return ReleasedPlace(
        id=key,
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        radius_km=radius,
        admin=("Ukraine", "Kharkiv oblast"),
        said_as=(name, "Izyum") if key == "izium" else (name,),
        how="relation" if radius == 12.0 else "gazetteer",
    )


@dataclass
class Writing:
    """A document in the making: text is added piece by piece, so that claims know where they stand."""

    id: str
    source: str
    title: str
    language: str
    date: str | None
    author: str
    segments: list[Segment] = field(default_factory=list)
    claims: list[ReleasedClaim] = field(default_factory=list)

    @property
    def at(self) -> int:
        return sum(len(segment.text) for segment in self.segments)

    def say(self, text: str) -> "Writing":
        self.segments.append(Segment("text", text))
        return self

    def name(self, pseudonym: str) -> "Writing":
        self.segments.append(Segment("pseudonym", pseudonym))
        return self

    def hold_back(self) -> "Writing":
        self.segments.append(Segment("withheld", "[…]"))
        return self

    def claim(self, quote: str, act: str, **more: object) -> "Writing":
        """A claim whose words are the first that match in the text written so far."""
        text = "".join(segment.text for segment in self.segments)
        start = text.index(quote)
        key = hashlib.sha256(f"{self.id}/{start}/{act}".encode()).hexdigest()[:32]
        values: dict[str, object] = {
            "modality": "asserted",
            "polarity": "positive",
            "said_by": self.author,
            "said_by_kind": "author",
            "reference": f"line {1 + text[:start].count(chr(10))}",
            "rule": "sample",
        } | more
        self.claims.append(
            ReleasedClaim(
                id=key,
                document=self.id,
                start=start,
                end=start + len(quote),
                quote=quote,
                act=act,
                **values,  # type: ignore[arg-type]
            )
        )
        return self

    def done(self) -> ReleasedDocument:
        return ReleasedDocument(
            id=self.id,
            source=self.source,
            title=self.title,
            kind="text",
            language=self.language,
            date=self.date,
            segments=tuple(self.segments),
            claims=tuple(claim.id for claim in self.claims),
        )


def day(
    date: str, words: str, basis: str | None = None, edtf: str | None = None, latest: str | None = None
) -> dict[str, object]:
    return {
        "date_words": words,
        "edtf": edtf or date,
        "earliest": date,
        "latest": latest or date,
        "date_basis": basis,
    }


def writings() -> list[Writing]:
    """Three reports, an interview in Ukrainian and an aid ledger."""
    report = Writing("D1", "S1", "Field report, Izium district", "en", "2022-09-27", "the author of S1")
    report.say(
        "What the team saw on the road between Balakliia and Izium\n\n"
        "The team reached Balakliia in the morning. The market hall was hit on 8 March 2022; its roof lies in the rows "
        "where people sold honey. Two stallholders were wounded. The school beside it has no windows left.\n\n"
        "In Savyntsi the power line came down in April and was repaired only after the troops had left. "
        "The water tower still works by hand.\n\n"
        "A column left Izium on 10 September 2022, and the town hall flew another flag by the evening. "
        "Along the road the soldiers left crates of ammunition and two burnt carriers.\n\n"
    )
    report.say('"They put mines in the sunflower fields before they went," said ').name("Person 4").say(
        ', who keeps the village bees. "A tractor driver drove over one on 14 September and lost his leg."\n\n'
        "Three days before the retreat, the commandant announced a curfew of twenty-four hours. "
        "Whoever went out would be shot, the notice said. "
    )
    report.hold_back().say(
        "\n\nThe kitchen of the parish hands out two hundred warm meals a day, and a lorry from Poltava brought "
        "medicine for the ambulance station on 20 September 2022. Sappers cleared the school yard in Kapytolivka.\n"
    )
    report.claim(
        "The market hall was hit on 8 March 2022",
        "shelling",
        place="balakliia",
        incident="I1",
        basis={"act": "mission-observation"},
        **day("2022-03-08", "8 March 2022"),
    )
    report.claim(
        "its roof lies in the rows where people sold honey",
        "damage-economy",
        place="balakliia",
        incident="I1",
        basis={"act": "mission-observation"},
        **day("2022-03-08", "8 March 2022"),
    )
    report.claim(
        "Two stallholders were wounded",
        "wounding",
        place="balakliia",
        incident="I1",
        roles=(ReleasedRole(role="victim", text="Two stallholders"),),
        basis={"act": "hearsay-unnamed"},
        **day("2022-03-08", "8 March 2022"),
    )
    report.claim(
        "The school beside it has no windows left",
        "damage-school",
        place="balakliia",
        incident="I2",
        basis={"act": "mission-observation"},
    )
    report.claim(
        "the power line came down in April and was repaired only after the troops had left",
        "damage-power",
        place="savyntsi",
        incident="I3",
        **day("2022-04-01", "April", edtf="2022-04", latest="2022-04-30"),
    )
    report.claim(
        "was repaired only after the troops had left",
        "restoration-of-services",
        place="savyntsi",
        incident="I4",
        **day(
            "2022-09-10",
            "after the troops had left",
            "dated by the retreat from Izium",
            edtf="2022-09-10/..",
            latest="2022-09-27",
        ),
    )
    report.claim(
        "A column left Izium on 10 September 2022",
        "retreat",
        place="izium",
        incident="I5",
        reviewed="confirmed",
        **day("2022-09-10", "10 September 2022"),
    )
    report.claim(
        "the town hall flew another flag by the evening",
        "change-of-control",
        place="izium",
        incident="I5",
        **day("2022-09-10", "10 September 2022"),
    )
    report.claim(
        "the soldiers left crates of ammunition and two burnt carriers",
        "equipment-abandoned",
        place="izium",
        incident="I6",
        **day("2022-09-10", "10 September 2022", edtf="2022-09-10~"),
    )
    report.claim(
        "They put mines in the sunflower fields before they went",
        "mine-laying",
        place="donets-village",
        incident="I7",
        said_by="Person 4",
        said_by_kind="quote",
        roles=(ReleasedRole(role="perpetrator", text="They"),),
        basis={"act": "direct", "perpetrator": "analyst-inference"},
        **day(
            "2022-08-15",
            "before they went",
            "before the retreat of 10 September",
            edtf="../2022-09-10~",
            latest="2022-09-10",
        ),
    )
    report.claim(
        "A tractor driver drove over one on 14 September and lost his leg",
        "mine-erw-accident",
        place="donets-village",
        incident="I8",
        said_by="Person 4",
        said_by_kind="quote",
        basis={"act": "hearsay-named"},
        roles=(ReleasedRole(role="victim", text="A tractor driver"),),
        **day("2022-09-14", "14 September"),
    )
    report.claim(
        "Three days before the retreat, the commandant announced a curfew of twenty-four hours",
        "movement-restriction",
        place="izium",
        incident="I9",
        roles=(ReleasedRole(role="authority", text="the commandant", actor="A2"),),
        **day(
            "2022-09-07",
            "Three days before the retreat",
            "counted from the retreat of 10 September",
            edtf="2022-09-07~",
        ),
    )
    report.claim(
        "Whoever went out would be shot, the notice said",
        "death-threat",
        modality="threatened",
        place="izium",
        incident="I10",
        basis={"act": "document"},
        **day("2022-09-07", "Three days before the retreat", edtf="2022-09-07~"),
    )
    report.claim(
        "hands out two hundred warm meals a day",
        "aid-food",
        place="izium",
        incident="I11",
        roles=(
            ReleasedRole(role="provider", text="The kitchen of the parish", actor="A3"),
            ReleasedRole(role="quantity", text="two hundred warm meals a day"),
        ),
    )
    report.claim(
        "a lorry from Poltava brought medicine for the ambulance station",
        "aid-medicine",
        place="izium",
        incident="I12",
        **day("2022-09-20", "20 September 2022"),
    )
    report.claim("Sappers cleared the school yard in Kapytolivka", "demining", place="kapytolivka", incident="I13")

    news = Writing("D2", "S2", "Local news: the market of Balakliia", "en", "2022-10-02", "the author of S2")
    news.say(
        "The market hall of Balakliia was struck on 9 March 2022, residents say. Nobody was hurt, according to the "
        "town's own bulletin of that week.\n\n"
        "The mayor's office denies that shells were stored in the hall.\n\n"
        "“The retreat began on the tenth,” a shopkeeper said. <b>No</b> flag was seen that day & none the next."
    )
    news.claim(
        "The market hall of Balakliia was struck on 9 March 2022",
        "shelling",
        modality="hearsay",
        place="balakliia",
        incident="I1",
        basis={"act": "media"},
        **day("2022-03-09", "9 March 2022"),
    )
    news.claim(
        "Nobody was hurt",
        "wounding",
        polarity="negative",
        place="balakliia",
        incident="I1",
        basis={"act": "media"},
        **day("2022-03-09", "9 March 2022"),
    )
    news.claim(
        "denies that shells were stored in the hall",
        "military-use-of-civilian-object",
        modality="denied",
        place="balakliia",
        incident="I14",
    )
    news.claim(
        "The retreat began on the tenth",
        "retreat",
        place="izium",
        incident="I5",
        said_by="a shopkeeper",
        said_by_kind="quote",
        **day("2022-09-10", "the tenth"),
    )

    talk = Writing("D3", "S3", "Розмова 3", "uk", "2022-11-05", "Person 7")
    talk.say(
        "Я працювала в пекарні. Восьмого березня біля базару було два вибухи, і вікна вилетіли в усіх. "
        "Потім прийшли з обшуком, забрали телефони і пральну машину сусідів.\n\n"
        "У квітні світла не було зовсім. Казали, що в Савинцях упала лінія.\n\n"
    ).name("Особа 7").say(" каже, що хліб роздавали безкоштовно щодня до жовтня.")
    talk.claim(
        "Восьмого березня біля базару було два вибухи",
        "shelling",
        place="balakliia",
        incident="I1",
        said_by="Person 7",
        said_by_kind="actor",
        basis={"act": "direct"},
        **day("2022-03-08", "Восьмого березня"),
    )
    talk.claim(
        "прийшли з обшуком",
        "search-raid",
        place="balakliia",
        incident="I15",
        said_by="Person 7",
        said_by_kind="actor",
        basis={"act": "direct"},
    )
    talk.claim(
        "забрали телефони і пральну машину сусідів",
        "looting",
        place="balakliia",
        incident="I16",
        said_by="Person 7",
        said_by_kind="actor",
        basis={"act": "direct"},
        **day("2022-03-09", "Потім", edtf="2022-03-09/2022-09-08", latest="2022-09-08"),
    )
    talk.claim(
        "в Савинцях упала лінія",
        "damage-power",
        modality="hearsay",
        place="savyntsi",
        incident="I3",
        said_by="Person 7",
        said_by_kind="chain",
        basis={"act": "hearsay-unnamed"},
        **day("2022-04-01", "У квітні", edtf="2022-04", latest="2022-04-30"),
    )
    talk.claim(
        "хліб роздавали безкоштовно щодня до жовтня",
        "aid-food",
        place="balakliia",
        incident="I17",
        said_by="Person 7",
        said_by_kind="actor",
        **day("2022-03-01", "щодня до жовтня", edtf="../2022-10", latest="2022-10-31"),
    )

    ledger = Writing("D4", "S4", "Aid ledger, autumn", "en", None, "the keeper of S4")
    ledger.say(
        "Date;Place;What;How many\n"
        "2022-09-25;Kamianka;Roofing sheets;340\n2022-10-04;Verbivka;Drinking water, litres;1200\n"
    )
    ledger.claim(
        "2022-09-25;Kamianka;Roofing sheets;340",
        "aid-shelter",
        place="kamianka",
        incident="I18",
        basis={"act": "document"},
        **day("2022-09-25", "2022-09-25"),
    )
    ledger.claim(
        "2022-10-04;Verbivka;Drinking water, litres;1200",
        "aid-water",
        place="verbivka",
        incident="I19",
        basis={"act": "document"},
        **day("2022-10-04", "2022-10-04"),
    )
    ledger.say("someday;the lower farm;Stoves;6\n;Kharkiv oblast;Generators;41\n")
    ledger.claim("the lower farm;Stoves;6", "aid-shelter", place="nowhere", incident="I20", basis={"act": "document"})
    ledger.claim(
        "Kharkiv oblast;Generators;41", "aid-general", place="kharkiv-oblast", incident="I21", basis={"act": "document"}
    )
    return [report, news, talk, ledger]


def groups_of(claims: list[ReleasedClaim]) -> tuple[ReleasedGroup, ...]:
    """One group a speaker."""
    by_voice: dict[str, list[str]] = {}
    for claim in claims:
        by_voice.setdefault(claim.said_by, []).append(claim.id)
    return tuple(
        ReleasedGroup(claims=tuple(ids), reasons=("same-speaker",) if len(ids) > 1 else ("single",))
        for ids in by_voice.values()
    )


def incidents_of(claims: list[ReleasedClaim]) -> list[ReleasedIncident]:
    by_incident: dict[str, list[ReleasedClaim]] = {}
    for claim in claims:
        if claim.incident:
            by_incident.setdefault(claim.incident, []).append(claim)
    made = []
    for key, its in by_incident.items():
        acts = tuple(dict.fromkeys(claim.act for claim in its))
        days = [(c.earliest, c.latest, c.edtf) for c in its if c.earliest and c.latest]
        time = IncidentTime(
            edtf=days[0][2] if days else None,
            earliest=min(d[0] for d in days) if days else None,  # type: ignore[type-var]
            latest=max(d[1] for d in days) if days else None,  # type: ignore[type-var]
            approximate=any("~" in (d[2] or "") for d in days),
        )
        status = "threatened-or-planned" if its[0].modality == "threatened" else "reported"
        status = "denied-only" if all(c.modality == "denied" for c in its) else status
        against: tuple[Contradiction, ...] = ()
        if key == "I1" and len(its) > 4:
            against = (
                Contradiction(field="date", values={its[0].id: "2022-03-08", its[3].id: "2022-03-09"}),
                Contradiction(field="whether-at-all", values={its[2].id: "positive", its[4].id: "negative"}),
            )
        made.append(
            ReleasedIncident(
                id=key,
                acts=acts,
                category=taxonomy()[acts[0]].category,
                layer=layer_of(acts),
                status=status,
                claims=tuple(c.id for c in its),
                place=next((c.place for c in its if c.place), None),
                time=time,
                groups=groups_of(its),
                contradictions=against,
            )
        )
    return made


def matrix(incident: ReleasedIncident) -> IncidentMatrix:
    first, *rest = incident.claims
    elements = (
        ElementFinding(
            element="1",
            text="An attack was directed at an object.",
            kind="material",
            status="covered",
            supporting=(first,),
            contradicting=tuple(rest[3:4]),
            hearsay=tuple(rest[2:3]),
            rule="sample/1",
        ),
        ElementFinding(
            element="2",
            text="The object was not a military objective.",
            kind="material",
            status="open",
            missing=("use-of-object", "presence-of-forces"),
            rule="sample/2",
        ),
        ElementFinding(
            element="3",
            text="The attack was meant for that object.",
            kind="mental",
            status="contested",
            contradicting=tuple(rest[-1:]),
            rule="sample/3",
        ),
    )
    finding = Finding(
        incident=incident.id,
        provision="sample-provision",
        cite="Invented Code, art. 1",
        title="Attacks on objects",
        strength="primary",
        regime=("iac",),
        elements=elements,
    )
    question = Question(
        fact="use-of-object", text="What was the hall used for in those weeks?", handling="any", elements=("2",)
    )
    return IncidentMatrix(
        incident=incident.id,
        findings=(finding,),
        questions=(question,),
        alternatives=("The hall may have been hit by accident.",),
        cautions=("Damage shows that something happened, not who did it.",),
    )


def row_of(
    register: str, number: int, where: str | None, claims: list[ReleasedClaim], row_kind: str = "entry",
    time: IncidentTime | None = None, beside: tuple[str, ...] = (), **values: str | tuple[str, ...],
) -> ReleasedRow:  # fmt: skip
    """A row of a register: a value rests on all of its claims, or in a tuple on the one of its number."""
    cells = []
    for column, given in values.items():
        for n, value in enumerate((given,) if isinstance(given, str) else given):
            rests = claims if isinstance(given, str) else claims[n : n + 1]
            name = column.replace("_", "-")
            cells.append(ReleasedCell(column=name, value=value, claims=tuple(c.id for c in rests), words=("words",)))
    return ReleasedRow(
        id=f"{register}-{number}", register=register, kind=row_kind, place=where, cells=tuple(cells), beside=beside,
        claims=tuple(c.id for c in claims), incidents=tuple(dict.fromkeys(c.incident for c in claims if c.incident)),
        time=time or IncidentTime(),
    )  # fmt: skip


def registers_of(claims: list[ReleasedClaim]) -> tuple[ReleasedRegister, ...]:
    """A few rows of every register that has a page of its own kind."""

    def of(act: str, document: str | None = None) -> list[ReleasedClaim]:
        return [c for c in claims if c.act == act and document in (None, c.document)]

    day = IncidentTime(edtf="2022-09-14", earliest="2022-09-14", latest="2022-09-14")
    april = IncidentTime(edtf="2022-04", earliest="2022-04-01", latest="2022-04-30")
    open_ = IncidentTime(edtf="2022-09-10/", earliest="2022-09-10")
    held = IncidentTime(edtf="/2022-09-10", latest="2022-09-10")
    rows = (
        row_of("control", 1, "izium", of("retreat"), time=held, beside=("control-2",), holder="russian-forces",
               to=("2022-09-10", "[..2022-09-11]"), to_event="departure"),
        row_of("control", 2, "izium", of("change-of-control"), time=open_, beside=("control-1",),
               holder="liberating-side", **{"from": "2022-09-10"}),
        row_of("hazards", 1, "donets-village", of("mine-laying"), state="suspected", items="mine", status="open"),
        row_of("hazards", 2, "kapytolivka", of("demining"), state="suspected", status="work-reported"),
        row_of("accidents", 1, "donets-village", of("mine-erw-accident"), time=day, device="mine", injured="1"),
        row_of("services", 1, "savyntsi", of("damage-power"), time=april, service="electricity", state="damaged"),
        row_of("services", 2, "savyntsi", of("restoration-of-services"), service="electricity", state="restored"),
        row_of("services", 3, "balakliia", of("damage-school"), service="school", state="damaged"),
        row_of("services", 4, "balakliia", of("damage-economy"), service="business", state="destroyed"),
        row_of("aid", 1, "izium", of("aid-food", "D1"), kind="food", amount="200", items="warm meals"),
        row_of("aid", 2, "nowhere", of("aid-shelter")[1:], kind="shelter", amount="6", items="Stoves"),
        row_of("injured", 1, "balakliia", of("wounding")[:1], row_kind="group", count="2", described="Two stallholders",
               denied=of("wounding")[1].id),
        row_of("injured", 2, "donets-village", of("mine-erw-accident"), row_kind="individual", manner="explosive"),
        row_of("missing", 1, "balakliia", of("search-raid"), row_kind="individual", person="Person 7",
               moved_to="detained-1"),
        row_of("detained", 1, "balakliia", of("search-raid"), row_kind="individual", person="Person 7",
               moved_from="missing-1"),
    )  # fmt: skip
    return tuple(
        ReleasedRegister(name=name, rows=tuple(row for row in rows if row.register == name), withheld=name == "control")
        for name in REGISTERS
    )


def sample_release(audience: Audience = Audience.PUBLIC) -> Release:
    """A small release that shows every kind of page."""
    written = writings()
    claims = [claim for writing in written for claim in writing.claims]
    incidents = incidents_of(claims)
    said = {label: tuple(c.id for c in claims if c.said_by == label) for label in ("Person 4", "Person 7")}
    acted = {key: tuple(c.id for c in claims if any(r.actor == key for r in c.roles)) for key in ("A2", "A3")}
    return Release(
        id="3f9c2a7be1",
        title="Between Balakliia and Izium",
        audience=audience,
        time="2026-11-20T10:00:00+02:00",
        content="c0ffee" * 10 + "c0ff",
        notice="All persons in this material are invented.",
        sources=tuple(
            ReleasedSource(
                id=w.source,
                label=w.source,
                kind="text",
                media_type="text/plain",
                consent="public-anonymous",
                documents=(w.id,),
                commitment=hashlib.sha256(w.id.encode()).hexdigest(),
                received="2026-11-18T09:00:00Z",
            )
            for w in written
        ),
        documents=tuple(w.done() for w in written),
        claims=tuple(claims),
        incidents=tuple(incidents),
        places=tuple(place(key) for key in PLACES),
        registers=registers_of(claims),
        actors=(
            ReleasedActor(id="A1", label="Person 4", kind="person", pseudonym=True, said=said["Person 4"]),
            ReleasedActor(id="A4", label="Person 7", kind="person", pseudonym=True, said=said["Person 7"]),
            ReleasedActor(id="A2", label="the commandant", kind="authority", claims=acted["A2"]),
            ReleasedActor(
                id="A3",
                label="The kitchen of the parish",
                kind="organisation",
                claims=acted["A3"],
                resolved="a parish kitchen in Izium",
            ),
        ),
        matrices=(matrix(incidents[0]),) if audience is not Audience.PUBLIC else (),
        custody=tuple(
            CustodyEvent(source=w.source, kind="received", time="2026-11-18T09:00:00Z", device="7f3a9c", entry="e" * 64)
            for w in written
        ),
        withheld=(
            Withheld("sensitive", "claim", 6),
            Withheld("consent", "document", 1),
            Withheld("recent-forces", "claim", 2),
        ),
        approvals=(
            Approval(reviewer="Reviewer One", device="aa11bb22", entry="1" * 64),
            Approval(reviewer="Reviewer Two", device="cc33dd44", entry="2" * 64),
        ),
        method=Method(
            software="witnessmark 0.1.0",
            reader="witnessmark 0.1.0 / lexicon sha256:0123456789abcdef",
            data={"acts.yaml": "ab" * 32, "lexicon/en.yaml": "cd" * 32},
        ),
    )


def big_release(documents: int = 2000, incidents: int = 5000) -> Release:
    """A release of that size, for measuring. Places lie on a grid; every document holds some of the claims."""
    acts = [act for act in taxonomy().acts if act != "sexual-violence"]
    spots = 300
    places = tuple(
        ReleasedPlace(
            id=f"P{i}",
            name=f"Village {i}",
            kind="settlement",
            lat=48.6 + (i // 20) * 0.09,
            lon=36 + (i % 20) * 0.12,
            radius_km=1.5 + i % 5,
            admin=("Ukraine",),
            said_as=(f"Village {i}",),
            how="gazetteer",
        )
        for i in range(spots)
    )
    share = -(-incidents // documents)
    written: list[Writing] = []
    for d in range(documents):
        writing = Writing(f"D{d}", f"S{d}", f"Report {d}", "en", "2022-10-01", f"the author of S{d}")
        for i in range(d * share, min((d + 1) * share, incidents)):
            act = acts[i % len(acts)]
            month, dd = 3 + i % 7, 1 + i % 28
            sentence = f"Sentence number {i} says in plain words that something happened here."
            writing.say(f"Some words before it, as a report has them, line upon line.\n\n{sentence}\n\n")
            date = f"2022-{month:02}-{dd:02}"
            writing.claim(sentence, act, place=f"P{i * 7 % spots}", incident=f"I{i}", **day(date, date))
        written.append(writing)
    claims = [claim for writing in written for claim in writing.claims]
    base = sample_release()
    return msgspec.structs.replace(
        base,
        documents=tuple(w.done() for w in written),
        claims=tuple(claims),
        incidents=tuple(incidents_of(claims)),
        places=places,
        actors=(),
        matrices=(),
        custody=(),
        sources=tuple(
            ReleasedSource(
                id=w.source,
                label=w.source,
                kind="text",
                media_type="text/plain",
                consent="public-anonymous",
                documents=(w.id,),
                commitment="0" * 64,
            )
            for w in written
        ),
    )
