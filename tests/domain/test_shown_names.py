"""What others read of a name: no more of it than tells people apart."""

from server.domain.shown_names import shown


def of(*names: str) -> list[str]:
    return list(shown(dict(enumerate(names)), "first").values())


def test_others_read_the_first_name() -> None:
    assert of("Bob Birch", "Bea Brook", "Charlie") == ["Bob", "Bea", "Charlie"]


def test_an_initial_tells_two_of_one_name_apart() -> None:
    assert of("Bob Birch", "Bob Cole", "Bea Brook") == ["Bob B.", "Bob C.", "Bea"]
    assert of("bob Birch", "Bob") == ["bob B.", "Bob"]


def test_where_the_initial_is_shared_too_more_letters_do() -> None:
    assert of("Bob Birch", "Bob Brown") == ["Bob Bi.", "Bob Br."]
    assert of("Bob Birch", "Bob Birchwood") == ["Bob Birch", "Bob Birchw."]


def test_a_middle_name_is_nobodys_business() -> None:
    assert of("Bob James van Birch", "Bob Cole") == ["Bob B.", "Bob C."]


def test_two_of_the_very_same_name_stay_alike() -> None:
    assert of("Bob Birch", "Bob Birch") == ["Bob B.", "Bob B."]


def test_full_names_are_shown_where_the_trainer_chose_so() -> None:
    assert shown({"a": "Bob Birch", "b": "Bob Cole"}, "full") == {"a": "Bob Birch", "b": "Bob Cole"}
