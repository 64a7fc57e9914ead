"""Which encoding the bytes of an RTF file are in: fonts tell, and the file's own code page."""

_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    204: "cp1251",
    238: "cp1250",
}
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949"}
_MULTIBYTE = frozenset(("gb18030", "big5hkscs", "cp932", "cp949"))
_SYMBOL = 2


class Fonts:
    """The table of fonts, filled while it is read."""

    def __init__(self) -> None:
        self._charsets: dict[int, int] = {}
        self._page = "cp1252"
        self.current = 0  # the font that the table speaks of

    def set_page(self, number: int) -> None:
        """Take the code page that the file names."""
        self._page = _PAGES.get(number, f"cp{number}" if 1250 <= number <= 1258 else "cp1252")

    def set_charset(self, charset: int) -> None:
        """Take the character set of the current font."""
        self._charsets[self.current] = charset

    def is_symbol(self, font: int) -> bool:
        """Whether the characters of a font are pictures."""
        return self._charsets.get(font) == _SYMBOL

    def decode(self, data: bytes, font: int) -> str:
        """Bytes in a font as text."""
        encoding = _CHARSETS.get(self._charsets.get(font, 0))
        if encoding is None:
            encoding = self._page
            if encoding not in _MULTIBYTE and 134 in self._charsets.values():
                # Latin fonts are named for Chinese, too; accented letters in a row are none
                return _decode_as_latin_or_chinese(data, encoding)
        return data.decode(encoding, "replace")


def _decode_as_latin_or_chinese(data: bytes, encoding: str) -> str:
    high = sum(byte >= 0x80 for byte in data)
    if high >= 2:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return data.decode(encoding, "replace")
