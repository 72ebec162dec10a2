"""Examples made harder each time that they are seen."""

from itertools import islice, repeat

from onrecord.evals.training.altering import altered_claims, altered_questions
from onrecord.evals.training.encoding import EncodedClaim, EncodedPassage, EncodedQuestion

IDS = [101, *range(2000, 2100), 102]
RIGHT = EncodedPassage(IDS, 1, [(1, 50), (50, 101)], [True, False], (3, 4))
WRONG = EncodedPassage(IDS, 1, [(1, 101)], [False], (0, 0))


def test_some_word_pieces_are_masked_and_all_else_stays() -> None:
    found = list(islice(altered_questions(repeat(EncodedQuestion([RIGHT])), 1), 200))
    masks = [[i for i, id in enumerate(one.passages[0].ids) if id == 103] for one in found]
    assert 0.07 < sum(map(len, masks)) / (200 * 100) < 0.09
    assert len({tuple(each) for each in masks}) > 190
    for one in found:
        (passage,) = one.passages
        assert [id if id != 103 else IDS[i] for i, id in enumerate(passage.ids)] == IDS
        assert (passage.ids[0], passage.ids[-1], passage.sentences, passage.right) == (101, 102, RIGHT.sentences, RIGHT.right)


def test_from_some_what_answers_is_taken_away() -> None:
    found = list(islice(altered_questions(repeat(EncodedQuestion([RIGHT, WRONG, WRONG])), 1), 1000))
    lengths = [len(one.passages) for one in found]
    assert set(lengths) == {2, 3} and 150 < lengths.count(2) < 250
    assert not any(any(each.right) for one in found if len(one.passages) == 2 for each in one.passages)


def test_never_where_hardly_anything_would_be_left() -> None:
    few, none = EncodedQuestion([RIGHT, WRONG]), EncodedQuestion([WRONG, WRONG, WRONG])
    for given in (few, none):
        assert {len(one.passages) for one in islice(altered_questions(repeat(given), 1), 200)} == {len(given.passages)}


def test_the_same_with_the_same_seed() -> None:
    def draw(seed: int) -> list[list[int]]:
        return [one.ids for one in islice(altered_claims(repeat(EncodedClaim(IDS, "neutral")), seed), 20)]

    assert draw(1) == draw(1) != draw(2)
    assert {one.label for one in islice(altered_claims(repeat(EncodedClaim(IDS, "neutral")), 1), 20)} == {"neutral"}
