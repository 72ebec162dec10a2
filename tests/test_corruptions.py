import random
import re

import pytest
from bay import bay

from onrecord.evals.claim_forms import told
from onrecord.evals.claims import Claim, claims
from onrecord.evals.corpus import Corpus
from onrecord.evals.corruptions import INVENTED_NUMBER, KINDS, OF_CORPUS, WORDS, WRONG_NUMBER, corrupted
from onrecord.evals.prose import has_word, prose, quotations
from onrecord.evals.unsupported import KNOWLEDGE
from onrecord.index.model import Article

NINE = "the ferry would not sail before nine o’clock"


def claim(text: str, words: str, form: str = "said that", corpus: Corpus | None = None) -> Claim:
    """A claim borne out by the statement in whose slice these words stand."""
    of = corpus or bay()
    (needed,) = (each for each in of.statements if words in each.quote)
    sources, support = of.sources([needed], random.Random(2))
    return Claim("c", text, form, of.suite, sources, support, told(needed))


def altered(kind: str, one: Claim, seed: int = 0, corpus: Corpus | None = None) -> str | None:
    if kind in WORDS:
        return WORDS[kind](one, random.Random(seed))
    return OF_CORPUS[kind](one, corpus or bay(), random.Random(seed))


@pytest.mark.parametrize(
    ("kind", "text", "words", "false"),
    [
        ("not dropped", f"Ilo Quist said that {NINE}.", "nine o’clock", f"Ilo Quist said that {NINE}.".replace(" not", "")),
        ("not dropped", "Ilo Quist said that nobody could sail.", "nine o’clock", "Ilo Quist said that everybody could sail."),
        ("not added", "The Port Council said that the repairs would cost 3 million florins.", "repairs",
         "The Port Council said that the repairs would not cost 3 million florins."),
        ("unit changed", "The Port Council said that the repairs would cost 3 million florins.", "repairs",
         "The Port Council said that the repairs would cost 3 billion florins."),
        ("hedge removed", "Tam Brok said that about 70 ovens were cold.", "70 ovens", "Tam Brok said that exactly 70 ovens were cold."),
        ("hedge removed", "Ana Tolk said that she might close it.", "might close", "Ana Tolk said that she will close it."),
        ("modality changed", "The Port Council said that the repairs would cost 3 million.", "repairs",
         "The Port Council said that the repairs had already cost 3 million."),
        ("quantifier changed", "Edo Marl said that some of the mills are open.", "mills", "Edo Marl said that all of the mills are open."),
        ("opposite", "Orla Vint said that the price of bread had risen.", "price", "Orla Vint said that the price of bread had fallen."),
        ("cue changed", "Orla Vint said that the price had risen.", "price", "Orla Vint denied that the price had risen."),
        ("condition dropped", "Edo Marl said that he would go if the wind dropped.", "mills", "Edo Marl said that he would go."),
        ("condition dropped", "Ilo Quist said: “If the wind drops, we will go.”", "pilot", "Ilo Quist said: “We will go.”"),
        ("roles swapped", "The Grain Board criticised the Port Council in a letter.", "criticised",
         "The Port Council criticised the Grain Board in a letter."),
    ],
)  # fmt: skip
def test_a_word_makes_it_false(kind: str, text: str, words: str, false: str) -> None:
    assert altered(kind, claim(text, words)) == false


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("not dropped", "Ilo Quist said that it was not a ferry but a barge.", "nine o’clock"),
        ("not added", "Ilo Quist asked whether the ferry would sail.", "nine o’clock"),
        ("not added", "Ilo Quist said nothing.", "nine o’clock"),
        ("number changed", "Ilo Quist said it in 2031.", "nine o’clock"),
        ("number changed", "Ilo Quist said that it would not take less than 7 days.", "nine o’clock"),
        ("unit changed", "Ilo Quist said that it was no more than 7 days.", "nine o’clock"),
        ("hedge removed", "Ilo Quist asked whether it might rain.", "nine o’clock"),
        ("quantifier changed", "Ilo Quist said that it was not always so.", "nine o’clock"),
        ("quantifier changed", "Ilo Quist said that forty-four of them had gone.", "nine o’clock"),
        ("condition dropped", "Ilo Quist asked if the wind would drop.", "nine o’clock"),
        ("condition dropped", "Asked if the wind would drop, Ilo Quist left.", "nine o’clock"),
        ("cue changed", f"According to Ilo Quist, {NINE}.", "nine o’clock"),
        ("quoted word added", f"Ilo Quist said that {NINE}.", "nine o’clock"),
        ("report in marks", "Ilo Quist said: “The pilot has waited nine days for a berth.”", "pilot"),
        ("clause added", "Ilo Quist said: “If the wind drops, we will go.”", "pilot"),
    ],
)
def test_where_it_would_not_be_false_nothing_is_made(kind: str, text: str, words: str) -> None:
    assert [altered(kind, claim(text, words), seed) for seed in range(5)] == [None] * 5


