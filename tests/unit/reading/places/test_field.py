"""What a reader of field reports must know about places, in English, Ukrainian and Russian, on sentences of our own."""

import pytest

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.reader import PlaceReader


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return PlaceReader()


def places(reader: PlaceReader, text: str, language: str, date: str | None = None) -> list[PlaceMention]:
    draft = Draft.of("t", text, language, date)
    draft.explained = True
    reader.read(draft)
    for place in draft.places:
        place.check(text)
    return draft.places


def why(place: PlaceMention) -> dict[str, str]:
    assert isinstance(place.why, dict)
    return place.why


def names(found: list[PlaceMention]) -> list[str | None]:
    return [place.name for place in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Обстріляли місто Щастя. Бажали їм щастя і миру.", ["Shchastia"]),
        ("ru", "Ехали из города Счастье. Счастливы они не были.", ["Shchastia"]),
        ("en", "Shells hit Shchastia and Rubizhne. Hope is gone, they said.", ["Shchastia", "Rubizhne"]),
        ("ru", "Житель Изюма видел это, а изюм он продал.", ["Izium"]),
    ],
)
def test_names_that_are_words(reader: PlaceReader, language: str, text: str, expected: list[str]) -> None:
    assert names(places(reader, text, language)) == expected


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("uk", "Вони відійшли за Дніпро.", ["natural"]),
        ("uk", "На лівому березі Дніпра стояли танки.", ["natural"]),
        ("uk", "Обстріляли Ірпінь. Міст через Ірпінь підірвали.", ["settlement", "natural"]),
        ("uk", "По Дніпру вдарили ракетами.", ["settlement"]),
        ("ru", "Они ушли за Днепр.", ["natural"]),
        ("ru", "Через Днепр их вывезли в Самару.", ["settlement", "settlement"]),
        ("en", "They withdrew across the Dnipro.", ["natural"]),
        ("en", "Villages along the Oskil, like Oskil itself, were shelled.", ["natural", "settlement"]),
        ("en", "Two died in Dnipro. The Dnipro mayor said so.", ["settlement", "settlement"]),
    ],
)
def test_a_river_and_a_town_of_one_name(reader: PlaceReader, language: str, text: str, kinds: list[str]) -> None:
    assert [place.kind for place in places(reader, text, language)] == kinds


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "У Часовому Яру загинули двоє, з Кривого Рогу приїхали рідні.", ["Chasiv Yar", "Kryvyi Rih"]),
        ("uk", "Зі Старого Салтова та Вовчого Яру вивезли людей.", ["Staryi Saltiv", "Vovchyi Yar"]),
        ("ru", "Из Часова Яра вывезли людей в Кривой Рог.", ["Chasiv Yar", "Kryvyi Rih"]),
        ("ru", "Машину расстреляли у Красного Базара.", []),
        ("ru", "Мы жили в Мариуполе, на Кирова. На Энгельса перебит газопровод.", ["Mariupol"]),
        ("uk", "У Рубіжному Олена сховалась.", ["Rubizhne"]),
    ],
)
def test_names_of_two_words_in_every_case_and_streets_without_their_noun(
    reader: PlaceReader, language: str, text: str, expected: list[str]
) -> None:
    assert names(places(reader, text, language)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "У напрямку Куп'янська тривали бої."),
        ("uk", "У бік Куп'янська їхали машини."),
        ("uk", "У районі Куп'янська бачили техніку."),
        ("ru", "В окрестностях Купянска видели технику."),
    ],
)
def test_a_noun_of_where_leads_to_a_place_as_a_preposition_does(reader: PlaceReader, language: str, text: str) -> None:
    assert names(places(reader, text, language)) == ["Kupiansk"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Іван Харківський мовчав. Бригада «Харків» пішла. Ізюмчани чекали на харків'ян."),
        ("ru", "Полковник Киевский молчал. Харьковчане и изюмчане ждали."),
        ("en", "Colonel Jackson was silent. Kyivans waited. The Fifteenth Massachusetts marched."),
        ("en", "The Army of the Potomac halted. United Russia voted. Hamas replied."),
    ],
)
def test_persons_units_parties_and_inhabitants_are_no_places(reader: PlaceReader, language: str, text: str) -> None:
    assert places(reader, text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The village of Kamianka in Izium Raion was shelled. Kamianka is empty."),
        ("uk", "Село Кам’янка Ізюмського району обстріляли. У Кам’янці нікого."),
        ("ru", "Село Каменка Изюмского района обстреляли. В Каменке никого."),
    ],
)
def test_the_raion_decides_among_villages_of_one_name_in_every_case(
    reader: PlaceReader, language: str, text: str
) -> None:
    found = [place for place in places(reader, text, language) if place.name == "Kamianka"]
    assert len(found) == 2 and {place.admin[2] for place in found} == {"Iziumskyi Raion"}
    assert why(found[0])["container"] == "places/container"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ivanivka was shelled. People in Kupiansk and Vovchansk heard it."),
        ("uk", "Іванівку обстріляли. У Куп’янську та Вовчанську це чули."),
        ("ru", "В селе Петровка стреляли, слышали в Изюме и Купянске."),
    ],
)
def test_an_undecided_village_keeps_its_candidates_and_says_so(reader: PlaceReader, language: str, text: str) -> None:
    village = places(reader, text, language)[0]
    assert village.name in ("Ivanivka", "Petrivka") and village.lat is None and len(village.candidates) > 1
    assert why(village)["position"].startswith("places/undecided: ")


