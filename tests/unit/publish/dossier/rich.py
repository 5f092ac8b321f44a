"""The sample release with everything that a prosecutor's edition may hold beside its incidents; all of it invented."""

from types import ModuleType
from typing import Any

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.model.corroboration import (
    Account,
    CasualtyCount,
    CasualtyRange,
    FieldSupport,
    FieldTold,
    PriorStatements,
    Telling,
    ToldAgain,
    ValueSupport,
)
from witnessmark.model.finding import (
    ContextFinding,
    Exonerating,
    Explanation,
    LawBook,
    LawText,
    RegimeFinding,
    Situation,
)
from witnessmark.model.grading import ReleasedGrade
from witnessmark.model.handover import (
    ConsentFact,
    Disclosure,
    KnownName,
    MissionStatement,
    NameForm,
    NotCollected,
    Photograph,
    Said,
    TeamMember,
    Term,
    TimeStamp,
    Translation,
)
from witnessmark.model.register import ReleasedCell, ReleasedRegister, ReleasedRow
from witnessmark.model.release import Release

FORMULA = '=HYPERLINK("http://x.example","pay")'


def said(en: str, uk: str | None = None) -> Said:
    return Said(en=en, uk=uk or en)


MISSION = MissionStatement(
    organisation=said("Lantern (invented)", "Ліхтар (вигадано)"),
    scope=said("Six villages in one week.", "Шість сіл за тиждень."),
    team=(
        TeamMember(name=said("Oksana Verbytska"), role=said("head", "керівниця"), training=said("Berkeley Protocol")),
        TeamMember(name=said(FORMULA)),
    ),
    not_collected=(NotCollected(what=said("Statements of children", "Свідчення дітей"), why=said("no training")),),
    translations=(
        Translation(documents=("D4",), translator=said("Marko Yatsyna"), statement=said("Done faithfully.")),
    ),
    terms=(Term(term=said("BK"), meaning=said("crates of ammunition", "боєкомплект")),),
)
STAMP = TimeStamp(
    time="2026-11-20T07:00:00Z",
    serial="1f",
    authority="CN=Invented Authority",
    heads="witnessmark-heads 1\n",
    token="aGVsbG8=",
)


def rich_release(sample: ModuleType, audience: Audience = Audience.PROSECUTOR) -> Release:
    release: Release = sample.sample_release(Audience.INTERNAL)
    claims = release.claims
    one, two = claims[0].id, claims[1].id
    documents = tuple(
        msgspec.structs.replace(document, tool="text/1", exact=n != 1) for n, document in enumerate(release.documents)
    )
    sources = tuple(
        msgspec.structs.replace(source, sha256=f"{n:064x}", size=100 + n, read=n != 3)
        for n, source in enumerate(release.sources, 1)
    )
    incidents = [_weighed(incident, one, two) if incident.id == "I1" else incident for incident in release.incidents]
    matrices = tuple(_analysed(matrix, one) for matrix in release.matrices)
    return msgspec.structs.replace(
        release, audience=audience, documents=documents, sources=sources, incidents=tuple(incidents), matrices=matrices,
        mission=MISSION, stamps=(STAMP,), law=BOOK,
        photographs=(
            Photograph(source=sources[0].id, taken="2022-09-14T10:41:07", device="Invented A1", position="49.21,37.25",
                       error_m="12.0", direction="90.0", width="40", height="30"),
            Photograph(source=sources[1].id, problem="0,0: the device knew no position"),
        ),
        consents=(
            ConsentFact(subject="S1", kind="source", level="public-anonymous", until="2027-12-31"),
            ConsentFact(subject="Person 4", kind="person", level=None, protected=True),
        ),
        disclosures=(Disclosure(release="r-0", audience=Audience.PUBLIC, root="ab" * 32),),
        names=(
            KnownName(name="Ізюм", kind="place", latin="Izium", forms=(NameForm("Izyum"), NameForm("Изюм", "Izyum"))),
        ),
        situations=(_situation(one),),
        registers=(
            ReleasedRegister(name="killed", rows=(
                ReleasedRow(id="r1", register="killed", kind="group", claims=(one,), incidents=("I1",), place="izium",
                            cells=(ReleasedCell(column="count", value="3", claims=(one,)),)),
            )),
            ReleasedRegister(name="aid", rows=()),
        ),
        statements=(_told_twice(release, one, two),),
    )  # type: ignore[no-any-return]  # fmt: skip


def _weighed(incident: Any, one: str, two: str) -> Any:
    values = (
        ValueSupport(value="2022-03-08", groups=(0,), claims=(one,), first_hand=(0,)),
        ValueSupport(value="2022-03", groups=(1,), claims=(two,)),
    )
    return msgspec.structs.replace(
        incident,
        corroboration=(FieldSupport(field="date", values=values, groups=(0, 1), most=1),),
        casualties=(
            CasualtyRange(kind="killed", lowest=2, highest=None, agreeing=2,
                          counts=(CasualtyCount(claim=one, group=0, lowest=2, highest=None),)),
        ),
        proof=(ReleasedGrade(scale="proof", value="reasonable-grounds", reviewer="Iryna D.", reason="three accounts"),),
    )  # fmt: skip


def _analysed(matrix: Any, one: str) -> Any:
    return msgspec.structs.replace(
        matrix,
        situation="k1",
        explanations=(Explanation(id="accident", claims=(one,)), Explanation(id="own-fire")),
        exonerating=(Exonerating(kind="denial", claims=(one,)),),
        questions=tuple(msgspec.structs.replace(question, witnesses=(one,)) for question in matrix.questions),
    )


def _situation(one: str) -> Situation:
    return Situation(
        id="k1", area=("Ukraine", "Kharkiv oblast"), phase="held", earliest="2022-03-01", latest="2022-09-10",
        regimes=(RegimeFinding(regime="occupation", standing="indicated", reasons=("control-held",), claims=(one,)),),
        elements=(
            ContextFinding(context="conflict", text="There was a conflict.", status="covered", supporting=(one,)),
        ),
        incidents=("I1",), lawful=(one,),
    )  # fmt: skip


def _told_twice(release: Release, one: str, two: str) -> PriorStatements:
    accounts = (
        Account(document=release.documents[0].id, date="2022-09-27", told="quoted", claims=(one,)),
        Account(document=release.documents[1].id, date=None, told="own", claims=(two,)),
    )
    tellings = (Telling(account=0, values=("3",), claims=(one,)), Telling(account=1, values=()))
    told = ToldAgain(
        incident="I1", act="shelling", fields=(FieldTold(field="quantity", outcome="differs", tellings=tellings),)
    )
    return PriorStatements(witness=release.actors[0].id, accounts=accounts, again=(told,), told_in_one=((), (two,)))


BOOK = LawBook(
    version="1.0",
    texts=(
        LawText("alternative:accident", "An accident of the works", "Аварія на виробництві"),
        LawText("regime:occupation", "occupation of territory", "окупація території"),
        LawText("phase:held", "while foreign forces held it", "під контролем чужих сил"),
    ),
)
