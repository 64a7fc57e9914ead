"""Errors that a user is shown: what was wrong, where, and what to do."""

from typing import Self


class ZhoubaoError(Exception):
    """The root of all errors that are the user's to see; the message is Chinese.

    Whoever knows the place adds it with ``at`` and raises again; only ``cli`` and ``web`` print.
    """

    def __init__(self, what: str, *, remedy: str | None = None, where: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def at(self, place: str) -> Self:
        """The same error, with ``place`` put in front of the places known so far."""
        self.where = place if self.where is None else f"{place} {self.where}"
        return self

    def __str__(self) -> str:
        return self.what if self.where is None else f"{self.where}：{self.what}"

    def __reduce__(self) -> tuple[object, ...]:
        # errors cross process borders: the keyword arguments have to come along
        return (_rebuild, (type(self), self.what, self.remedy, self.where))


def _rebuild(
    kind: type[ZhoubaoError], what: str, remedy: str | None, where: str | None
) -> ZhoubaoError:
    return kind(what, remedy=remedy, where=where)


class ReadError(ZhoubaoError):
    """A file's words cannot be had: wrong format, damaged, encrypted, too large."""


class LimitError(ReadError):
    """A cap on size, depth, time or memory was reached before the file was read."""


class PicturesError(ReadError):
    """Pages are pictures, and the caller wants to be asked before they are read (OCR)."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"有 {pages} 页是图片，需要识别（OCR）")
        self.pages = pages

    def __reduce__(self) -> tuple[object, ...]:
        return (PicturesError, (self.pages,))


class DateError(ZhoubaoError):
    """Words that should be a date or a period are none, or name a day that does not exist."""


class QuantityError(ZhoubaoError):
    """Words that should be a number are none."""


class RegisterError(ZhoubaoError):
    """A register of departments is not as its format asks."""


class QueryError(ZhoubaoError):
    """A query that cannot be understood; ``where`` names the place in it."""


class ArchiveError(ZhoubaoError):
    """The archive on disk is missing, locked, of another format or damaged."""
