from onrecord.qa.bearing import load_bearing
from onrecord.qa.signs import AGAINST, SIGNS

FITTED = {
    "by meaning": {"threshold": 0.6, "intercept": 1.0, "weights": {"missing": [-2.0, 0.5, 0.25]}},
    "by form": {"threshold": 0.9, "intercept": 0.0, "weights": {}},
}


def test_probability_is_logistic_in_the_signs():
    bearing = load_bearing(True, FITTED)
    assert bearing.threshold == 0.6
    assert round(bearing({"missing": 0.625}), 4) == 0.5  # 1 - 2 * (0.625 - 0.5) / 0.25 = 0
    assert bearing({"missing": 0.0}) > 0.99
    assert load_bearing(False, FITTED)({"missing": 1.0}) == 0.5


def test_what_is_shipped_weighs_no_sign_the_wrong_way():
    for by_meaning in (True, False):
        bearing = load_bearing(by_meaning)
        assert 0.3 <= bearing.threshold <= 0.9
        for name, each in bearing.model.weights.items():
            assert name in SIGNS and (each.weight <= 0) == (name in AGAINST)
