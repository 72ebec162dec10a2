from onrecord.qa.opposites import OPPOSITES


def test_all_that_are_written_are_pairs_of_different_words() -> None:
    pairs = [pair.split() for pair in OPPOSITES.split(",")]
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)
