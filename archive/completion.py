"""The command that prints completion scripts, and the names of an archive that they ask for.

The scripts are made from the table of commands. They hold no name of any archive: departments,
indicators and topics are asked for when Tab is pressed.
"""

from collections.abc import Iterable, Iterator, Sequence

from parser.errors import ZhoubaoError

from .answers import FOUND, NOTHING, Runner, Values, open_store
from .completion_scripts import SCRIPTS
from .console import Console
from .records import DepartmentRow
from .usage import UsageError


def run_completion(values: Values, console: Console) -> int:
    """completion: the script for a shell, or names for it."""
    if values.names is not None:
        names = find_names(values.names, values)
        console.answer("".join(f"{name}\n" for name in names))
        return FOUND if names else NOTHING
    if values.shell is None:
        raise UsageError("缺少终端的名称：bash、zsh 或 fish", remedy="如 zhoubao completion bash")
    console.answer(SCRIPTS[values.shell]())
    return FOUND


def find_names(kind: str, values: Values) -> Sequence[str]:
    """The names of the archive, commonest first; none where there is no archive."""
    try:
        with open_store(values) as store:
            if kind == "topic":
                return [topic.name for topic in store.saved.topics()]
            if kind == "indicator":
                return _words(row.indicator for row in store.indicators())
            return _words(name for row in store.departments() for name in _forms(row))
    except ZhoubaoError:
        return ()  # whoever presses Tab has not asked anything yet


def _forms(row: DepartmentRow) -> Iterator[str]:
    """What a body is called: nobody types its whole name to find the short one."""
    printed = [form for form, _ in row.printed]
    if row.name is not None:
        yield row.name
    for form in printed:
        # 某厅窗口 is found with 某厅
        if not any(form != other and form.startswith(other) for other in printed):
            yield form


def _words(names: Iterable[str | None]) -> list[str]:
    """Each name once; one with a space in it would be two words of a command line."""
    return list(dict.fromkeys(name for name in names if name and not any(map(str.isspace, name))))


RUNNERS: dict[str, Runner] = {"completion": run_completion}
