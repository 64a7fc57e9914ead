"""Topics and the last addition: kept in the database beside the issues."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.migrations import STEPS
from archive.rows import make_rows
from archive.search_records import Topic
from archive.store import Store
from tests.factories import make_week

WASTE = Topic(name="危废", query="危险废物 OR 白名单")
TRADE = Topic(name="外贸", query="外贸 -调研")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, create=True) as opened:
        yield opened


def save(store: Store, topic: Topic) -> bool:
    with store.writing():
        return store.saved.put_topic(topic)


def put(store: Store, *numbers: int) -> list[str]:
    """Add issues of these numbers; their keys."""
    keys = []
    for number in numbers:
        flat = make_rows(make_week(number), parser_version="1")
        with store.writing():
            store.put(flat, key=flat.natural_key)
            store.saved.note_arrival(flat.natural_key)
        keys.append(flat.natural_key)
    return keys


def test_topics_are_there_after_reopening_in_the_order_of_saving(store: Store, path: Path) -> None:
    save(store, TRADE)
    save(store, WASTE)
    store.close()

    with Store.open(path) as again:
        assert again.saved.topics() == (TRADE, WASTE)


def test_a_name_is_given_once(store: Store) -> None:
    save(store, WASTE)

    assert not save(store, replace(WASTE, query="别的"))
    assert store.saved.topics() == (WASTE,)


def test_a_removed_topic_is_gone_and_removing_it_again_says_so(store: Store) -> None:
    save(store, WASTE)
    with store.writing():
        removed = [store.saved.remove_topic("危废"), store.saved.remove_topic("危废")]

    assert removed == [True, False]
    assert store.saved.topics() == ()


def test_the_last_addition_is_of_the_last_opening_that_brought_something(path: Path) -> None:
    with Store.open(path, create=True) as first:
        assert first.saved.last_addition() is None
        put(first, 1, 2)
    with Store.open(path) as second:
        came = put(second, 3)
    with Store.open(path) as third:
        save(third, WASTE)
        last = third.saved.last_addition()

    assert last is not None
    assert list(last.issues) == came


def test_a_replaced_issue_came_with_the_addition_that_replaced_it(path: Path) -> None:
    with Store.open(path, create=True) as first:
        one, two = put(first, 1, 2)
    with Store.open(path) as second:
        put(second, 2)
        last = second.saved.last_addition()
        assert last is not None
        assert last.issues == (two,)
        with second.writing():
            second.remove(two)
        last = second.saved.last_addition()

    assert last is not None
    assert last.issues == ()
    assert one != two


def test_an_old_database_gets_the_tables_and_has_no_topics(path: Path) -> None:
    make_old(path)

    with Store.open(path) as store:
        assert store.saved.topics() == ()
        assert store.saved.last_addition() is None
        assert save(store, WASTE)


def test_an_old_database_that_cannot_be_written_is_read_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(path)
    monkeypatch.setattr("os.access", lambda *_: False)  # as on a disc: the file is immutable

    with Store.open(path) as store:
        assert store.saved.topics() == ()
        assert store.saved.last_addition() is None
        assert store.issue_keys() == ()


def make_old(path: Path) -> None:
    """A database of the first version."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in STEPS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