def test_another_number_is_in_no_source_and_not_entailed() -> None:
    exact = claim("The Port Council said that it would cost 300 florins.", "repairs")
    more = claim("The Port Council said that it would cost more than 300 florins.", "repairs")
    for seed in range(20):
        for one, least in ((exact, 1), (more, 301)):
            text = altered("number changed", one, seed)
            assert text is not None
            number = int(re.findall(r"\d+", text)[0])
            assert number != 300
            assert number >= least
            assert not has_word(one.given, str(number))


def test_another_day_is_in_no_source() -> None:
    one = claim("Tam Brok said that the ovens had been cold since 4 March.", "70 ovens")
    found = {altered("date changed", one, seed) for seed in range(60)}
    assert None not in found
    assert "Tam Brok said that the ovens had been cold since 4 March." not in found
    assert any(text and text.endswith("since 4 August.") for text in found)


QUOTED = "“The pilot has waited nine days for a berth,” Ilo Quist said."


@pytest.mark.parametrize(
    "kind", ["quoted word replaced", "quoted word dropped", "quoted word added", "quoted order changed", "paraphrase in marks"]
)
def test_an_altered_quotation_stands_in_no_source(kind: str) -> None:
    one = claim(QUOTED, "pilot", "quoted in part")
    for seed in range(20):
        text = altered(kind, one, seed)
        assert text is not None
        (match,) = quotations(text)
        assert text[match.end() :] == " Ilo Quist said."
        assert match[0].strip("“”,").lower() not in one.given


def test_quotations_are_spliced_with_somebody_elses() -> None:
    one = claim(QUOTED, "pilot", "quoted in part")
    found = {altered("quotations spliced", one, seed) for seed in range(20)}
    assert found == {
        "“The pilot has waited nine days for a berth. The others have no grain,” Ilo Quist said.",
        "“The pilot has waited nine days for a berth, and the others have no grain,” Ilo Quist said.",
        "“The pilot has waited nine days for a berth. Some of the mills are open,” Ilo Quist said.",
        "“The pilot has waited nine days for a berth, and some of the mills are open,” Ilo Quist said.",
    }


def test_what_is_reported_gets_marks() -> None:
    text = altered("report in marks", claim(f"Ilo Quist said that {NINE}.", "nine o’clock"))
    assert text is not None
    assert text.replace('"', "“", 1).replace('"', "”") == "Ilo Quist said: “The ferry would not sail before nine o’clock.”"


def test_another_speaker_is_of_the_sources_or_of_none() -> None:
    one = claim(f"Ilo Quist said that {NINE}.", "nine o’clock")
    speakers = {source.speaker for source in one.sources}
    for seed in range(20):
        near, far = (altered(kind, one, seed) for kind in ("speaker of the sources", "speaker of the corpus"))
        assert near is not None and far is not None
        assert near.removesuffix(f" said that {NINE}.").removeprefix("The ") in speakers - {"Ilo Quist"}
        assert far.removesuffix(f" said that {NINE}.").removeprefix("The ") not in speakers


