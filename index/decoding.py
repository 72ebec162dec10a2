"""Bytes -> text: UTF-8 and nothing else, with a cure for what isn't. The one border where files' bytes become characters."""

from __future__ import annotations

import codecs

from .errors import ArticleError

EMPTY = "is empty: there is no article in it"

# UTF-32 first: its little-endian mark begins as that of UTF-16 does.
_MARKS = {codecs.BOM_UTF32_LE: "UTF-32", codecs.BOM_UTF32_BE: "UTF-32", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
_CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\v\f\r"}))


def decode_file(data: bytes) -> str:
    """The text of a whole file, without its byte order mark and otherwise to the character.

    Raises:
        ArticleError: the file is empty, not UTF-8, or not text at all (a NUL byte, or one byte in ten a control character).
    """
    if not data.strip():
        raise ArticleError("has nothing but blanks in it" if data else EMPTY)
    check_mark(data)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data:
        raise ArticleError(f"is not a text file: the byte at offset {data.index(0):,} is NUL; write it as plain text in UTF-8")
    if controls * 10 > len(data):
        counted = f"{controls:,} of its {len(data):,} bytes are control characters"
        raise ArticleError(f"is not a text file: {counted}; write it as plain text in UTF-8")
    return decode(data).removeprefix("\ufeff")


def check_mark(opening: bytes) -> None:
    """Refuse what opens with the byte order mark of another encoding than UTF-8.

    Raises:
        ArticleError: it does.
    """
    for mark, encoding in _MARKS.items():
        if opening.startswith(mark):
            raise ArticleError(f"is not UTF-8: the byte at offset 0 is 0x{opening[0]:02X}, as {encoding} begins; {_iconv(encoding)}")


def decode(data: bytes) -> str:
    """The text of some bytes, strictly UTF-8.

    Raises:
        ArticleError: with the first wrong byte, its offset in ``data``, the likely encoding, and what to do.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8: the byte at offset {error.start:,} is 0x{data[error.start]:02X}"
        raise ArticleError(f"{wrong}; {_cure(data, error)}") from None


def _cure(data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data":
        return "it ends in the middle of a character, so it may have been cut off; get it again, whole"
    # In text of an older encoding, the first byte that isn't ASCII is very likely wrong as UTF-8 too.
    if not data[: error.start].isascii():
        return "it is UTF-8 up to there, so it may be damaged, or put together from two encodings; mend it there"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return _iconv("ITS-ENCODING")
    seen = data[max(error.start - 10, 0) : error.start + 10].decode("cp1252")
    return f"as Windows-1252 it reads {seen!r}: if that is right, {_iconv('WINDOWS-1252')}"


def _iconv(encoding: str) -> str:
    return f"turn it into UTF-8: iconv -f {encoding} -t UTF-8 FILE > NEW"
