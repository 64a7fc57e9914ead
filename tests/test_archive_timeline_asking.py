"""The command ``timeline``: whom and what it can be asked for, and how it says what it read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.cli import main

ISSUES = {
    "2017-6": """四川省政务服务周报
2017年第6期
（2017年3月6日—3月10日）
一、部门工作动态
1.3月7日，环境保护厅印发《甲类审批试点办法》（川环办发〔2017〕5号），明确试点范围。
2.3月8日，省商务厅厅长王某某到政务大厅调研，强调要方便群众办事。
""",
    "2021-9": """四川省政务服务周报
2021年第9期
（2021年3月1日—3月5日）
一、部门工作动态
1.近期，生态环境厅召开甲类审批试点总结会，听取企业意见建议。
2.3月3日，省财政厅传达学习《甲类审批试点办法》，对照要求查找不足。
3.本周起执行《甲类审批试点办法》。
""",
}

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("timeline")
    (folder / "周报").mkdir()
    for name, text in ISSUES.items():
        (folder / "周报" / f"{name}.txt").write_text(text, encoding="utf-8")
    place = folder / "档案"
    assert main(["--archive", str(place), "--quiet", "add", str(folder / "周报")]) == 0
    return place


@pytest.fixture
def ask(archive: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--archive", str(archive), "timeline", *words])
        return code, *capsys.readouterr()

    return run


def rows_of(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_department_is_followed_through_its_reform_and_the_answer_says_so(ask: Ask) -> None:
    code, out, _ = ask("--department", "生态环境厅")

    assert code == 0
    assert "印发《甲类审批试点办法》" in out
    assert "召开甲类审批试点总结会" in out
    assert (
        "机构“生态环境厅”，连同改革前后的名称："
        "四川省环境保护厅（2017 年，1 件）、四川省生态环境厅（2021 年，1 件）。" in out
    )


def test_the_old_name_finds_the_same_events(ask: Ask) -> None:
    assert (
        ask("--department", "环境保护厅", "--format", "jsonl")[1]
        == (ask("--department", "生态环境厅", "--format", "jsonl")[1])
    )


@pytest.mark.parametrize("asked", ["王某某", "王某某厅长", "厅长王某某"])
def test_a_person_is_asked_for_with_or_without_the_title(ask: Ask, asked: str) -> None:
    code, out, _ = ask("--person", asked)

    assert code == 0
    assert "到政务大厅调研" in out
    assert "试点" not in out
    assert "人物“王某某”提到 1 处（2017-6），写作四川省商务厅厅长。" in out


def test_an_unknown_person_is_answered_with_near_names(ask: Ask) -> None:
    code, out, err = ask("--person", "王某")

    assert (code, out) == (1, "")
    assert "没有找到事件。查的是：人物 王某" in err
    assert "没有人物“王某”，相近的有：王某某" in err


@pytest.mark.parametrize("asked", ["川环办发〔2017〕5号", "《甲类审批试点办法》", "审批试点办法"])
def test_a_document_leads_to_the_events_that_cite_it_and_to_other_citations(
    ask: Ask, asked: str
) -> None:
    code, out, _ = ask("--document", asked)

    assert code == 0
    assert "印发《甲类审批试点办法》" in out
    assert "传达学习《甲类审批试点办法》" in out
    assert "总结会" not in out
    assert "引用文件：《甲类审批试点办法》（川环办发〔2017〕5号）。" in out
    assert "另有 1 处引用不在所列的事件里：2021-9#6." in out


def test_an_unknown_document_is_answered_with_near_titles(ask: Ask) -> None:
    code, out, err = ask("--document", "甲类审批试行办法")

    assert (code, out) == (1, "")
    assert "没有引用文件“甲类审批试行办法”，相近的有：《甲类审批试点办法》" in err


def test_related_events_cite_a_document_of_those_found(ask: Ask) -> None:
    code, out, err = ask("印发", "--related", "--format", "jsonl")

    assert code == 0
    assert [(row["action"], row["listed_for"]) for row in rows_of(out)] == [
        ("印发《甲类审批试点办法》（川环办发〔2017〕5号），明确试点范围", "asked"),
        ("传达学习《甲类审批试点办法》，对照要求查找不足", "document"),
    ]
    assert "这些事件引用了 1 份文件，由此带出 1 件（同引文件）。" in err


def test_rows_say_how_sure_the_day_is_what_is_cited_and_where_every_report_stands(
    ask: Ask,
) -> None:
    rows = rows_of(ask("--format", "jsonl")[1])

    (issued,) = [row for row in rows if str(row["action"]).startswith("印发")]
    assert issued["certainty"] == "day"
    assert issued["documents"] == ["《甲类审批试点办法》（川环办发〔2017〕5号）"]
    assert issued["report_places"] == [issued["place"]] == ["2017-6#4.7"]
    (vague,) = [row for row in rows if row["date_printed"] == "近期"]
    assert (vague["start"], vague["end"], vague["certainty"]) == (None, None, "assumed")
    assert (vague["assumed_start"], vague["assumed_end"]) == ("2021-02-03", "2021-03-05")


def test_the_place_of_an_event_opens_its_sentence(
    ask: Ask, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = rows_of(ask("总结会", "--format", "jsonl")[1])

    main(["--archive", str(archive), "show", str(row["place"])])

    assert f"{row['sentence']}】" in capsys.readouterr().out


def test_a_calendar_can_be_written_into_a_file(ask: Ask, tmp_path: Path) -> None:
    code, out, err = ask("试点", "--format", "ics", "--output", str(tmp_path / "试点.ics"))

    assert (code, out) == (0, "")
    assert (tmp_path / "试点.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "共 3 件" in err


def test_no_event_is_still_a_calendar_for_programs(ask: Ask) -> None:
    code, out, err = ask("登月", "--format", "ics")

    assert code == 1
    assert out.endswith("END:VCALENDAR\r\n")
    assert "没有找到事件" in err


def test_a_page_is_written_whole_and_says_how_the_question_was_read(
    ask: Ask, tmp_path: Path
) -> None:
    code, out, err = ask("--department", "生态环境厅", "--html", str(tmp_path / "时间线.html"))
    page = (tmp_path / "时间线.html").read_text(encoding="utf-8")

    assert (code, out) == (0, "")
    assert "已写入" in err
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert "<h1>时间线：生态环境厅</h1>" in page
    assert "连同改革前后的名称：四川省环境保护厅（2017 年，1 件）" in page
    assert '{"name":"四川省生态环境厅","others":["四川省环境保护厅"],"count":2}' in page


def test_no_page_is_written_where_nothing_is_found(ask: Ask, tmp_path: Path) -> None:
    code, _, err = ask("登月", "--html", str(tmp_path / "时间线.html"))

    assert code == 1
    assert "没有找到事件" in err
    assert not (tmp_path / "时间线.html").exists()


@pytest.mark.parametrize("others", [("--format", "csv"), ("--output", "表.csv")])
def test_a_page_and_another_output_are_not_written_at_once(
    ask: Ask, tmp_path: Path, others: tuple[str, str]
) -> None:
    code, _, err = ask("--html", str(tmp_path / "时间线.html"), *others)

    assert code == 2
    assert err.startswith("错误：--html ")
