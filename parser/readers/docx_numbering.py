"""Automatic list numbers of a DOCX: they are not in the text, but they are printed."""

from dataclasses import replace

from lxml import etree

from .docx_package import VAL, W
from .docx_styles import Styles, is_on, number_of, value_of
from .list_numbers import Level, List, Number, count_on


class Numbering:
    """Counts through the paragraphs of a document, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._numbers: dict[str, Number] = {}
        if root is None:
            return
        abstracts = {
            element.get(W + "abstractNumId") or "": element
            for element in root.findall(W + "abstractNum")
        }
        lists = {key: List(levels=_read_levels(element)) for key, element in abstracts.items()}
        for element in root.findall(W + "num"):
            key = value_of(element, "abstractNumId") or ""
            if key in lists:
                self._numbers[element.get(W + "numId") or ""] = _read_number(element, lists[key])
        self._follow_links(abstracts, lists, styles)

    def _follow_links(
        self, abstracts: dict[str, etree._Element], lists: dict[str, List], styles: Styles
    ) -> None:
        """A list can have its levels in a numbering style (numStyleLink)."""
        for key, element in abstracts.items():
            link = value_of(element, "numStyleLink")
            number = self._numbers.get(styles.get(link).number or "") if link else None
            if number is not None and not lists[key].levels:
                lists[key].levels.update(number.levels)
                for other in self._numbers.values():
                    if other.of is lists[key]:
                        other.levels = {**number.levels, **other.levels}

    def next_label(self, number: str, level: int | None, style: str | None) -> str:
        """Count one paragraph and return the label printed before it; "" for none and bullets.

        Args:
            number: The numId; "0" means that the paragraph is not numbered.
            level: The ilvl; None: the level that belongs to ``style``, else the first.
        """
        found = self._numbers.get(number)
        if found is None:
            return ""
        if level is None:
            matching = (at for at, other in found.levels.items() if other.style == style)
            level = next(matching, 0)
        return count_on(found, level)


def _read_levels(element: etree._Element) -> dict[int, Level]:
    levels = {}
    for child in element.findall(W + "lvl"):
        at = number_of(child.get(W + "ilvl"))
        if at is not None:
            levels[at] = _read_level(child)
    return levels


def _read_level(element: etree._Element) -> Level:
    start = number_of(value_of(element, "start"))
    return Level(
        start=1 if start is None else start,
        kind=_read_kind(element),
        pattern=value_of(element, "lvlText") or "",
        suffix=value_of(element, "suff") or "tab",
        style=value_of(element, "pStyle"),
        legal=bool(is_on(element, "isLgl")),
        restart=number_of(value_of(element, "lvlRestart")),
    )


def _read_kind(element: etree._Element) -> str:
    # formats newer than the schema stand in mc:AlternateContent, with a plain one as fallback
    kinds = [found.get(VAL) or "decimal" for found in element.iter(W + "numFmt")]
    return next((kind for kind in kinds if kind != "custom"), "decimal")


def _read_number(element: etree._Element, of: List) -> Number:
    levels = dict(of.levels)
    restarts = {}
    for override in element.findall(W + "lvlOverride"):
        at = number_of(override.get(W + "ilvl"))
        if at is None:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            levels[at] = _read_level(own)
        start = number_of(value_of(override, "startOverride"))
        if start is not None:
            restarts[at] = start
            if at in levels:
                levels[at] = replace(levels[at], start=start)
    return Number(of=of, levels=levels, restarts=restarts)
