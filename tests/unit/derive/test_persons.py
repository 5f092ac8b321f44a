"""Who is the same person, and whose word holds."""

from witnessmark.derive.persons import RegisteredPerson, index_persons
from witnessmark.model.case import Document
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.record import ActorMention, ReadingRecord


def record(*names: str) -> tuple[Document, ReadingRecord]:
    text = " ".join(names)
    actors, at = [], 0
    for name in names:
        actors.append(ActorMention(start=at, end=at + len(name), quote=name, name=name, kind="person"))
        at += len(name) + 1
    reading = ReadingRecord(
        id="d", reader="test", language="en", date=None, places=(), dates=(), quotes=(), actors=tuple(actors), claims=()
    )
    return Document(text=text, tool="test"), reading


def test_a_full_name_is_one_person_across_documents() -> None:
    documents = {"d1": record("Hanna Lysenko"), "d2": record("hanna lysenko")}
    index = index_persons("salt", documents, {}, [])
    assert len(index.persons) == 1


def test_a_given_name_alone_is_another_person_in_another_document() -> None:
    index = index_persons("salt", {"d1": record("Hanna"), "d2": record("Hanna")}, {}, [])
    assert len(index.persons) == 2


def test_ids_tell_nothing_without_the_salt() -> None:
    documents = {"d1": record("Hanna Lysenko")}
    first = index_persons("one case", documents, {}, [])
    second = index_persons("another case", documents, {}, [])
    assert set(first.persons).isdisjoint(second.persons)


def test_who_gave_a_document_is_a_person_to_protect() -> None:
    index = index_persons("salt", {"d1": record()}, {"d1": "Stepan Horbal"}, [])
    assert [person.names for person in index.persons.values()] == [("Stepan Horbal",)]
    assert index.by_author["d1"] in index.persons


def test_of_two_registrations_the_stricter_holds() -> None:
    registered = [
        RegisteredPerson(id="person-b", key="hanna lysenko", consent=ConsentLevel.PUBLIC_NAMED),
        RegisteredPerson(id="person-a", key="hanna lysenko", consent=ConsentLevel.INTERNAL, protected=True),
    ]
    for order in (registered, registered[::-1]):
        [person] = index_persons("salt", {"d1": record("Hanna Lysenko")}, {}, order).persons.values()
        assert (person.id, person.consent, person.protected) == ("person-a", ConsentLevel.INTERNAL, True)
