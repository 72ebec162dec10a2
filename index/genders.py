"""He or she? Told by what a person is called: an honorific ("Mrs"), a role ("spokesman"), or a given name that leaves no doubt."""

from __future__ import annotations

HE, SHE = "he", "she"

_HONORIFICS = {
    "mr": HE, "sir": HE, "lord": HE, "king": HE, "prince": HE, "duke": HE, "herr": HE, "monsieur": HE, "señor": HE, "father": HE,
    "mrs": SHE, "ms": SHE, "miss": SHE, "lady": SHE, "queen": SHE, "princess": SHE, "duchess": SHE, "dame": SHE, "frau": SHE,
    "madame": SHE, "baroness": SHE, "señora": SHE, "mme": SHE, "madam": SHE, "baron": HE, "earl": HE, "count": HE, "countess": SHE,
}  # fmt: skip
_MEN = frozenset(
    "king prince duke emperor sultan emir sheikh pope monk father son brother husband widower grandfather grandson uncle nephew "
    "boyfriend fiancé waiter landlord boy man gentleman schoolboy fisherman fireman salesman abbot patriarch ayatollah guy dad "
    "businessman chairman congressman councilman policeman frontman".split()
)
_WOMEN = frozenset(
    "queen princess duchess empress nun mother daughter sister wife widow grandmother granddaughter aunt niece girlfriend fiancée "
    "actress waitress girl woman lady schoolgirl soprano midwife mum mom seamstress heiress hostess headmistress housewife "
    "ballerina".split()
)
_MENS_NAMES = frozenset(
    "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven "
    "Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan "
    "Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Tyler Aaron Jose "
    "José Adam Nathan Henry Douglas Zachary Peter Kyle Walter Ethan Jeremy Harold Keith Roger Noah Gerald Carl Terrence Arthur "
    "Lawrence Sean Bernie Albert Joe Bill Bob Jim Tom Tim Mike Steve Dave Dan Ben Sam Matt Rob Ron Ken Greg Jeff Rick Ted Ed Phil "
    "Marco Bruce Ralph Roy Eugene Louis Philip Bobby Johnny Bradley Vladimir Boris Sergei Sergey Dmitry Dmytro Volodymyr Olaf "
    "Emmanuel Jens Hans Klaus Wolfgang Jürgen Pierre Jean-Claude Jacques François Luis Carlos Juan Antonio Jorge Miguel Pedro "
    "Fernando Mohammed Muhammad Mohamed Ahmed Ali Hassan Hussein Ibrahim Omar Abdul Mustafa Mahmoud Rudy Rudolph Chuck Harry Chris "
    "Alan Stuart Gordon Tony Nigel Ian Simon Graham Neil Colin Malcolm Duncan Craig Barry Russell Howard Leonard Oliver Lars Sven "
    "Erik Mikhail Ivan Igor Oleg Viktor Andriy Andrei Yuri Nikolai Aleksandr Oleksandr Oleksii Oleksiy Mykola Pavlo Anatoly Yevgeny "
    "Recep Giuseppe Giovanni Matteo Mario Luigi Josep Jake Antony Lloyd Josh Jay Elijah Lewis Marcus Martin Max Julian Hugh Wayne "
    "Clarence Ernest Fred Corey Jared Vitali Denys Ihor Vadym Ned Zach Derek Dick Don Doug Geoffrey Glenn Jimmy Karl Kurt Leon "
    "Mitch Norman Oscar Pete Stanley Stefan Stewart Todd Trevor Victor Vincent Warren Xavier Sebastian Imran Mehmet Ludwig "
    "Friedrich Heinrich Ilya Maksym Maxim Roman Ruslan Taras Bohdan".split()
)
_WOMENS_NAMES = frozenset(
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly "
    "Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda "
    "Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia "
    "Julie Joyce Ruth Lauren Christina Joan Evelyn Judith Megan Cheryl Hannah Jacqueline Martha Gloria Teresa Sara Janice Ann Anne "
    "Kathryn Sophia Frances Alice Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana "
    "Brittany Doris Kayla Hillary Nikki Elena Olga Natalia Svetlana Tatiana Tatyana Irina Oksana Yulia Iryna Olena Ursula Marine "
    "Nicola Liz Angelina Kate Jane Claire Sophie Lucy Fiona Heidi Ingrid Astrid Katarina Fatima Aisha Leila Samira Jill Jen Katie "
    "Loretta Madeleine Tammy Dianne Debbie Gina Maggie Molly Nina Paula Rosa Rosemary Sally Sheila Tina Vera Wendy Yvonne Valerie "
    "Zoe Zoë Eva Clara Bridget Beth Becky Annie Petra Antonia Daniela Francesca Giorgia Magdalena Mette Penny Rosie Eleanor Ellen "
    "Caroline Carolina Camilla Marie Monica Naomi Nadia Natasha Vanessa Veronica Mariana Lyudmila Liudmyla Lesia Halyna Ludmila "
    "Nataliya Kateryna Viktoria Viktoriia Anastasia Daria Darya Polina Ksenia Maryna Marina".split()
)


def gender_of_honorific(word: str) -> str | None:
    """ "he" for "Mr.", "she" for "Mrs", "Ms", "Queen"; None for "Dr" and all that either may be."""
    return _HONORIFICS.get(word.rstrip(".").lower())


def gender_of_role(head: str) -> str | None:
    """By a role's head: "he" for "spokesman" and "brother", "she" for "chairwoman" and "queen", else None."""
    low = head.lower().rpartition(" ")[2]
    if low in _WOMEN or low.endswith(("woman", "lady")):
        return SHE
    return HE if low in _MEN or (low.endswith("man") and low not in ("human", "woman")) else None


def gender_of_given(name: str) -> str | None:
    """By a given name, where nearly everybody with it is one or the other; None for all the rest."""
    return HE if name in _MENS_NAMES else SHE if name in _WOMENS_NAMES else None
