"""A command line read into its command and values, and the help: both from ``arguments``.

argparse checks the values of one command. Finding the command, accepting options anywhere and
writing help with double-width characters are done here, because argparse does none of them.
"""

import argparse
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from parser.errors import ZhoubaoError

from .arguments import COMMANDS
from .options import COMMON, PROGRAM, Argument, Command, read_word
from .screen import Look, pad, width_of, wrap

_HELP = ("-h", "--help")

# argparse's own sentences that a user can meet, and ours for them
_SENTENCES = (
    (r"argument (.+?): (.+)", r"\1：\2"),
    (r"unrecognized arguments: (?:-- )?(.+)", r"多出了“\1”"),
    (r"the following arguments are required: (.+)", r"缺少\1"),
    (r"(.+)：expected (?:one|at least one) argument", r"\1 后面要有一个值"),
    (r"(.+)：ignored explicit argument .+", r"\1 后面不带值"),
)


class UsageError(ZhoubaoError):
    """What was typed is not a command line of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """What was asked: ``command`` is None for the list of commands."""

    command: Command | None
    values: argparse.Namespace
    help: bool = False
    version: bool = False


class _Parser(argparse.ArgumentParser):
    """argparse whose errors are ours, in Chinese, with the nearest right word."""

    def error(self, message: str) -> NoReturn:
        for pattern, ours in _SENTENCES:
            message = re.sub(f"^{pattern}$", ours, message, flags=re.DOTALL)
        raise UsageError(message, remedy=f"用法见 {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            raise argparse.ArgumentError(
                action, f"没有“{value}”{_or_nearest(str(value), known)}，可用：{'、'.join(known)}"
            )


def read_command_line(words: Sequence[str]) -> CommandLine:
    """The command and its values; options may stand anywhere before "--".

    Raises:
        UsageError: Unknown command or option, a value missing or not allowed.
    """
    options, others = _divide(words)
    wants_help = any(option in _HELP for option in options)
    if others[:1] == ["help"]:
        wants_help, others = True, others[1:]
    if "--version" in options:
        return CommandLine(command=None, values=argparse.Namespace(), version=True)
    if not others:
        if not wants_help:
            _check_options(COMMON, options, None)
        return CommandLine(command=None, values=argparse.Namespace(), help=True)
    command = _find_command(_read_name(others[0]))
    if wants_help:
        return CommandLine(command=command, values=argparse.Namespace(), help=True)
    _check_options(command.arguments, options, command)
    rest = ["--", *others[1:]] if others[1:] else []
    values = build_parser(command).parse_args([*options, *rest])
    return CommandLine(command=command, values=values)


def build_parser(command: Command) -> argparse.ArgumentParser:
    """argparse's view of one command."""
    parser = _Parser(prog=f"{PROGRAM} {command.name}", add_help=False, allow_abbrev=False)
    for argument in command.arguments:
        if argument.name == "-h":
            parser.add_argument("-h", "--help", action="store_true")
        else:
            metavar = {} if "action" in argument.settings else {"metavar": _metavar(argument)}
            parser.add_argument(argument.name, **(dict(argument.settings) | metavar))
    return parser


def _metavar(argument: Argument) -> str:
    words = argument.shown.split(" ", 1)
    return words[-1] if argument.is_option else argument.shown.strip("[]").split(" ")[0]