def test_a_company_may_have_said_what_its_head_did() -> None:
    text = "Ilo Quist, the head of Skell Line, said that the ferry was full.\n\nSkell Line said that nobody had been late."
    corpus = Corpus("a", {"a": Article(text, id="a"), **bay().articles})
    one = claim("Ilo Quist said that the ferry was full.", "ferry was full", corpus=corpus)
    found = {altered("speaker of the sources", one, seed, corpus) for seed in range(30)}
    assert "Skell Line said that the ferry was full." not in found


def test_facts_of_others_are_added_and_merged() -> None:
    one = claim("Orla Vint said that the price of bread had risen by a tenth in Selm.", "price")
    merged = {altered("facts merged", one, seed) for seed in range(20)}
    added = {altered("said by another", one, seed) for seed in range(20)}
    others = {said.clause for source in one.sources if source.n not in one.support and (said := told(source.evidence)) and said.clause}
    assert added == {f"{one.text[:-1]}, and that {clause}." for clause in others if clause.split()[0] not in ("she", "it")}
    assert merged
    assert all(text and text.startswith("Orla Vint said that the price of bread ") and "tenth" not in text for text in merged)


def test_added_clauses_come_from_no_source() -> None:
    one = claim("The Port Council said that the repairs would cost 3 million florins.", "repairs")
    text = altered("clause added", one)
    assert text is not None
    added = text.removeprefix(one.text[:-1]).removesuffix(".")
    assert len(added) > 5
    assert added not in one.given
    before = altered("circumstance added", one)
    assert before is not None
    assert before.endswith(", the Port Council said that the repairs would cost 3 million florins.")


def test_general_knowledge_is_none_of_the_sources() -> None:
    one = claim("The Port Council said that the repairs would cost 3 million florins.", "repairs")
    assert {altered("general knowledge", one, seed) for seed in range(50)} <= set(KNOWLEDGE.replace("\n", "|").split("|"))


def test_an_invented_number_is_of_no_source_and_a_wrong_one_of_another() -> None:
    for one in corrupted(bay()):
        if one.kind == INVENTED_NUMBER:
            assert max(one.cited) > len(one.claim.sources)
            assert one.text == one.claim.text
        elif one.kind == WRONG_NUMBER:
            assert len(one.cited) == 1
            assert not set(one.cited) & set(one.claim.support)
            assert max(one.cited) <= len(one.claim.sources)
            assert one.text == one.claim.text
        else:
            assert one.cited == one.claim.support
            assert one.text != one.claim.text


def test_the_same_at_every_run_and_none_twice() -> None:
    one, two = ([(each.kind, each.claim.id, each.text, each.cited) for each in corrupted(bay())] for _ in range(2))
    assert one == two
    texts = [(kind, text) for kind, _, text, _ in one if kind not in (INVENTED_NUMBER, WRONG_NUMBER)]
    assert len(set(texts)) == len(texts)
    assert {kind for kind, _, _, _ in one} >= set(KINDS) - {"name changed", "role changed", "clause of another article"}


def test_no_true_text_comes_out_false() -> None:
    true = {one.text for one in claims(bay())}
    assert [one.text for one in corrupted(bay()) if one.kind not in (INVENTED_NUMBER, WRONG_NUMBER) and one.text in true] == []


def test_prose_is_what_no_marks_enclose() -> None:
    text = '‘It’s late,’ he said: “Don’t”, and "no", and «so», and it’s over.'
    assert prose(text).replace("\0", "") == " he said: , and , and , and it’s over."
    assert len(prose(text)) == len(text)
    assert [match[0] for match in quotations("He said “not at all” and “no”.")] == ["“not at all”"]


def test_a_word_stands_by_itself() -> None:
    assert [has_word(text, "3") for text in ("3 million", "at 3.", "13", "3.5", "3,000", "3rd")] == [True, True, False, False, False, False]
