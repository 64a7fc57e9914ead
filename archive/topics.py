"""The command for saved topics: a query under a name, and what the last ``add`` brought for it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from parser.errors import ArchiveError

from .answers import (
    FOUND,
    NOTHING,
    Listing,
    Runner,
    Values,
    give_listing,
    open_store,
    plain_coverage,
)
from .console import Console
from .finding import ask, give_answer, hit_filter, open_search, shown_limit
from .render_tables import render_addition, render_counts, render_topics
from .search_records import Addition, QueryCount, Topic, TopicHits
from .usage import UsageError
from .wording import say_coverage

if TYPE_CHECKING:
    from .exports import Field
    from .search import Searching

_LONGEST_NAME = 30
_NO_TOPICS = "还没有主题。存一个：zhoubao topic add 危废 '危险废物 OR 白名单'\n"
_NO_ADDITION = "还不知道上次收录带来了什么：下一次 zhoubao add 以后才有。\n"


def run_topic(values: Values, console: Console) -> int:
    """topic: add, remove, list, show, new."""
    return _ACTIONS[values.action](values, console)


def _add(values: Values, console: Console) -> int:
    _refuse_narrowing(values)
    name, query = _read_name(values.words), " ".join(values.words[1:]).strip()
    if not query:
        raise UsageError(
            f"主题“{name}”还没有查询", remedy=f"如 zhoubao topic add {name} '危险废物 OR 白名单'"
        )
    with open_search(values, console) as searching:
        # a slip is told now, with its place, and not each time the topic is looked up
        answer = searching.answer(query, wanted=hit_filter(values, limit=0), suggest=False)
        store = searching.store
        with store.writing():
            saved = store.saved.put_topic(Topic(name=name, query=query))
        if not saved:
            known = next(topic for topic in store.saved.topics() if topic.name == name)
            raise ArchiveError(
                f"已有主题“{name}”：{known.query}",
                remedy=f"换一个名称，或先 zhoubao topic remove {name}",
            )
    console.note(
        f"已存下主题“{name}”：{answer.explanation}；现有 {answer.issues} 期 {answer.total} 处\n"
    )
    return FOUND


def _remove(values: Values, console: Console) -> int:
    _refuse_narrowing(values)
    name = _only_name(values)
    with open_store(values) as store:
        with store.writing():
            removed = store.saved.remove_topic(name)
        if not removed:
            raise _unknown(name, store.saved.topics())
    console.note(f"已去掉主题“{name}”\n")
    return FOUND


def _show(values: Values, console: Console) -> int:
    with open_store(values) as store:
        topic = _find(_only_name(values), store.saved.topics())
    for name, nothing in (("explain", False), ("exact_names", False), ("context", None)):
        setattr(values, name, nothing)
    values.order = "best"
    return give_answer(ask(topic.query, values, console), values, console)


def _list(values: Values, console: Console) -> int:
    _refuse_words(values)
    with open_search(values, console) as searching:
        topics = searching.store.saved.topics()
        rows = [_count(topic, searching, values) for topic in topics]
        coverage = searching.store.coverage()
    shown = rows[: values.limit]
    return give_listing(
        Listing(
            rows=shown,
            fields=_count_fields(shown, values),
            table=lambda look: render_counts(shown, look),
            said=f"共 {len(rows)} 个主题。{say_coverage(coverage)}\n",
            around={"total": len(rows), "coverage": plain_coverage(coverage)},
            nothing=_NO_TOPICS,
        ),
        values,
        console,
    )


def _count(topic: Topic, searching: "Searching", values: Values) -> QueryCount:
    wanted = hit_filter(values, limit=0)
    addition = searching.store.saved.last_addition()
    new = searching.answer(
        topic.query,
        wanted=wanted,
        suggest=False,
        within=() if addition is None else addition.issues,
    )
    return QueryCount(
        query=topic.query,
        answer=searching.answer(topic.query, wanted=wanted, by_year=True, suggest=False),
        topic=topic.name,
        new=new.total,
    )


def _count_fields(rows: Sequence[QueryCount], values: Values) -> "Sequence[Field[QueryCount]]":
    from .search_fields import topic_fields

    return () if values.format == "table" else topic_fields(rows)


def _new(values: Values, console: Console) -> int:
    with open_search(values, console) as searching:
        topics = searching.store.saved.topics()
        if values.words:
            topics = (_find(_only_name(values), topics),)
        addition = searching.store.saved.last_addition()
        coverage = searching.store.coverage()
        if not topics or addition is None:
            console.tell(_NO_ADDITION if topics else _NO_TOPICS)
            return NOTHING
        wanted = hit_filter(values, limit=shown_limit(values))
        found = [
            TopicHits(
                topic=topic,
                answer=searching.answer(
                    topic.query, wanted=wanted, suggest=False, within=addition.issues
                ),
            )
            for topic in topics
        ]
    return _give_new(found, addition, values, console, plain_coverage(coverage))


def _give_new(
    found: Sequence[TopicHits],
    addition: Addition,
    values: Values,
    console: Console,
    coverage: dict[str, object],
) -> int:
    from .search_fields import NEW_HIT_FIELDS

    rows = [
        (one.topic.name, (group.issue, hit))
        for one in found
        for group in one.answer.groups
        for hit in group.hits
    ]
    said = render_addition(addition)
    without = [one.topic.name for one in found if not one.answer.total]
    rest = f"；没有新内容的主题：{'、'.join(without)}" if without else ""
    return give_listing(
        Listing(
            rows=rows,
            fields=NEW_HIT_FIELDS,
            table=lambda look: render_topics(found, look),
            said=f"{said}{rest}。\n",
            around={
                "total": sum(one.answer.total for one in found),
                "added": addition.moment.isoformat(sep=" "),
                "added_issues": list(addition.issues),
                "coverage": coverage,
            },
            nothing=f"各主题都没有新内容。{said}。\n",
        ),
        values,
        console,
    )


# names


def _read_name(words: Sequence[str]) -> str:
    name = words[0].strip() if words else ""
    if not name:
        raise UsageError("缺少主题的名称", remedy="用法见 zhoubao topic --help")
    if len(name) > _LONGEST_NAME or re.search(r"[\x00-\x1f\x7f]", name):
        raise UsageError(
            f"主题的名称“{name[:_LONGEST_NAME]}”太长，或有控制字符",
            remedy=f"名称最多 {_LONGEST_NAME} 个字；查询写在名称后面",
        )
    return name


def _only_name(values: Values) -> str:
    name = _read_name(values.words)
    if len(values.words) > 1:
        raise UsageError(
            f"多出了“{' '.join(values.words[1:])}”", remedy="名称里有空格时，整个放进引号"
        )
    return name


def _refuse_words(values: Values) -> None:
    if values.words:
        raise UsageError(
            f"多出了“{' '.join(values.words)}”",
            remedy=f"只看一个主题：zhoubao topic show {values.words[0]}",
        )


def _refuse_narrowing(values: Values) -> None:
    # a topic is a query: what narrows it has to be written in it
    for name, option in (
        ("start", "--from"),
        ("end", "--to"),
        ("department", "--department"),
        ("section", "--section"),
        ("limit", "--limit"),
    ):
        if getattr(values, name) is not None:
            raise UsageError(
                f"topic {values.action} 不用 {option}",
                remedy="时间、机构、章节写在查询里，如 日期:2023 部门:商务厅",
            )


def _find(name: str, topics: Sequence[Topic]) -> Topic:
    for topic in topics:
        if topic.name == name:
            return topic
    raise _unknown(name, topics)


def _unknown(name: str, topics: Sequence[Topic]) -> ArchiveError:
    known = "、".join(topic.name for topic in topics)
    return ArchiveError(
        f"没有主题“{name}”",
        remedy=f"有的是：{known}" if known else _NO_TOPICS.rstrip("\n"),
    )


_ACTIONS: dict[str, Runner] = {
    "add": _add,
    "remove": _remove,
    "list": _list,
    "show": _show,
    "new": _new,
}
RUNNERS: dict[str, Runner] = {"topic": run_topic}
