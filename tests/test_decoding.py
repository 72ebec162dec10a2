import codecs

import pytest

from onrecord.index.decoding import check_mark, decode, decode_file
from onrecord.index.errors import ArticleError


def reason(data: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        decode_file(data)
    return str(caught.value)


def test_utf8_is_kept_to_the_character():
    assert decode_file("Zoë said:\r\n\t“no”\n ".encode()) == "Zoë said:\r\n\t“no”\n "


def test_one_byte_order_mark_is_dropped():
    assert decode_file(codecs.BOM_UTF8 + b"Rain.") == "Rain."
    assert decode_file(2 * codecs.BOM_UTF8 + b"Rain.") == "\ufeffRain."


def test_an_older_encoding_is_named_with_a_sample_and_a_cure():
    assert reason("The café closed.".encode("cp1252")) == (
        "is not UTF-8: the byte at offset 7 is 0xE9; as Windows-1252 it reads 'The café closed.': if that is right, "
        "turn it into UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
    )


def test_an_encoding_that_cannot_be_told_is_not_guessed():
    # 0x81 is no character of Windows-1252.
    assert (
        reason(b"ab\x81cd") == "is not UTF-8: the byte at offset 2 is 0x81; turn it into UTF-8: iconv -f ITS-ENCODING -t UTF-8 FILE > NEW"
    )


def test_damage_after_good_utf8_is_not_taken_for_another_encoding():
    assert reason("Zoë".encode() + b" \xff said") == (
        "is not UTF-8: the byte at offset 5 is 0xFF; it is UTF-8 up to there, so it may be damaged, "
        "or put together from two encodings; mend it there"
    )


def test_a_text_cut_off_within_a_character():
    assert reason("He paid 5 €".encode()[:-1]) == (
        "is not UTF-8: the byte at offset 10 is 0xE2; it ends in the middle of a character, so it may have been cut off; "
        "get it again, whole"
    )


@pytest.mark.parametrize(
    ("encoding", "mark", "name", "byte"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16", "FF"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16", "FE"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32", "FF"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32", "00"),
    ],
)
def test_byte_order_marks_of_other_encodings(encoding: str, mark: bytes, name: str, byte: str):
    data = mark + "Rain.".encode(encoding)
    message = f"is not UTF-8: the byte at offset 0 is 0x{byte}, as {name} begins; turn it into UTF-8: iconv -f {name} -t UTF-8 FILE > NEW"
    assert reason(data) == message
    with pytest.raises(ArticleError, match=f"as {name} begins"):
        check_mark(data[:4])


def test_what_is_not_text():
    assert reason(b"PK\x03\x04\x00rest") == "is not a text file: the byte at offset 4 is NUL; write it as plain text in UTF-8"
    assert reason(b"\x01\x02abc") == ("is not a text file: 2 of its 5 bytes are control characters; write it as plain text in UTF-8")


def test_one_stray_control_character_is_no_harm():
    assert decode_file(b"A long enough line.\x1a") == "A long enough line.\x1a"


def test_empty_and_blank():
    assert reason(b"") == "is empty: there is no article in it"
    assert reason(b" \r\n\t") == "has nothing but blanks in it"


def test_surrogates_written_as_utf8_are_refused():
    with pytest.raises(ArticleError, match="the byte at offset 1 is 0xED"):
        decode(b"a\xed\xa0\x80")
