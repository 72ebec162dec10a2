from sourced import told

from onrecord.qa.claim import claim_of
from onrecord.qa.comparing import Comparing
from onrecord.qa.meaning import Meaning

SOURCE = told("Ane Voss hopes that the strike will end. The county closed two mills in Alden.")
COMPARING = Comparing(Meaning(None))


def compared(sentence: str):
    claim = claim_of(sentence)
    return COMPARING.compare(claim, claim.span, SOURCE, {})


def test_a_sentence_that_is_borne_out():
    found = compared("The county closed two mills in Alden.")
    assert (found.rule, found.why) == ("", None) and found.probability >= COMPARING.threshold


def test_the_rule_that_finds_something_is_named():
    assert (compared("The county closed three mills.").rule, compared("The county opened two mills.").rule) == ("amount", "contrary")
    assert compared("The county closed two mills in Selm.").rule == "name"


def test_what_somebody_hopes_is_no_fact():
    assert compared("The strike will end.")[1:3] == ("own voice", "it is only what Ane Voss says")
    assert compared("Ane Voss hopes that the strike will end.").rule == ""


def test_without_vectors_every_word_must_stand_there():
    assert compared("The county closed two old mills in Alden.")[1:3] == ("word", "the passage does not say “old”")
