import random

import pytest
from bay import BREAD, FERRY, WATER, bay

from onrecord.evals.claim_forms import FORMS, Told, told
from onrecord.evals.claims import Claim, claims
from onrecord.evals.corpus import Corpus
from onrecord.evals.questions import GoldQuestion, Slice
from onrecord.index.model import Article
from onrecord.qa.evidence import Evidence


def said(corpus: Corpus, words: str) -> Evidence:
    """The one statement in whose slice these words stand."""
    (found,) = (each for each in corpus.statements if words in each.quote)
    return found


def told_of(corpus: Corpus, words: str) -> Told:
    found = told(said(corpus, words))
    assert found is not None
    return found


def written(words: str, corpus: Corpus | None = None) -> dict[str, str]:
    of = told_of(corpus or bay(), words)
    return {form: text for form, write in FORMS.items() if (text := write(of, random.Random(1))) is not None}


def test_what_is_reported_in_every_form_that_suits_it() -> None:
    assert written("nine o’clock") == {
        "as it is": "Harbour master Ilo Quist said on Monday that the ferry would not sail before nine o’clock.",
        "said that": "Ilo Quist said that the ferry would not sail before nine o’clock.",
        "says that": "Ilo Quist says that the ferry would not sail before nine o’clock.",
        "according to": "According to Ilo Quist, the ferry would not sail before nine o’clock.",
        "said afterwards": "The ferry would not sail before nine o’clock, Ilo Quist said.",
        "with role": "Ilo Quist, Harbour master, said on Monday that the ferry would not sail before nine o’clock.",
        "with day": "On 5 May 2031 Ilo Quist said that the ferry would not sail before nine o’clock.",
        "in digits": "Ilo Quist said that the ferry would not sail before 9 o’clock.",
        "contracted": "Ilo Quist said that the ferry wouldn’t sail before nine o’clock.",
    }


def test_a_quotation_in_every_form_that_suits_it() -> None:
    assert written("The pilot has waited") == {
        "as it is": "“The pilot has waited nine days for a berth,” he said. “If the wind drops, we will go.”",
        "quoted": "Ilo Quist said: «The pilot has waited nine days for a berth.»",
        "quoted in part": "“The pilot has waited nine days for a berth,” Ilo Quist said.",
        "reported": "Ilo Quist said that the pilot has waited nine days for a berth.",
        "named": "“The pilot has waited nine days for a berth,” Ilo Quist said. “If the wind drops, we will go.”",
    }


def test_a_quotation_in_which_i_speak_is_not_reported() -> None:
    article = Article("“I have waited nine days for a berth,” Ilo Quist said.", id="a")
    assert set(written("waited", Corpus("a", {"a": article}))) == {"as it is", "quoted", "quoted in part"}


def test_a_name_does_not_take_the_place_of_who() -> None:
    article = Article("“The lamp is out,” said Mr Hald, who had asked for every gate to be shut. Gus Hald left.", id="a")
    forms = [FORMS["named"](said, random.Random(1)) for said in Corpus("a", {"a": article}).voices]
    assert [text for text in forms if text and "Hald, Gus Hald" in text] == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Tam Brok, who leads the bakers, said the ovens were cold.", "Tam Brok said the ovens were cold."),
        ("Tam Brok, the baker, who has six ovens, said that they were cold.", "Tam Brok, the baker, said that they were cold."),
    ],
)
def test_a_relative_clause_is_left_out_with_its_commas(text: str, short: str) -> None:
    corpus = Corpus("a", {"a": Article(text, id="a")})
    assert written("cold", corpus)["without relative"] == short


@pytest.mark.parametrize(
    "text",
    [
        "Officials said that the ferry would not sail before nine. The officials left.",  # nobody in particular
        "Ilo Quist’s vow that the ferry would sail before nine was kept.",  # no verb
    ],
)
def test_who_has_no_name_and_what_has_no_verb_is_not_written_about(text: str) -> None:
    assert [each for each in Corpus("a", {"a": Article(text, id="a")}).statements if told(each) is not None] == []


