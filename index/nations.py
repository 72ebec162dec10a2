"""Countries and the words for them: "Russian", "Moscow" and "Russia" are one country, so that "Russia’s president" can be told.

Two words that two countries share ("Congolese", "Korean") name neither here. A capital stands for its country's government.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

# A country: its adjectives and people: its capital: other names for it.
_TABLE = """
Afghanistan: Afghan Afghans: Kabul
Albania: Albanian Albanians: Tirana
Algeria: Algerian Algerians: Algiers
Angola: Angolan Angolans: Luanda
Argentina: Argentine Argentinian Argentines: Buenos_Aires
Armenia: Armenian Armenians: Yerevan
Australia: Australian Australians: Canberra
Austria: Austrian Austrians: Vienna
Azerbaijan: Azerbaijani Azeri Azerbaijanis: Baku
Bahrain: Bahraini Bahrainis: Manama
Bangladesh: Bangladeshi Bangladeshis: Dhaka
Belarus: Belarusian Belarusians Belarussian: Minsk
Belgium: Belgian Belgians:
Bolivia: Bolivian Bolivians: La_Paz
Bosnia: Bosnian Bosnians: Sarajevo: Bosnia_and_Herzegovina
Brazil: Brazilian Brazilians: Brasília Brasilia
Bulgaria: Bulgarian Bulgarians: Sofia
Cambodia: Cambodian Cambodians: Phnom_Penh
Cameroon: Cameroonian Cameroonians: Yaoundé
Canada: Canadian Canadians: Ottawa
Chile: Chilean Chileans: Santiago
China: Chinese: Beijing: People’s_Republic_of_China
Colombia: Colombian Colombians: Bogotá Bogota
Croatia: Croatian Croat Croatians Croats: Zagreb
Cuba: Cuban Cubans: Havana
Cyprus: Cypriot Cypriots: Nicosia
Czech Republic: Czech Czechs: Prague: Czechia
Denmark: Danish Dane Danes: Copenhagen
Dominican Republic: : Santo_Domingo
Ecuador: Ecuadorian Ecuadorean Ecuadorians: Quito
Egypt: Egyptian Egyptians: Cairo
El Salvador: Salvadoran Salvadorans: San_Salvador
Estonia: Estonian Estonians: Tallinn
Ethiopia: Ethiopian Ethiopians: Addis_Ababa
EU: : Brussels: European_Union E.U.
Finland: Finnish Finn Finns: Helsinki
France: French Frenchman Frenchwoman: Paris
Georgia: Georgian Georgians: Tbilisi
Germany: German Germans: Berlin
Ghana: Ghanaian Ghanaians: Accra
Greece: Greek Greeks: Athens
Guatemala: Guatemalan Guatemalans: Guatemala_City
Haiti: Haitian Haitians: Port-au-Prince
Honduras: Honduran Hondurans: Tegucigalpa
Hungary: Hungarian Hungarians: Budapest
Iceland: Icelandic Icelander Icelanders: Reykjavik
India: Indian Indians: Delhi New_Delhi
Indonesia: Indonesian Indonesians: Jakarta
Iran: Iranian Iranians: Tehran Teheran
Iraq: Iraqi Iraqis: Baghdad
Ireland: Irish Irishman Irishwoman: Dublin
Israel: Israeli Israelis: Jerusalem Tel_Aviv
Italy: Italian Italians: Rome
Ivory Coast: Ivorian Ivorians: Abidjan: Côte_d’Ivoire
Jamaica: Jamaican Jamaicans: Kingston
Japan: Japanese: Tokyo
Jordan: Jordanian Jordanians: Amman
Kazakhstan: Kazakh Kazakhs: Astana
Kenya: Kenyan Kenyans: Nairobi
Kosovo: Kosovar Kosovan Kosovars: Pristina
Kuwait: Kuwaiti Kuwaitis: Kuwait_City
Kyrgyzstan: Kyrgyz: Bishkek
Laos: Laotian Laotians: Vientiane
Latvia: Latvian Latvians: Riga
Lebanon: Lebanese: Beirut
Libya: Libyan Libyans: Tripoli
Lithuania: Lithuanian Lithuanians: Vilnius
Luxembourg: Luxembourgish:
Malaysia: Malaysian Malaysians: Kuala_Lumpur
Mali: Malian Malians: Bamako
Malta: Maltese: Valletta
Mexico: Mexican Mexicans: Mexico_City
Moldova: Moldovan Moldovans: Chisinau Chișinău
Mongolia: Mongolian Mongolians: Ulaanbaatar
Montenegro: Montenegrin Montenegrins: Podgorica
Morocco: Moroccan Moroccans: Rabat
Mozambique: Mozambican Mozambicans: Maputo
Myanmar: Burmese: Naypyidaw: Burma
Nepal: Nepali Nepalese Nepalis: Kathmandu
Netherlands: Dutch Dutchman Dutchwoman: Amsterdam Hague: Holland
New Zealand: New_Zealander New_Zealanders: Wellington
Nicaragua: Nicaraguan Nicaraguans: Managua
Nigeria: Nigerian Nigerians: Abuja
North Korea: North_Korean North_Koreans: Pyongyang: N._Korea
North Macedonia: Macedonian Macedonians: Skopje: Macedonia
Norway: Norwegian Norwegians: Oslo
Pakistan: Pakistani Pakistanis: Islamabad
Palestine: Palestinian Palestinians: Ramallah
Panama: Panamanian Panamanians: Panama_City
Paraguay: Paraguayan Paraguayans: Asunción
Peru: Peruvian Peruvians: Lima
Philippines: Philippine Filipino Filipina Filipinos: Manila
Poland: Polish Pole Poles: Warsaw
Portugal: Portuguese: Lisbon
Qatar: Qatari Qataris: Doha
Romania: Romanian Romanians: Bucharest
Russia: Russian Russians: Moscow: Russian_Federation
Rwanda: Rwandan Rwandans: Kigali
Saudi Arabia: Saudi Saudis: Riyadh
Senegal: Senegalese: Dakar
Serbia: Serbian Serb Serbians Serbs: Belgrade
Singapore: Singaporean Singaporeans:
Slovakia: Slovak Slovakian Slovaks: Bratislava
Slovenia: Slovenian Slovene Slovenians: Ljubljana
Somalia: Somali Somalis: Mogadishu
South Africa: South_African South_Africans: Pretoria
South Korea: South_Korean South_Koreans: Seoul
South Sudan: South_Sudanese: Juba
Soviet Union: Soviet Soviets: : USSR U.S.S.R.
Spain: Spanish Spaniard Spaniards: Madrid
Sri Lanka: Sri_Lankan Sri_Lankans: Colombo
Sudan: Sudanese: Khartoum
Sweden: Swedish Swede Swedes: Stockholm
Switzerland: Swiss: Bern Berne
Syria: Syrian Syrians: Damascus
Taiwan: Taiwanese: Taipei
Tajikistan: Tajik Tajiks: Dushanbe
Tanzania: Tanzanian Tanzanians: Dodoma
Thailand: Thai Thais: Bangkok
Tunisia: Tunisian Tunisians: Tunis
Turkey: Turkish Turk Turks: Ankara: Türkiye
Turkmenistan: Turkmen: Ashgabat
Uganda: Ugandan Ugandans: Kampala
UK: British Briton Britons Brits: London: Britain Great_Britain United_Kingdom U.K.
Ukraine: Ukrainian Ukrainians: Kyiv Kiev
United Arab Emirates: Emirati Emiratis: Abu_Dhabi: UAE U.A.E. Emirates
Uruguay: Uruguayan Uruguayans: Montevideo
US: American Americans: Washington: U.S. USA U.S.A. United_States United_States_of_America America
Uzbekistan: Uzbek Uzbeks: Tashkent
Vatican: : Vatican_City: Holy_See
Venezuela: Venezuelan Venezuelans: Caracas
Vietnam: Vietnamese: Hanoi
Yemen: Yemeni Yemenis: Sanaa Sana’a
Zambia: Zambian Zambians: Lusaka
Zimbabwe: Zimbabwean Zimbabweans: Harare
"""
_ARTICLE = re.compile(r"[Tt]he\s+")
_OWNER = re.compile(r"(?<=s)[’'](?:s)?\Z|[’']s\Z")


def _read(table: str) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Every word to its country; which of the words are adjectives or people, and which are capitals."""
    words: dict[str, str] = {}
    adjectives: set[str] = set()
    capitals: set[str] = set()
    for line in table.split("\n"):
        if line:
            country, *columns = (part.strip() for part in line.split(":"))
            people, seats, others = ([each.replace("_", " ") for each in part.split()] for part in [*columns, ""][:3])
            adjectives.update(people)
            capitals.update(seats)
            words.update(dict.fromkeys([country, *people, *seats, *others], country))
    return words, frozenset(adjectives), frozenset(capitals)


