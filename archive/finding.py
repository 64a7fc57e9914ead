"""The command that searches: hits, hits by year, many queries at once, the best hit's original."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parser.errors import QueryError, ZhoubaoError

from .answers import (
    ERROR,
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
    open_layout,
    plain_coverage,
    read_days,
)
from .console import Console
from .progress import make_lines
from .records import Answer, Filter
from .render_search import (
    render_answer,
    render_explanation,
    render_found,
    render_lookup,
    render_nothing,
)
from .usage import UsageError
from .wording import say_coverage, say_system_error

if TYPE_CHECKING:
    from .search import Searching

# hits on a page when no --limit is given; programs get all
HITS_SHOWN = 30


def run_search(values: Values, console: Console) -> int:
    """search: hits grouped by issue, or what else was asked about them."""
    _check(values)
    if values.batch is not None:
        return _run_batch(values, console)
    query = " ".join(values.query)
    if values.histogram:
        return _run_histogram(query, values, console)
    if values.open:
        return _run_open(query, values, console)
    return give_answer(ask(query, values, console), values, console)


def _check(values: Values) -> None:
    # an option that nobody looks at would give an answer to another question
    if not values.query and values.batch is None:
        raise UsageError("缺少查询", remedy="用法见 zhoubao search --help")
    if values.query and values.batch is not None:
        raise UsageError("--batch 的查询写在文件里，命令行上不能再写", remedy="去掉其中一样")
    kinds = [name for name in ("batch", "histogram", "open") if getattr(values, name)]
    if len(kinds) > 1:
        raise UsageError(f"--{kinds[0]} 和 --{kinds[1]} 不能同时用", remedy="请分两次运行")
    for kind, useless in (
        ("batch", ("context", "explain", "limit")),
        ("histogram", ("context", "limit")),
        ("open", ("output", "context")),
    ):
        for name in useless:
            if kind in kinds and getattr(values, name):
                raise UsageError(f"--{name} 不能和 --{kind} 同时用", remedy=f"去掉 --{name}")
    if values.open and values.format != "table":
        raise UsageError("--format 不能和 --open 同时用", remedy="去掉 --format")


@contextmanager
def open_search(values: Values, console: Console) -> "Iterator[Searching]":
    """The archive that was asked for, opened for questions; a bar while its index is mended."""
    from .search import open_search

    lines = make_lines(console)

    def tell(done: int, total: int) -> None:
        lines.follow("补建索引", done, total)

    try:
        with open_search(open_layout(values), tell=tell) as searching:
            lines.close()
            yield searching
    finally:
        lines.close()


def hit_filter(values: Values, *, limit: int | None = None) -> Filter:
    """What --from, --to, --department and --section leave of an answer."""
    start, end = read_days(values)
    departments = () if values.department is None else (values.department,)
    return Filter(
        start=start, end=end, departments=departments, section=values.section, limit=limit
    )


def shown_limit(values: Values) -> int | None:
    """How many hits are listed: a page of them, or all for programs, unless --limit says."""
    limit: int | None = values.limit
    return HITS_SHOWN if limit is None and values.format == "table" else limit


def ask(query: str, values: Values, console: Console, **more: Any) -> Answer:
    """The answer to a query within the options that narrow it."""
    limit = more.pop("limit", shown_limit(values))
    with open_search(values, console) as searching:
        answer = searching.answer(
            query,
            wanted=hit_filter(values, limit=limit),
            order=values.order,
            explain=values.explain,
            exact_names=values.exact_names,
            context=values.context,
            **more,
        )
    if values.explain:
        reading = render_explanation(answer) if answer.total else ""  # else told in any case
        console.tell(reading + render_lookup(answer))
    return answer


def give_answer(answer: Answer, values: Values, console: Console) -> int:
    """Give out hits in the format that was asked for."""
    return give_listing(
        Listing(
            rows=[(group.issue, hit) for group in answer.groups for hit in group.hits],
            fields=() if values.format == "table" else _hit_fields(answer, values),
            table=lambda look: render_answer(answer, look),
            said=render_found(answer),
            around=plain_answer(answer),
            nothing=render_nothing(answer),
        ),
        values,
        console,
    )


def _hit_fields(answer: Answer, values: Values) -> Sequence[Any]:
    # a table for people must not wait for what only programs need
    from .search_fields import HIT_FIELDS, context_fields

    return HIT_FIELDS if values.context is None else context_fields(answer.surroundings)


def plain_answer(answer: Answer) -> Mapping[str, Any]:
    """What JSON says of an answer beside its rows."""
    return {
        "query": answer.explanation,
        "total": answer.total,
        "issues": answer.issues,
        "first_issue": answer.first and answer.first.key,
        "last_issue": answer.last and answer.last.key,
        "coverage": plain_coverage(answer.coverage),
    }


def _run_histogram(query: str, values: Values, console: Console) -> int:
    from .render_tables import render_histogram, render_mentions
    from .search_fields import YEAR_FIELDS

    answer = ask(query, values, console, limit=0, by_year=True)
    return give_listing(
        Listing(
            rows=answer.per_year if answer.total else (),
            fields=YEAR_FIELDS,
            table=lambda look: render_histogram(answer.per_year, look),
            said=render_mentions(answer),
            around=plain_answer(answer),
            nothing=render_nothing(answer),
        ),
        values,
        console,
    )


def _run_open(query: str, values: Values, console: Console) -> int:
    from .viewing import open_original

    answer = ask(query, values, console, limit=values.limit or 1)
    code = give_answer(answer, values, console)
    if answer.groups:
        best = answer.groups[0]
        open_original(best.issue, values, console, page=best.hits[0].page)
    return code


# many queries at once


def _run_batch(values: Values, console: Console) -> int:
    from .render_tables import render_counts
    from .search_fields import batch_fields
    from .search_records import QueryCount

    lines = _read_lines(values.batch)
    with open_search(values, console) as searching:
        wanted = hit_filter(values, limit=0)
        rows, slips = [], 0
        for number, query in lines:
            try:
                answer = searching.answer(
                    query,
                    wanted=wanted,
                    exact_names=values.exact_names,
                    by_year=True,
                    suggest=False,
                )
            except QueryError as error:
                slips += 1
                console.tell(_say_slip(number, query, error))
                continue
            rows.append(QueryCount(line=number, query=query, answer=answer))
        coverage = searching.store.coverage(wanted.start, wanted.end)
    failed = f"，另有 {slips} 行没有读懂" if slips else ""
    code = give_listing(
        Listing(
            rows=rows,
            fields=batch_fields(rows),
            table=lambda look: render_counts(rows, look),
            said=f"共 {len(rows)} 个查询{failed}。{say_coverage(coverage)}\n",
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing=f"没有可查的查询{failed}。\n",
        ),
        values,
        console,
    )
    if slips:
        return ERROR
    found = code == FOUND and any(row.answer.total for row in rows)
    return FOUND if found else NOTHING


def _say_slip(number: int, query: str, error: QueryError) -> str:
    remedy = f"\n提示：{error.remedy}" if error.remedy else ""
    return f"错误：第 {number} 行“{query}”：{error}{remedy}\n"


def _read_lines(name: str) -> list[tuple[int, str]]:
    """The queries of a file with the numbers of their lines; blank lines and # lines are none."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise ZhoubaoError(
            f"查询的文件打不开：{say_system_error(error)}", remedy="请核对路径和权限", where=name
        ) from error
    lines = enumerate(_decode(data, name).splitlines(), start=1)
    stripped = ((number, line.strip()) for number, line in lines)
    return [(number, line) for number, line in stripped if line and not line.startswith("#")]


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ZhoubaoError(
        "查询的文件不是 UTF-8 或 GB18030 的文字",
        remedy="请另存为 UTF-8 的纯文本，一行一个查询",
        where=name,
    )


RUNNERS: dict[str, Runner] = {"search": run_search}
