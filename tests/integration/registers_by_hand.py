"""What the registers of the example mission must say: read in the sources first, by hand, and looked for then.

A line is a register, the settlement (None: any), the time, and all that some columns of one row say, and no more.
What the reader is known to place wrongly is not listed: what S10 tells of Borova without naming it again (read as
Pidlyman), and what the report tells of Vesele and Kamianka in sentences that do not name them.
"""

from witnessmark.model.register import Row

EXPECTED: tuple[tuple[str, str | None, str | None, dict[str, list[str]]], ...] = (
    (
        "control", "Balakliia", "2022-03/2022-09-08",
        {"holder": ["russian-forces", "occupying-side"], "from": ["2022-03"], "to": ["2022-09-08"],
         "to-event": ["liberation", "departure"], "duration": ["for almost six months"]},
    ),
    (
        "control", "Balakliia", "2022-09-08/",
        {"holder": ["liberating-side"], "holder-words": ["77th Vorskla Brigade", "наші"], "to": []},
    ),
    ("control", "Borova", "2022-04-13/2022-10-02", {"holder": ["russian-forces"], "to-event": ["liberation"]}),
    ("control", "Borova", "2022-10-02/", {"holder": ["liberating-side"], "to": []}),
    (
        "hazards", "Vesele", "[2022-09-20..2022-09-28]",
        {"state": ["suspected"], "items": [], "size": ["4 hectares"], "status": ["work-reported"], "marking": []},
    ),
    (
        "hazards", "Vesele", "[2022-09-20..2022-09-28]",
        {"state": ["suspected"], "items": ["booby-trap"], "evidence": ["direct"], "status": ["open"],
         "report-date": ["2022-10-09"]},
    ),
    (
        "hazards", "Pidlyman", None,
        {"items": ["mine"], "evidence": ["indirect"], "land-use": ["road"], "status": ["open"]},
    ),
    (
        "accidents", "Pidlyman", "2022-10-03",
        {"device": ["mine"], "victims": ["tractor driver"], "injured": ["1"], "killed": [], "injury": [],
         "victim-status": []},
    ),
    ("accidents", "Savyntsi", "2022-09-06~", {"device": ["mine"], "injured": ["1"], "injury": ["limb-lost"]}),
    (
        "services", "Balakliia", None,
        {"service": ["medical"], "state": ["damaged"], "object": ["hospital"], "duration": []},
    ),
    ("services", "Balakliia", None, {"service": ["electricity"], "state": ["cut"], "duration": ["for eleven days"]}),
    ("services", "Balakliia", None, {"service": ["school"], "state": ["damaged"], "object": ["School No. 4"]}),
    ("services", "Balakliia", "2022-09-07/2022-09-08", {"service": ["transport"], "state": ["destroyed"]}),
    ("services", "Balakliia", "2022-03-07", {"service": ["business"], "object": ["grain elevator of Balakliya"]}),
    ("services", "Borova", "2022-05", {"service": ["connection"], "state": ["cut"]}),
    ("services", "Izium", None, {"service": ["water"], "state": ["cut"]}),
    ("services", "Izium", None, {"service": ["gas"], "state": ["cut"]}),
    ("services", "Izium", None, {"service": ["heating"], "state": ["cut"]}),
    ("services", "Izium", "2022-09", {"service": ["electricity"], "state": ["under-repair"], "extent": []}),
    (
        "services", "Izium", "2022-10-06",
        {"service": ["water"], "state": ["restored"], "extent": ["the eastern part of the city"]},
    ),
    ("housing", "Balakliia", None, {"object": ["houses"], "count": ["3"], "degree": ["burnt"], "cause": []}),
    ("aid", "Balakliia", "2022-09-09", {"kind": ["food"], "provider": ["волонтери"], "items": ["хліб"], "amount": []}),
    ("aid", "Balakliia", "2022-09-09", {"kind": ["medicine"], "items": ["ліки"], "amount": []}),
    ("aid", "Balakliia", "2022-10", {"kind": ["cash"], "amount": ["60"], "unit": ["household"]}),
    (
        "aid", "Borova", "2022-10-04",
        {"kind": ["shelter"], "items": ["Winter clothes"], "amount": ["90"], "unit": ["set"]},
    ),
    (
        "aid", "Izium", "2022-10-06",
        {"kind": ["food"], "amount": ["420"], "provider": ["Volunteers of the Bereh foundation", "Bereh foundation"]},
    ),
    ("aid", "Izium", "2022-10-06", {"kind": ["medicine"], "items": ["medicine"], "amount": []}),
    ("aid", "Izium", "2022-10-06", {"kind": ["hygiene"], "items": ["hygiene kits"], "amount": []}),
    ("aid", "Izium", "2022-10-06", {"kind": ["hygiene"], "items": ["Hygiene kit"], "amount": ["180"], "unit": ["kit"]}),
    (
        "aid", "Izium", "2022-10-06",
        {"kind": ["medicine"], "amount": ["12"], "unit": ["box"], "beneficiary": ["clinic"]},
    ),
    ("aid", "Izium", "[2022-09-26..2022-10-02]", {"kind": ["food"], "items": ["bread"], "state": ["delivered"]}),
    ("aid", "Izium", "2022-07", {"kind": ["medicine"], "state": ["obstructed"], "obstructed-by": ["soldiers"]}),
    ("aid", "Kamianka", "2022-10-06", {"items": ["Firewood"], "amount": ["35"], "unit": ["m³"]}),
    ("aid", "Kamianka", "2022-10-06", {"items": ["Tarpaulin"], "amount": ["35"], "unit": ["piece"]}),
    ("aid", "Savyntsi", "2022-10-05", {"kind": ["water"], "amount": ["2400"], "unit": ["litre"]}),
    (
        "false-statements", "Izium", None,
        {"kind": ["rumour"], "channel": ["radio"], "rebutted-by": [],
         "content": ["the Ukrainian army would punish everyone who had received aid"]},
    ),
    (
        "killed", "Balakliia", "[2022-04-14..2022-04-15]",
        {"count": ["3", "5"], "manner": ["shelling"], "status": [], "person": []},
    ),
    ("killed", "Balakliia", "2022-05", {"count": ["2"], "described": ["two men"], "outcome": ["buried"], "manner": []}),
    ("killed", "Balakliia", "2022-10-05", {"count": ["2"], "outcome": ["exhumed"]}),
    ("injured", "Balakliia", "2022-04-14", {"count": ["7"], "manner": ["shelling"], "status": []}),
    ("injured", "Savyntsi", "2022-06-20~", {"described": ["shepherd"], "sex": [], "status": [], "age": []}),
    ("injured", "Savyntsi", "2022-09-06~", {"described": ["tractor driver"], "injury": ["limb-lost"]}),
    ("injured", "Pidlyman", "2022-10-03", {"described": ["tractor driver"], "manner": ["explosive"]}),
    ("detained", "Savyntsi", "2022-07-12", {"manner": ["detention"], "outcome": ["released"], "described": []}),
    ("detained", "Balakliia", None, {"described": ["її чоловіка"], "sex": ["male"], "outcome": []}),
    ("detained", None, "2022-07", {"described": ["меня"], "outcome": ["released"], "sex": []}),
    ("detained", "Russia", "2022-08", {"outcome": []}),  # "my cousin Ihor was taken to filtration in Russia"
)  # fmt: skip


def says(row: Row, columns: dict[str, list[str]]) -> bool:
    return all(sorted(cell.value for cell in row.of(name)) == sorted(wanted) for name, wanted in columns.items())
