"""Each kind of check, from issues typed by hand: what holds, what differs, what cannot be told."""

from decimal import Decimal
from pathlib import Path

import pytest

from archive.checks import Check, CheckKind, run_checks
from archive.cli import main
from tests.typed_archives import gather_texts, make_archive, write_issue

REAL_ISSUE = Path(__file__).parent / "../../shared/corpus/2023-27-447.txt"
WEEKS = (
    "1月4日—1月8日",
    "1月11日—1月15日",
    "1月18日—1月22日",
    "1月25日—1月29日",
    "2月1日—2月5日",
)


def check(folder: Path, kind: CheckKind, *texts: str) -> list[Check]:
    return [one for one in run_checks(gather_texts(folder, *texts)) if one.kind == kind]


def wrong(folder: Path, kind: CheckKind, *texts: str) -> list[tuple[str, str]]:
    """(issue, what is in doubt) of the findings of a kind."""
    return [
        (one.issue.key, one.figures[0].figure.printed if one.figures else "")
        for one in check(folder, kind, *texts)
        if one.verdict == "differs"
    ]


def only(checks: list[Check]) -> Check:
    (one,) = checks
    return one


def totals(*pairs: tuple[int | None, int | None], year: int = 2021) -> list[str]:
    """Issues in a row that print the week and the year of one number; None: not printed."""
    texts = []
    for number, (week, total) in enumerate(pairs, start=1):
        parts = [] if week is None else [f"本周，大厅受理{week}件。"]
        parts += [] if total is None else [f"今年以来，大厅累计受理{total}件。"]
        texts.append(write_issue(number, WEEKS[number - 1], "".join(parts) or "无。", year=year))
    return texts


# the run of issues


def test_an_issue_that_is_not_there_is_missing(tmp_path: Path) -> None:
    texts = [write_issue(n, WEEKS[n - 1], "本周，大厅受理20件。") for n in (1, 2, 4)]

    (finding,) = check(tmp_path, "missing", *texts)

    assert (finding.issue.key, finding.said) == ("2021-2", "此期之后缺总第103期，共 1 期")


def test_a_number_printed_twice_is_found_at_the_second_issue(tmp_path: Path) -> None:
    texts = [
        write_issue(1, WEEKS[0], "本周，大厅受理20件。"),
        write_issue(1, WEEKS[1], "本周，大厅受理31件。"),
        write_issue(2, WEEKS[2], "本周，大厅受理25件。"),
    ]

    assert wrong(tmp_path, "repeated", *texts) == [("2021-1b", "")]


def test_whole_numbers_that_run_out_of_step_with_the_yearly_ones_are_found(tmp_path: Path) -> None:
    texts = [
        write_issue(1, WEEKS[0], "本周，大厅受理20件。", whole=101),
        write_issue(2, WEEKS[1], "本周，大厅受理31件。", whole=103),
    ]

    finding = only(check(tmp_path, "numbering", *texts))

    assert finding.verdict == "differs"
    assert "总期号由 101 到 103，年内期号由 1 到 2" in finding.said


def test_periods_that_overlap_are_found(tmp_path: Path) -> None:
    texts = [
        write_issue(1, "1月4日—1月8日", "本周，大厅受理20件。"),
        write_issue(2, "1月8日—1月15日", "本周，大厅受理31件。"),
    ]

    assert wrong(tmp_path, "period", *texts) == [("2021-2", "")]


def test_a_week_that_no_report_covers_is_found_though_the_numbers_run_on(tmp_path: Path) -> None:
    texts = [
        write_issue(1, "3月1日—3月5日", "本周，大厅受理20件。"),
        write_issue(2, "3月15日—3月19日", "本周，大厅受理31件。"),
    ]

    finding = only([one for one in check(tmp_path, "period", *texts) if one.verdict == "differs"])

    assert "2021-03-08—03-12 的 5 个工作日没有周报" in finding.said


@pytest.mark.parametrize(
    ("year", "before", "after"),
    [
        (2021, "2月4日—2月10日", "2月18日—2月26日"),  # Spring Festival, 11 to 17 February
        (2022, "9月26日—9月30日", "10月8日—10月14日"),  # National Day
        (2020, "1月13日—1月23日", "2月3日—2月7日"),  # Spring Festival, prolonged to 2 February
    ],
)
def test_a_week_of_public_holidays_is_not_left_out(
    tmp_path: Path, year: int, before: str, after: str
) -> None:
    texts = [
        write_issue(5, before, "本周，大厅受理20件。", year=year),
        write_issue(6, after, "本周，大厅受理31件。", year=year),
    ]

    assert wrong(tmp_path, "period", *texts) == []


# totals


def test_a_total_is_the_one_before_and_the_week(tmp_path: Path) -> None:
    checks = check(tmp_path, "total", *totals((301, 301), (302, 603), (303, 906)))

    assert [one.verdict for one in checks] == ["holds", "holds", "holds"]


