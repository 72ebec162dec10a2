from onrecord.qa.bearing import load_bearing
from onrecord.qa.signs import AGAINST, RULE, SIGNS, SOFT

FITTED = {
    "by meaning": {
        "threshold": 0.6,
        "intercept": 1.0,
        "weights": {"missing": [-2.0, 0.5, 0.25]},
        "plausible": {"least": 0.2, "intercept": 0.0, "weights": {"rule word": [-1.0, 0.0, 1.0]}},
    },
    "by form": {"threshold": 0.9, "intercept": 0.0, "weights": {}, "plausible": {"least": 0.1, "intercept": 0.0, "weights": {}}},
}


def test_probability_is_logistic_in_the_signs():
    bearing = load_bearing(True, FITTED)
    assert bearing.threshold == 0.6
    assert round(bearing({"missing": 0.625}), 4) == 0.5  # 1 - 2 * (0.625 - 0.5) / 0.25 = 0
    assert bearing({"missing": 0.0}) > 0.99
    assert load_bearing(False, FITTED)({"missing": 1.0}) == 0.5
    assert (bearing.least, round(bearing.plausible.probability({"rule word": 1.0}), 4)) == (0.2, 0.2689)


def test_what_is_shipped_weighs_no_sign_the_wrong_way():
    for by_meaning in (True, False):
        bearing = load_bearing(by_meaning)
        assert 0.1 <= bearing.threshold <= 0.9
        assert 0.0 < bearing.least < bearing.threshold
        for name, each in bearing.model.weights.items():
            assert name in SIGNS and (each.weight <= 0) == (name in AGAINST)
        for name, each in bearing.plausible.weights.items():
            rule = name.removeprefix(RULE) in SOFT
            assert (name in SIGNS or rule) and (each.weight <= 0) == (rule or name in AGAINST)
