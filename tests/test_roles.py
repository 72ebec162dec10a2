import pytest

from onrecord.index.roles import fits, office, role_class, role_head


@pytest.mark.parametrize(
    ("role", "head", "work"),
    [
        ("NATO Secretary-General", "secretary-general", "government"),
        ("NATO’s chief", "chief", "government"),
        ("German Chancellor", "chancellor", "government"),
        ("Republican Sen.", "senator", "government"),
        ("mayor of Alden", "mayor", "government"),
        ("Foreign Ministry spokeswoman", "spokeswoman", "government"),
        ("police spokesman", "spokesman", "law"),
        ("Reform Party leader", "leader", "party"),
        ("president of the Alden Bank", "president", "business"),
        ("retired judge", "judge", "law"),
        ("head of the dockers’ union", "head", "labour"),
        ("rear admiral", "rear admiral", "military"),
        ("club striker", "striker", "sport"),
        ("primary-school teacher from Alden", "teacher", "science"),
        ("a marine biologist", "biologist", "science"),
        ("novelist", "novelist", "arts"),
        ("former bishop", "bishop", "religion"),
        ("farmer near Alden", "farmer", "private"),
        ("the harbour master", "harbor master", "private"),
        ("spokeswoman", "spokeswoman", None),
        ("second term as mayor", None, None),
        ("moonlight", None, None),
        ("", None, None),
    ],
)
def test_head_and_class(role: str, head: str | None, work: str | None) -> None:
    assert (role_head(role), role_class(role)) == (head, work)


@pytest.mark.parametrize(
    ("asked", "held", "may"),
    [
        ("Russia’s president", "Russian President", True),
        ("the French president", "Russian President", False),
        ("the French president", "President", False),
        ("NATO’s chief", "Secretary-General", True),
        ("NATO’s chief", "German Chancellor", False),
        ("NATO’s chief", "NATO Secretary-General", True),
        ("the chief", "Chancellor", False),
        ("the minister", "transport minister", True),
        ("the minister", "Prime Minister", False),
        ("the transport minister", "foreign minister", False),
        ("the harbour master", "harbor master of Alden", True),
        ("the premier", "Prime Minister", True),
        ("the president", "former President", False),
        ("the former president", "former President", True),
        ("the chairwoman", "chair of the Alden Bank", True),
        ("the head of the German government", "President", False),
        ("the scientist", "plant pathologist", True),
        ("the scientist", "anthropologist", False),
        ("the plant pathologist", "scientist", False),
        ("the captain’s lawyer", "captain’s counsel", True),
        ("the leader of the Reform Union", "Reform Union leader", True),
        ("the prime minister", "likely next prime minister", False),
        ("the next prime minister", "next prime minister", True),
        ("the finance minister", "shadow finance minister", False),
        ("the minister", "deputy minister", False),
        ("the deputy minister", "deputy finance minister", True),
        ("the T.I.D.E. chief", "TIDE chief", True),
        ("the mayor", "then mayor of Alden", False),
    ],
)
def test_whether_a_phrase_may_mean_the_one_with_a_role(asked: str, held: str, may: bool) -> None:
    wanted, has = office(asked), office(held)
    assert wanted and has
    assert fits(wanted, has) == may


def test_a_country_s_top_diplomat_is_its_foreign_minister() -> None:
    asked, held = office("Norway’s top diplomat"), office("Norwegian Foreign Minister")
    assert asked is not None and held is not None and fits(asked, held)