def test_a_total_is_checked_over_issues_that_print_the_week_alone(tmp_path: Path) -> None:
    texts = totals((301, 301), (302, None), (303, 909), (304, 1213))

    finding = only([one for one in check(tmp_path, "total", *texts) if one.verdict == "differs"])

    # 909 holds with 1213, so the one in doubt is what came before it
    assert finding.issue.key in ("2021-1", "2021-3")
    assert abs(finding.difference or 0) == 3


def test_one_misprinted_total_is_one_finding_and_the_next_total_holds(tmp_path: Path) -> None:
    texts = totals((301, 301), (302, 603), (303, 806), (304, 1210), (305, 1515))

    findings = [one for one in run_checks(gather_texts(tmp_path, *texts)) if one.verdict != "holds"]

    assert [(one.issue.key, one.printed, one.expected) for one in findings] == [
        ("2021-3", Decimal(806), Decimal(906))
    ]


def test_a_falling_total_is_told_as_such(tmp_path: Path) -> None:
    texts = totals((None, 500), (None, 810), (None, 190), (None, 1404), (None, 1711))

    assert wrong(tmp_path, "falling", *texts) == [("2021-3", "190件")]


def test_totals_begin_again_in_january(tmp_path: Path) -> None:
    texts = [
        *totals((301, 301), (302, 603)),
        write_issue(
            1, "1月3日—1月7日", "本周，大厅受理40件。今年以来，大厅累计受理40件。", year=2022
        ),
    ]

    assert wrong(tmp_path, "total", *texts) == wrong(tmp_path / "再", "falling", *texts) == []


def test_over_a_missing_issue_a_total_cannot_be_checked_and_says_why(tmp_path: Path) -> None:
    texts = totals((301, 301), (302, 603), (303, 906), (304, 1210))
    del texts[2]

    last = check(tmp_path, "total", *texts)[-1]

    assert (last.verdict, last.said) == ("unknown", "自2021-2起缺期，不能相加")


def test_over_a_missing_issue_a_total_must_still_not_be_less_than_its_weeks(
    tmp_path: Path,
) -> None:
    texts = totals((301, 301), (302, 603), (303, 906), (3040, 1210))
    del texts[2]

    assert wrong(tmp_path, "total", *texts) == [("2021-4", "1210件")]


def test_rounding_is_no_difference(tmp_path: Path) -> None:
    texts = [
        write_issue(1, WEEKS[0], "本周，大厅受理23924件。今年以来，大厅累计受理23924件。"),
        write_issue(2, WEEKS[1], "本周，大厅受理5849件。今年以来，大厅累计受理2.98万件。"),
        write_issue(3, WEEKS[2], "本周，大厅受理5210件。今年以来，大厅累计受理3.5万件。"),
    ]

    assert [one.verdict for one in check(tmp_path, "total", *texts)] == ["holds"] * 3


def test_a_total_that_is_only_about_right_cannot_be_checked(tmp_path: Path) -> None:
    texts = [
        write_issue(1, WEEKS[0], "本周，大厅受理301件。今年以来，大厅累计受理301件。"),
        write_issue(2, WEEKS[1], "本周，大厅受理302件。今年以来，大厅累计受理约700件。"),
    ]

    assert [one.verdict for one in check(tmp_path, "total", *texts)] == ["holds", "unknown"]


def test_shares_and_days_are_never_summed(tmp_path: Path) -> None:
    texts = [
        write_issue(n, WEEKS[n - 1], f"今年以来，大厅满意率{share}%，平均用时{days}天。")
        for n, share, days in ((1, 98.2, 9), (2, 91.0, 7), (3, 95.5, 4))
    ]

    assert check(tmp_path, "total", *texts) == check(tmp_path / "再", "falling", *texts) == []


