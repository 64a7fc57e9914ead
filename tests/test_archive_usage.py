"""Command lines: options anywhere, words with a minus, and mistakes that name the right word."""

import pytest

from archive.arguments import COMMANDS
from archive.screen import Look, width_of
from archive.usage import (
    UsageError,
    build_parser,
    read_command_line,
    render_command,
    render_commands,
)


def test_global_options_are_accepted_before_and_after_the_command() -> None:
    before = read_command_line(["--archive", "甲", "--quiet", "search", "白名单"]).values
    after = read_command_line(["search", "白名单", "--quiet", "--archive=甲"]).values

    assert (before.archive, before.quiet, before.query) == ("甲", True, ["白名单"])
    assert before == after


def test_options_may_stand_between_the_words_of_a_query() -> None:
    values = read_command_line(["figures", "综窗", "--series", "受理", "--limit", "3"]).values

    assert (values.query, values.series, values.limit) == (["综窗", "受理"], True, 3)


def test_a_query_word_may_begin_with_a_minus() -> None:
    values = read_command_line(["search", "白名单", "-水泥", "-DNA", "--limit", "2"]).values

    assert values.query == ["白名单", "-水泥", "-DNA"]


def test_after_two_dashes_everything_is_a_word() -> None:
    assert read_command_line(["search", "--", "--limit", "-h"]).values.query == ["--limit", "-h"]


def test_the_value_of_an_option_may_begin_with_a_minus() -> None:
    assert read_command_line(["figures", "--section", "-1"]).values.section == "-1"


def test_a_command_is_known_by_its_chinese_name_too() -> None:
    command = read_command_line(["检索", "白名单"]).command

    assert command is COMMANDS["search"]


@pytest.mark.parametrize("words", [["search", "--help"], ["-h", "search"], ["help", "search"]])
def test_help_of_a_command_is_had_in_three_ways(words: list[str]) -> None:
    line = read_command_line(words)

    assert line.help
    assert line.command is COMMANDS["search"]


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_without_a_command_there_is_the_list_of_commands(words: list[str]) -> None:
    line = read_command_line(words)

    assert line.help
    assert line.command is None


@pytest.mark.parametrize(
    ("words", "what", "remedy"),
    [
        (["serch", "x"], "没有命令“serch”", "是不是 zhoubao search？"),
        (["检锁"], "没有命令“检锁”", "全部命令见 zhoubao --help"),
        (["search", "x", "--limt", "3"], "zhoubao search 没有选项“--limt”", "是不是 --limit？"),
        (["search", "x", "-limit", "3"], "没有选项“-limit”", "是不是 --limit？"),
        (["--sries", "figures"], "zhoubao figures 没有选项“--sries”", "是不是 --series？"),
        (["status", "甲"], "多出了“甲”", "zhoubao status --help"),
        (["show", "447", "三/2", "五"], "多出了“五”", "zhoubao show --help"),
        (["show"], "缺少期", "zhoubao show --help"),
        (["search", "x", "--limit"], "--limit 后面要有一个值", "zhoubao search --help"),
        (["search", "x", "--limit", "0"], "--limit：“0”不是大于 0 的整数", "--help"),
        (["search", "x", "--quiet=1"], "--quiet 后面不带值", "--help"),
        (
            ["search", "x", "--format", "cvs"],
            "--format：没有“cvs”，最接近的是 csv，可用：table、json、jsonl、csv",
            "--help",
        ),
        (["figures", "--period", "本旬"], "--period：没有时段“本旬”", "--help"),
    ],
)
def test_a_mistake_is_told_in_chinese_with_what_to_do(
    words: list[str], what: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_command_line(words)

    assert what in str(caught.value)
    assert remedy in (caught.value.remedy or "")


def test_a_period_may_be_named_in_chinese_or_as_in_the_format() -> None:
    chinese = read_command_line(["figures", "--period", "今年以来"]).values.period
    english = read_command_line(["figures", "--period", "year_to_date"]).values.period

    assert chinese == english == "year_to_date"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_of_the_help_is_a_command_line_that_parses(name: str) -> None:
    import shlex

    assert COMMANDS[name].examples
    for example, _ in COMMANDS[name].examples:
        words = shlex.split(example.partition(" > ")[0])
        assert words[0] == "zhoubao"
        line = read_command_line(words[1:])
        assert line.command is COMMANDS[name], example


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_every_option_that_argparse_takes(name: str) -> None:
    shown = render_command(COMMANDS[name], Look())
    taken = [action.option_strings for action in build_parser(COMMANDS[name])._actions]

    assert all(option in shown for options in taken for option in options)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_fits_a_terminal_of_eighty_columns(name: str) -> None:
    pages = render_command(COMMANDS[name], Look(width=80)) + render_commands(Look(width=80))
    lines = [line for line in pages.splitlines() if not line.startswith("  zhoubao ")]

    assert max(width_of(line) for line in lines) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_no_english_sentence_of_argparse_is_in_the_help(name: str) -> None:
    shown = render_command(COMMANDS[name], Look())

    for words in ("usage", "positional", "options:", "show this help"):
        assert words not in shown