@pytest.mark.parametrize(
    ("language", "text", "relations"),
    [
        ("en", "On the outskirts of Balakliia, between Izium and Kupiansk.", ["outskirts-of", "between", None]),
        ("uk", "На околиці Балаклії, між Ізюмом та Куп’янськом.", ["outskirts-of", "between", None]),
        ("ru", "На окраине Балаклеи, между Изюмом и Купянском.", ["outskirts-of", "between", None]),
        ("en", "It fell 10 km north of Kupiansk.", ["north-of"]),
        ("uk", "Впало за 10 км на північ від Куп’янська.", ["north-of"]),
        ("ru", "Упало в 10 км севернее Купянска.", ["north-of"]),
    ],
)
def test_relations(reader: PlaceReader, language: str, text: str, relations: list[str | None]) -> None:
    assert [place.relation for place in places(reader, text, language)] == relations


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "Fighting went on in the Kupiansk direction.", "Kupiansk"),
        ("uk", "На Куп’янському напрямку тривають бої.", "Куп’янському напрямку"),
        ("ru", "На купянском направлении идут бои.", "купянском направлении"),
    ],
)
def test_a_direction_is_its_town_with_room_around(reader: PlaceReader, language: str, text: str, quote: str) -> None:
    [found] = places(reader, text, language)
    assert (found.quote, found.name, found.relation) == (quote, "Kupiansk", "direction-of")
    assert (found.radius_km or 0) > 30


@pytest.mark.parametrize(
    ("adjective", "town"), [("Авдіївському", "Avdiivka"), ("Ізюмському", "Izium"), ("Краматорському", "Kramatorsk")]
)
def test_a_direction_leads_back_to_its_town(reader: PlaceReader, adjective: str, town: str) -> None:
    assert names(places(reader, f"На {adjective} напрямку тихо.", "uk")) == [town]


@pytest.mark.parametrize(
    ("language", "text", "quotes"),
    [
        ("en", "In Kharkiv a missile hit Sumska Street and School No. 134.", ["Sumska Street", "School No. 134"]),
        ("uk", "У Харкові ракета влучила у вулицю Сумську та школу № 134.", ["вулицю Сумську", "школу № 134"]),
        ("ru", "В Харькове ракета попала в улицу Сумскую и школу № 134.", ["улицу Сумскую", "школу № 134"]),
        ("en", "The roof of Kharkiv Regional Hospital burned.", ["Kharkiv Regional Hospital"]),
    ],
)
def test_streets_and_buildings_lie_in_their_town(
    reader: PlaceReader, language: str, text: str, quotes: list[str]
) -> None:
    inside = [place for place in places(reader, text, language) if place.kind == "facility"]
    assert [place.quote for place in inside] == quotes
    assert {(place.country, place.radius_km) for place in inside} <= {("UA", 23.8), (None, None)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Shells fell on Artemivsk and Debaltseve."),
        ("uk", "Снаряди впали на Артемівськ і Дебальцеве."),
        ("ru", "Снаряды упали на Артёмовск и Дебальцево."),
    ],
)
def test_an_old_name_says_until_when_it_held(reader: PlaceReader, language: str, text: str) -> None:
    old = places(reader, text, language, "2015-02-01")[0]
    assert old.name == "Bakhmut"
    if old.rule == "gazetteer/historical":
        assert why(old)["name"] == "places/old-name: 2016-02-04"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He fled Kharkov, then Izyum.", ["Kharkiv", "Izium"]),
        ("uk", "Він утік з Харкова через Чугуїв до Ізюма.", ["Kharkiv", "Chuhuiv", "Izium"]),
        ("ru", "Он бежал из Харькова через Чугуев в Изюм.", ["Kharkiv", "Chuhuiv", "Izium"]),
        ("en", "El Fasher in North Darfur fell. Idlib Governorate and Aleppo suffer.", None),
    ],
)
def test_spellings_and_other_wars(reader: PlaceReader, language: str, text: str, expected: list[str] | None) -> None:
    found = places(reader, text, language)
    if expected is not None:
        assert names(found) == expected
    else:
        assert [place.country for place in found] == ["SD", "SD", "SY", "SY"]
        assert all(place.lat is not None for place in found)


def test_a_dateline_is_a_place_though_it_shouts(reader: PlaceReader) -> None:
    [town, country] = places(reader, "KHERSON, Ukraine (AP) -- Shells fell at dawn.", "en")
    assert (town.name, country.name) == ("Kherson", "Ukraine")
    [alone] = places(reader, "OMAHA -- Shells fell at dawn.", "en")
    assert alone.name == "Omaha" and why(alone)["cue"] == "places/cue: dateline"


def test_a_reading_that_explains_itself_says_what_told_the_place_and_what_chose_it(reader: PlaceReader) -> None:
    paris, _, izium, lyman = places(reader, "In Paris, Texas, and in Izium they wait. Near Lyman it is quiet.", "en")
    assert why(paris)["container"] == "places/container"
    assert why(izium)["cue"] == "places/cue: preposition" and why(izium)["position"] == "places/only-one"
    assert "choice" in why(lyman) or why(lyman)["position"].startswith("places/undecided")
