"""Branches of ministries and commissions (派出机构、直属单位) that stand behind their names."""

from . import places
from .functions import COMPOSED
from .name_edges import ends_well
from .name_marks import AT_PLACE, OF_MINISTRY

# units that a ministry has beside its own bureaus
_AFFILIATED = ("中心", "研究所", "研究院", "总队", "总站")


def end_of_branch(text: str, end: int) -> int:
    """Where a branch of a central body ends, that of 海关总署 in 税收征管局（北京）; 0 if none.

    ``end`` is where the name of the body itself ends. A bureau inside a ministry
    (交通运输部水运局) is the ministry and no body of its own.
    """
    if text[end - 1] not in "部署局委会":
        return 0
    branch = OF_MINISTRY.match(text, end) if text[end - 1] in "部署局" else None
    branch = branch or COMPOSED.match(text, end)
    if branch is None or text[branch.end() - 1] in "会" or not ends_well(text, branch.end()):
        return 0
    at = AT_PLACE.match(text, branch.end())
    if at is not None and text[at.end() : at.end() + 1] and places.names_at(at["place"], 0):
        return at.end()
    inner = branch.re is COMPOSED and text[end - 1] in "部署局"
    return 0 if inner and not branch[0].endswith(_AFFILIATED) else branch.end()