# within a paragraph


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("共有420个事项，其中已有189个事项完成修订，完成率45%。", "holds"),
        ("共有420个事项，其中已有190个事项完成修订，完成率45.2%。", "holds"),
        ("共有420个事项，其中已有190个事项完成修订，完成率54.2%。", "differs"),
        ("本周受理300件，办结291件，办结率97%。", "holds"),
        ("本周受理300件，办结291件，办结率79%。", "differs"),
        # of both together, and of one of several: no telling what it should be
        ("本周线上受理60件，线下受理40件，线下占比40%。", None),
        ("本周受理300件，办结291件，按时办结率79%。", "unknown"),
        ("甲县受理31件，占31.6%；乙县受理20件，占20.4%。", None),
    ],
)
def test_a_share_is_held_against_its_parts(tmp_path: Path, words: str, verdict: str | None) -> None:
    found = check(tmp_path, "share", write_issue(1, WEEKS[0], words))

    assert not any(one.verdict == "differs" for one in found) or verdict == "differs"
    if verdict is not None:
        assert verdict in {one.verdict for one in found}


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("资料报齐的有3个单位：市教育局、市民政局、市水务局。", "holds"),
        ("资料报齐的有4个单位：市教育局、市民政局、市水务局。", "differs"),
        # 和 is a part of a name, or joins the last two
        ("资料报齐的有3个单位：市教育局、市民政局、市发展和改革委员会。", "holds"),
        ("资料报齐的有3个单位：市教育局、市民政局和市水务局。", "holds"),
        ("资料报齐的有9个单位：市教育局、市民政局、市水务局等。", "unknown"),
        ("市教育局、市民政局等2个单位报齐了资料。", "holds"),
        ("市教育局、市民政局、市水务局等2个单位报齐了资料。", "differs"),
    ],
)
def test_an_announced_count_is_held_against_the_list(
    tmp_path: Path, words: str, verdict: str
) -> None:
    found = check(tmp_path, "list_count", write_issue(1, WEEKS[0], words))

    assert [one.verdict for one in found] == [verdict]


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("本周大厅受理90件，其中网上受理70件、窗口受理20件。", ["holds"]),
        ("本周大厅受理90件，其中网上受理97件。", ["differs"]),
        # ways that overlap can be more than all of them
        ("本周大厅受理90件，其中网上受理70件、提前受理40件。", ["unknown"]),
        # what was added is not the whole
        ("登记户数达3900户，比上月增加210户，其中甲区2500户、乙区1400户。", []),
    ],
)
def test_what_is_named_after_its_total_is_not_more_than_it(
    tmp_path: Path, words: str, verdicts: list[str]
) -> None:
    found = check(tmp_path, "part", write_issue(1, WEEKS[0], words))

    assert [one.verdict for one in found if one.verdict != "holds" or verdicts] == verdicts


def test_more_finished_than_accepted_since_january_is_found_and_in_a_week_it_is_not(
    tmp_path: Path,
) -> None:
    year = write_issue(1, WEEKS[0], "今年以来，许可事项累计受理500件，办结512件。")
    week = write_issue(1, WEEKS[0], "本周，许可事项受理50件，办结61件。")

    assert wrong(tmp_path, "finished", year) == [("2021-1", "512件")]
    assert check(tmp_path / "再", "finished", week) == []


def test_one_number_with_two_values_in_an_issue_is_found(tmp_path: Path) -> None:
    text = write_issue(1, WEEKS[0], "本周，大厅受理301件。", "本周，大厅共受理310件。")
    same = write_issue(1, WEEKS[0], "本周，大厅受理301件。", "本周，大厅共受理300余件。")

    assert wrong(tmp_path, "same", text) == [("2021-1", "310件")]
    assert [one.verdict for one in check(tmp_path / "再", "same", same)] == ["holds"]


def test_a_week_with_a_digit_too_many_is_a_jump(tmp_path: Path) -> None:
    weeks = [
        (f"{3 + n // 4}月{1 + 7 * (n % 4)}日—{3 + n // 4}月{5 + 7 * (n % 4)}日", 300 + 7 * (n % 5))
        for n in range(20)
    ]
    weeks[11] = (weeks[11][0], 3040)
    texts = [
        write_issue(n, period, f"本周，大厅受理{value}件。")
        for n, (period, value) in enumerate(weeks, start=1)
    ]

    assert wrong(tmp_path, "jump", *texts) == [("2021-12", "3040件")]


@pytest.mark.skipif(not REAL_ISSUE.exists(), reason="the real issue is not in the repository")
def test_the_real_issue_has_one_finding_and_two_sums_that_hold(tmp_path: Path) -> None:
    found = run_checks(gather_texts(tmp_path, REAL_ISSUE.read_text(encoding="utf-8")))

    told = {(one.kind, one.verdict): one for one in found}
    share, listed = told["share", "holds"], told["list_count", "holds"]
    assert [row.figure.value for row in share.figures] == [Decimal("43.3"), 715, 1651]
    assert listed.printed == 23
    (finding,) = (one for one in found if one.verdict == "differs")
    assert (finding.kind, finding.printed, finding.expected, finding.difference) == (
        "finished",
        Decimal(21807),
        Decimal(21711),
        Decimal(96),
    )


# the command


def test_check_ends_with_0_whatever_it_finds_and_with_1_where_nothing_can_be_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, totals((301, 301), (302, 603), (303, 909), (304, 1213)))

    assert main(["--archive", str(layout.root), "check"]) == 0
    out = capsys.readouterr().out
    assert "不一致" in out
    assert "核对了" in out
    assert main(["--archive", str(layout.root), "check", "--kind", "占比"]) == 1


def test_check_narrows_by_kind_days_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, totals((301, 301), (302, 603), (303, 806), (304, 1210)))

    def rows(*words: str) -> int:
        main(["--archive", str(layout.root), "check", "--format", "jsonl", *words])
        return len(capsys.readouterr().out.splitlines())

    assert rows("--kind", "累计") == 1
    assert rows("--from", "2021-02-01") == 0
    assert rows("受理", "--verdict", "all", "--kind", "total") == 4
    assert rows("咨询") == 0


def test_an_unknown_kind_of_check_names_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = make_archive(tmp_path, totals((301, 301)))

    assert main(["--archive", str(layout.root), "check", "--kind", "累加"]) == 2
    assert "没有这种核对：“累加”" in capsys.readouterr().err