def test_what_is_quoted_within_a_quotation_is_nobodys_here() -> None:
    article = Article("‘A woman beside me said, “It is not stopping at all,” quite calmly,’ Ilo Quist said.", id="a")
    (evidence,) = Corpus("a", {"a": article}).statements
    assert evidence.statement is not None
    assert evidence.statement.speaker == "Ilo Quist"


def test_needed_sources_stand_among_three_to_five_others() -> None:
    corpus = bay()
    needed = said(corpus, "repairs")
    counts: set[int] = set()
    for seed in range(40):
        sources, support = corpus.sources([needed], random.Random(seed))
        assert [each.n for each in sources] == list(range(1, len(sources) + 1))
        assert [sources[n - 1].evidence for n in support] == [needed]
        assert len({each.text for each in sources}) == len(sources)
        assert {each.article.id for each in sources} > {"ferry"}
        counts.add(len(sources) - 1)
    assert counts == {3, 4, 5}


def test_no_other_source_may_say_the_same() -> None:
    reprint = Article("The Port Council said on Tuesday that the repairs would cost 3 million florins.", id="reprint")
    corpus = Corpus("bay", {**bay().articles, "reprint": reprint})
    needed = next(each for each in corpus.statements if each.article is FERRY and "repairs" in each.quote)
    for seed in range(20):
        sources, _ = corpus.sources([needed], random.Random(seed))
        assert "reprint" not in {each.article.id for each in sources}


def test_the_same_claims_at_every_run() -> None:
    def shown(made: list[Claim]) -> list[object]:
        return [(one.id, one.form, one.text, one.support, [(s.article.id, s.span) for s in one.sources]) for one in made]

    assert shown(claims(bay())) == shown(claims(bay()))
    assert len({one.text for one in claims(bay())}) == len(claims(bay())) > 20


def test_two_that_are_joined_need_both_sources() -> None:
    joined = [one for one in claims(bay()) if one.form == "joined"]
    assert joined[0].text == (
        "Tam Brok said that about 70 ovens had been cold since 4 March, while the Port Council said that the repairs would cost "
        "3 million florins."
    )
    assert sorted(source.text[:10] for source in joined[0].supporting) == ["Tam Brok, ", "The Port C"]


def question(asked: str, answer: str, article: Article, quote: str) -> GoldQuestion:
    start = article.text.index(quote)
    evidence = ((Slice(article.id, start, start + len(quote)),),)
    return GoldQuestion("q", asked, (), evidence, (answer,), None, None, (), False, ())


@pytest.mark.parametrize(
    ("asked", "answer", "claim"),
    [
        ("Who leads the bakers?", "Tam Brok", "Tam Brok leads the bakers."),
        ("Who is the miller?", "Edo Marl", "The miller is Edo Marl."),
        ("Where is the lock?", "in Selm", None),
        ("Who said “the ovens are cold”?", "Tam Brok", None),  # nothing stands so in the article
        ("What was cold if not warm?", "the ovens", None),
        ("How many ovens are cold?", "70", None),
    ],
)
def test_an_answer_is_put_into_its_question(asked: str, answer: str, claim: str | None) -> None:
    corpus = Corpus("bay", bay().articles, (question(asked, answer, FERRY, "Tam Brok, who leads the bakers"),))
    answered = [one.text for one in claims(corpus) if one.form == "answer"]
    assert answered == ([claim] if claim else ["The lock is in Selm."] if answer == "in Selm" else [])


def test_a_sentence_that_nobody_says_is_a_claim_if_gold_rests_on_it() -> None:
    quay = Article("The quay is 300 metres long. It was built by Uno Rask.", id="quay")
    corpus = Corpus(
        "bay", {"quay": quay, "water": WATER, "bread": BREAD}, (question("How long is the quay?", "300 metres", quay, "300 metres"),)
    )
    assert [one.text for one in claims(corpus) if one.form == "report"] == ["The quay is 300 metres long."]
