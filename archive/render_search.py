"""What a search found, as text for a terminal or a pipe; where it is printed is not known here."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .records import Answer, IssueHits
from .screen import Look, Run, clean_text, wrap_runs
from .wording import say_coverage, say_issue, say_place

if TYPE_CHECKING:
    from index.results import Hit

    from .search_records import Neighbour, Surroundings


def render_answer(answer: Answer, look: Look) -> str:
    """Hits grouped by issue, each with what stands around it where that was asked for."""
    return "\n".join(_render_group(group, answer, look) for group in answer.groups)


def render_found(answer: Answer) -> str:
    """The last line of an answer: hits, issues, what was left out, coverage."""
    shown = sum(len(group.hits) for group in answer.groups)
    cut = f"，这里列出 {shown} 处（--limit 可改）" if shown < answer.total else ""
    return (
        f"共 {answer.issues} 期 {answer.total} 处{_say_ends(answer)}{cut}。"
        f"{say_coverage(answer.coverage)}\n{say_index(answer)}"
    )


def _say_ends(answer: Answer) -> str:
    """The first and the last mention, where they are in different issues."""
    if answer.first is None or answer.last is None or answer.first.key == answer.last.key:
        return ""
    return f"，首见 {answer.first.key}，末见 {answer.last.key}"


def say_index(answer: Answer) -> str:
    """What is to be known of the index; "" where it is the archive's own and has all issues."""
    said = ""
    if answer.apart is not None:
        said += f"档案不能写入，它的索引也不能直接用：检索用的是另建在 {answer.apart} 的索引\n"
    if answer.unindexed:
        said += (
            f"其中 {answer.unindexed} 期还没有进检索索引，没有查到；"
            "稍后再试，或运行 zhoubao rebuild\n"
        )
    return said


def _render_group(group: IssueHits, answer: Answer, look: Look) -> str:
    lines = [look.paint("title", say_issue(group.issue))]
    told = {hit.position for hit in group.hits}
    for hit in group.hits:
        around = answer.surroundings.get((hit.issue, hit.position))
        if around is None:
            lines.extend(_hit_lines(hit, look))
        else:
            lines.extend(_lines_around(hit, around, told, look))
    left = group.total - len(group.hits)
    if left > 0:
        lines.append(look.paint("dim", f"  这一期还有 {left} 处"))
    return "\n".join(lines) + "\n"


def _hit_lines(hit: "Hit", look: Look) -> Iterable[str]:
    place = say_place(hit.section, hit.titles, hit.page)
    if place:
        yield "  " + look.paint("dim", place)
    yield from wrap_runs(_snippet(hit, look), look, indent="  ")


def _lines_around(hit: "Hit", around: "Surroundings", told: set[int], look: Look) -> Iterable[str]:
    """A hit between its neighbours; a passage that is told already, or is a hit, not again."""
    yield from _neighbour_lines(around.before, told, look)
    yield from _hit_lines(hit, look)
    yield from _neighbour_lines(around.after, told, look)


def _neighbour_lines(
    neighbours: "Sequence[Neighbour]", told: set[int], look: Look
) -> Iterable[str]:
    for neighbour in neighbours:
        if neighbour.position not in told:
            told.add(neighbour.position)
            text = clean_text(neighbour.text).replace("\n", " ")
            yield from wrap_runs([(text, "dim")], look, indent="    ")


def _snippet(hit: "Hit", look: Look) -> list[Run]:
    runs: list[Run] = []
    for words, matched in hit.snippet:
        cleaned = clean_text(words).replace("\n", " ")
        if not matched:
            runs.append((cleaned, None))
        elif look.colour:
            runs.append((cleaned, "match"))
        else:
            runs.append((f"【{cleaned}】", None))
    return runs


def render_explanation(answer: Answer) -> str:
    """How the query was read, and by what names a department was looked for."""
    lines = [f"查询读作：{answer.explanation}"]
    for asked, names in answer.expanded:
        lines.append(f"机构“{asked}”连同：{'、'.join(names)}")
    lines += [f"  “{term}”：{passages} 段" for term, passages in answer.terms]
    return "\n".join(lines) + "\n"


def render_lookup(answer: Answer) -> str:
    """What was looked up for the query: each condition with the passages that it holds for."""
    lines = (f"  {line}" for line in answer.plan.splitlines())
    return "\n".join(("查找：", *lines)) + "\n"


def render_nothing(answer: Answer) -> str:
    """Why an answer is empty: the reading, the nearest known names, what was searched."""
    lines = ["没有找到。", render_explanation(answer).rstrip("\n")]
    lines += [
        f"没有“{suggestion.asked}”，相近的有：{'、'.join(suggestion.known)}"
        for suggestion in answer.suggestions
        if suggestion.known
    ]
    lines.append(f"{say_coverage(answer.coverage)}。")
    return "\n".join(lines) + "\n" + say_index(answer)
