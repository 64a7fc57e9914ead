"""Bytes of a web page → characters: what they are counts more than what the page says."""

import re

from .text_encoding import Decoded, decode_as, decode_text

# names that pages of Chinese offices give, and what is meant
_NAMES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|encoding=[\"']([\w.:-]{2,40})", re.I
)
_HEAD = 8192  # bytes in which a page names its encoding
_MARKUP = re.compile(rb"<(?:style|script)\b.*?</(?:style|script)>|<!--.*?-->|<[^>]*>", re.S | re.I)
_TOLERATED = 200  # characters to one that is no character in the encoding that the page names


def decode_html(data: bytes, *, named: str | None = None) -> Decoded:
    """Read the bytes of a page. A byte order mark and strict UTF-8 go before all names.

    Args:
        data: The page.
        named: The encoding that a container of the page names.

    Raises:
        ReadError: Not text in any encoding used for Chinese.
    """
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or _is_utf8(data):
        return decode_text(data)
    for name in (_find_name(data), named):
        encoding = _NAMES.get((name or "").lower())
        if encoding is not None:
            decoded = decode_as(data, encoding)
            if decoded.text.count("\ufffd") * _TOLERATED <= len(decoded.text):
                return decoded
    # judged by its words: markup is the same in all encodings, and comes first
    encoding = decode_text(_MARKUP.sub(b" ", data)).encoding
    return decode_as(data, encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _find_name(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match is not None else None