_COUNTRIES, _ADJECTIVES, _CAPITALS = _read(_TABLE)
_LONGEST = max(len(word.split()) for word in _COUNTRIES)
_OF_SMALL = {word.lower(): country for word, country in _COUNTRIES.items()}


@lru_cache(maxsize=16384)
def nation(word: str) -> str | None:
    """The country that a word or phrase names: "Russia" for "Russian", "Moscow", "Russia’s"; None for anything else.

    Case counts, so that "us" is no country; an article before it and a possessive after it don't.
    """
    plain = " ".join(_ARTICLE.sub("", word.strip(), count=1).split())
    return _COUNTRIES.get(plain) or _COUNTRIES.get(_OWNER.sub("", plain).replace("'", "’"))


def is_nationality(word: str) -> bool:
    """Whether a word is a country's adjective or people: "Russian", "Britons"; no country's name and no capital."""
    return word in _ADJECTIVES


def country(name: str) -> str | None:
    """The country of which this is a name, as "United Kingdom" and "Britain" are; None for a capital, an adjective, a people."""
    return None if name in _ADJECTIVES or name in _CAPITALS else nation(name)


def of_country(office: str, countries: Iterable[str], name: str) -> list[str]:
    """How texts write a name after its office in a country, punctuation aside: "norland president Ann Karsk", "president of ..."."""
    words = [word for word, its in _COUNTRIES.items() if its in countries and word not in _CAPITALS]
    return [phrase for word in words for phrase in (f"{word} {office} {name}", f"{word} s {office} {name}", f"{office} of {word} {name}")]


def with_countries(words: Sequence[str]) -> list[str]:
    """The words with each country by its name, in whatever letters it is written: "UK pm" for "british pm", "US president" for
    "president of the united states"."""
    found: list[str] = []
    i = 0
    while i < len(words):
        for n in range(min(_LONGEST, len(words) - i), 0, -1):
            if known := _OF_SMALL.get(_OWNER.sub("", " ".join(words[i : i + n]).lower()).replace("'", "’")):
                found.append(known)
                i += n
                break
        else:
            found.append(words[i])
            i += 1
    return found
