"""The page of a timeline: one file, nothing from outside, and it does what it shows."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from archive.families import join_families
from archive.records import EventRow
from archive.timeline_page import make_data, make_page
from archive.timelines import make_timeline
from tests.test_archive_timelines import make_row

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVIL = "</script><script>window.evil=1</script><img src=x onerror=window.evil=2><!--{{data}}"
CHROMIUM = Path("/usr/bin/chromium")


def make_rows(count: int) -> list[EventRow]:
    """Events over ten years: every third one vague, every tenth one of a week."""
    rows = []
    for number in range(count):
        day = date(2021, 1, 4) + timedelta(days=number * 3650 // count)
        week = (day - date(2021, 1, 4)).days // 7 + 1
        changes: dict[str, Any] = {"action": f"开展第{number}场检查", "actors": ("甲市商务局",)}
        if number % 3 == 0:
            changes |= {"date_printed": "近期", "actors": ("甲市财政局",)}
        elif number % 10 == 0:
            monday = day - timedelta(days=day.weekday())
            changes |= {"start": monday, "end": monday + timedelta(days=4), "date_printed": "本周"}
        has_day = number % 3 != 0 and number % 10 != 0
        rows.append(make_row(week, day if has_day else None, **changes))
    return rows


def page_of(rows: list[EventRow], title: str = "时间线") -> str:
    return make_page(title, ["共几件。"], make_timeline(rows), ())


# the file


def test_words_of_an_issue_cannot_end_the_data_or_become_markup() -> None:
    row = make_row(1, date(2021, 1, 7), action=EVIL, sentence=EVIL, actors=(EVIL,))

    page = page_of([row], title=EVIL)

    assert page.count("</script>") == 2
    assert "<img" not in page
    assert page.count("<!--") == 0
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert data is not None
    (event,) = json.loads(data[1])["events"]
    assert event["action"] == EVIL


def test_the_policy_allows_our_script_and_style_alone() -> None:
    page = page_of([make_row(1, date(2021, 1, 7))])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r"<script>(.*?)</script>", page, re.S)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy is not None
    assert script is not None
    assert style is not None

    assert policy[1].startswith("default-src 'none'; ")
    for part in (script, style):
        digest = base64.b64encode(hashlib.sha256(part[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]


def test_the_page_names_no_address() -> None:
    page = page_of([make_row(1, date(2021, 1, 7))])

    assert "://" not in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,"]


def test_departments_before_and_after_a_reform_are_one_choice() -> None:
    rows = [
        make_row(1, date(2021, 1, 5), actors=("甲省环境保护厅",)),
        make_row(2, date(2021, 1, 12), actors=("甲省生态环境厅",), action="公布名录"),
        make_row(3, date(2021, 1, 19), actors=("甲省公安厅",), action="开展夜查行动"),
    ]

    data = make_data(make_timeline(rows), (("甲省环境保护厅", "甲省生态环境厅"),))

    assert data["families"] == [
        {"name": "甲省生态环境厅", "others": ["甲省环境保护厅"], "count": 2},
        {"name": "甲省公安厅", "others": [], "count": 1},
    ]
    assert [actor["family"] for actor in data["actors"]] == [0, 0, 1]


def test_families_that_share_a_body_are_joined() -> None:
    merged = ("甲局", "乙局", "丙总局")

    assert join_families([("甲局", "丙总局"), merged, ("乙局", "丙总局"), ("丁局",)]) == (
        merged,
        ("丁局",),
    )


# in a browser


def _do_without(reason: str) -> NoReturn:
    """A machine that checks changes has to have a browser; another one may lack it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    try:
        from playwright import sync_api
    except ImportError:
        _do_without("没有 playwright：pip install '.[dev]'")
    if not CHROMIUM.exists():
        _do_without("没有 chromium：apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """5,000 events and one that would like to be markup."""
    path = tmp_path_factory.mktemp("page") / "时间线.html"
    evil = make_row(2, date(2021, 1, 12), action=EVIL, sentence=EVIL, date_printed="1月12日")
    path.write_text(page_of([*make_rows(5000), evil]), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: "Browser", large: Path) -> Iterator["Page"]:
    """The page; what it asked for or complained of fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(10_000)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(large.as_uri())
    page.wait_for_selector("article")
    yield page
    assert heard == [large.as_uri()]
    page.close()


def count_of(page: "Page") -> int:
    return int(re.sub(r"\D.*", "", page.inner_text("#count").removeprefix("共 ")))


def test_the_page_opens_without_a_request_and_draws_what_is_in_view(opened: "Page") -> None:
    assert count_of(opened) == 5001
    assert 0 < opened.locator("article").count() < 1000
    assert opened.locator("#strip button").count() == 11 * 12


def test_a_search_narrows_the_list_at_once_and_marks_its_words(opened: "Page") -> None:
    opened.fill("#words", "第４２场 检查")

    assert count_of(opened) == 1
    assert opened.inner_text("article .what").startswith("甲市财政局 开展第42场检查")
    assert opened.locator("article mark").all_inner_texts() == ["第42场", "检查"]

    opened.fill("#words", "没有这样的词")

    assert count_of(opened) == 0
    assert opened.is_visible("#nothing")


def test_a_year_and_then_a_month_zoom_in_and_all_zooms_out(opened: "Page") -> None:
    opened.click("#years button:text('2023')")
    of_year = count_of(opened)
    headings = opened.locator(".month > h2").all_inner_texts()

    assert 490 < of_year < 510
    assert headings[0].startswith("2023年1月")
    assert headings[-1].startswith("2023年12月")

    opened.click("#months button:text('3月')")

    assert 35 < count_of(opened) < 50
    assert opened.inner_text("#range") == "2023年3月"

    opened.click("#later")

    assert opened.inner_text("#range") == "2023年4月"

    opened.click("#all")

    assert count_of(opened) == 5001


def test_months_are_dragged_over_with_the_pointer(opened: "Page") -> None:
    first = opened.locator("#strip button").nth(24).bounding_box()
    last = opened.locator("#strip button").nth(29).bounding_box()
    assert first is not None
    assert last is not None

    opened.mouse.move(first["x"] + 3, first["y"] + 20)
    opened.mouse.down()
    opened.mouse.move(last["x"] + 3, last["y"] + 20, steps=5)
    opened.mouse.up()

    assert opened.inner_text("#range") == "2023年1月—2023年6月"
    assert 230 < count_of(opened) < 270


def test_the_keyboard_alone_searches_and_zooms(opened: "Page") -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("检查")

    assert count_of(opened) == 5000

    opened.focus("#strip button")
    for _ in range(2):
        opened.keyboard.press("ArrowRight")
    opened.keyboard.press("Enter")

    assert opened.inner_text("#range") == "2021年3月"

    opened.keyboard.press("Shift+ArrowRight")

    assert opened.inner_text("#range") == "2021年3月—2021年4月"

    opened.keyboard.press("Escape")

    assert opened.inner_text("#range") == "全部年月"


def test_a_department_and_a_certainty_can_be_chosen(opened: "Page") -> None:
    opened.select_option("#family", label="甲市财政局 1667")

    assert count_of(opened) == 1667

    opened.select_option("#certainty", "day")

    assert count_of(opened) == 0


def test_uncertain_days_are_bars_and_a_day_is_a_point(opened: "Page") -> None:
    def width(certainty: str) -> float:
        box = opened.locator(f"article .mark.{certainty}").first.bounding_box()
        assert box is not None
        return float(box["width"])

    opened.click("#years button:text('2022')")

    assert width("day") < 13 < width("range") < width("assumed")

    opened.click("#all")
    opened.fill("#words", "第420场检查")

    assert opened.inner_text("article .when") == "近期\n推定 2021-10-06—11-05"


def test_a_report_gives_its_sentence_and_the_command_that_opens_it(opened: "Page") -> None:
    opened.fill("#words", "第42场检查")
    opened.click("article summary")

    assert opened.inner_text(".sources q") == "3月2日，市商务局召开外贸企业座谈会。"
    assert opened.inner_text(".sources code") == "zhoubao show 2021-5#5.5"
    assert "二/1" not in opened.inner_text(".sources li")
    assert "工作动态 › 1 · 第1页" in opened.inner_text(".sources li")


def test_words_that_look_like_markup_are_shown_as_words(opened: "Page") -> None:
    opened.fill("#words", "onerror")
    opened.click("#open")

    assert EVIL in opened.inner_text("article .what")
    assert opened.locator("article img").count() == 0
    assert opened.evaluate("window.evil") is None


def test_the_address_keeps_what_was_asked_for(opened: "Page") -> None:
    opened.fill("#words", "第42场检查")
    opened.click("#years button:text('2021')")

    assert "from=" in opened.evaluate("location.hash")
    opened.evaluate("location.hash = '#words=%E7%AC%AC1%E5%9C%BA'")
    opened.wait_for_function("document.getElementById('words').value === '第1场'")

    assert count_of(opened) == 1


def test_paper_has_every_event_asked_for_with_its_sentence_and_no_buttons(opened: "Page") -> None:
    opened.click("#years button:text('2023')")
    asked = count_of(opened)

    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert opened.locator("article").count() == asked
    assert opened.locator("article .sources q").count() >= asked
    assert not opened.is_visible(".tools")
    assert not opened.is_visible("#strip")


def test_a_phone_has_no_sideways_scrolling(opened: "Page") -> None:
    opened.set_viewport_size({"width": 390, "height": 844})

    assert opened.evaluate("document.documentElement.scrollWidth") == 390