def _divide(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options with their values, and the other words: "-词" is a word of a query."""
    known = [argument for command in COMMANDS.values() for argument in command.options]
    with_value = {argument.name for argument in known if argument.takes_value}
    options: list[str] = []
    others: list[str] = []
    waiting = False
    for position, word in enumerate(words):
        if waiting:
            # joined, so that a value may begin with "-"
            options[-1] += f"={word}"
            waiting = False
        elif word == "--":
            return options, others + list(words[position + 1 :])
        elif word.startswith("--") or word == "-h":
            options.append(word)
            waiting = word in with_value
        else:
            _refuse_one_dash(word, {argument.name for argument in known})
            others.append(word)
    return options, others


def _refuse_one_dash(word: str, known: Collection[str]) -> None:
    if word.startswith("-") and f"-{word}".partition("=")[0] in known:
        raise UsageError(f"没有选项“{word}”", remedy=f"是不是 -{word}？选项前面是两个减号")


def _read_name(word: str) -> str:
    try:
        return read_word(word)
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error), remedy=f"全部命令见 {PROGRAM} --help") from None


def _find_command(word: str) -> Command:
    command = COMMANDS.get(word)
    if command is not None:
        return command
    for known in COMMANDS.values():
        if known.chinese == word:
            return known
    near = _nearest(word, COMMANDS)
    guess = f"是不是 {PROGRAM} {near}？" if near else ""
    raise UsageError(f"没有命令“{word}”", remedy=f"{guess}全部命令见 {PROGRAM} --help")


def _check_options(
    arguments: Sequence[Argument], options: Sequence[str], command: Command | None
) -> None:
    known = {argument.name for argument in arguments if argument.is_option} | {"--help"}
    for option in options:
        name = option.partition("=")[0]
        if name not in known:
            place = PROGRAM if command is None else f"{PROGRAM} {command.name}"
            near = _nearest(name, known)
            guess = f"是不是 {near}？" if near else ""
            raise UsageError(
                f"{place} 没有选项“{name}”", remedy=f"{guess}全部选项见 {place} --help"
            )


def _or_nearest(word: str, known: Iterable[str]) -> str:
    near = _nearest(word, known)
    return f"，最接近的是 {near}" if near else ""


def _nearest(word: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # only wrong words need it

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def render_commands(look: Look) -> str:
    """The help without a command: what there is, and where to begin."""
    names = max(width_of(name) for name in COMMANDS)
    commands = [
        (f"{pad(command.name, names)}  {command.chinese}", command.summary)
        for command in COMMANDS.values()
    ]
    options = [(argument.shown, argument.help) for argument in COMMON]
    start = [
        (f"{PROGRAM} add 周报文件夹", "先收录"),
        (f"{PROGRAM} search 危险废物 白名单", "再检索"),
        (f"{PROGRAM} figures 受理 --series", "一期一行的数据"),
        (f"{PROGRAM} search --help", "每个命令都有自己的帮助和例子"),
    ]
    lines = [
        "zhoubao：把历年周报变成可检索、可统计、可溯源的档案。",
        *_titled("用法", [f"  {PROGRAM} 命令 …"], look),
        *_titled("命令", _two_columns(commands, look), look),
        *_titled(
            "选项，放在命令前后都可以",
            _two_columns([*options, ("--version", "显示版本")], look),
            look,
        ),
        *_titled("从这里开始", _two_columns(start, look), look),
    ]
    return "\n".join(lines) + "\n"


def render_command(command: Command, look: Look) -> str:
    """The help of one command."""
    positionals = [argument for argument in command.arguments if not argument.is_option]
    usage = " ".join([PROGRAM, command.name, *(a.shown for a in positionals), "[选项]"])
    lines = [
        f"{command.chinese}：{command.summary}",
        *_titled("用法", [f"  {usage}"], look),
        "",
        *wrap(command.about, look.width or 80),
    ]
    for title, arguments in (("参数", positionals), ("选项", command.options)):
        pairs = [(a.shown, a.help.replace("%%", "%")) for a in arguments]
        if pairs:
            lines.extend(_titled(title, _two_columns(pairs, look), look))
    if command.has_fields:
        lines.extend(_titled("检索项", _two_columns(_search_fields(), look), look))
    lines.extend(_titled("例子", _examples(command, look), look))
    return "\n".join(lines) + "\n"


def _search_fields() -> list[tuple[str, str]]:
    from index.schema import FIELDS

    return [(f"{field.name}:", f"{field.help}。例：{field.example}") for field in FIELDS]


def _titled(title: str, lines: Iterable[str], look: Look) -> list[str]:
    return ["", look.paint("bold", title), *lines]


def _two_columns(pairs: Sequence[tuple[str, str]], look: Look) -> list[str]:
    left = max(width_of(name) for name, _ in pairs)
    room = max((look.width or 80) - left - 4, 20)
    lines = []
    for name, text in pairs:
        for number, line in enumerate(wrap(text, room)):
            lines.append("  " + pad("" if number else name, left) + "  " + line)
    return lines


def _examples(command: Command, look: Look) -> list[str]:
    lines = []
    for line, purpose in command.examples:
        lines.append(f"  {look.paint('dim', '# ' + purpose)}")
        lines.append(f"  {line}")
    return lines
