"""``zhoubao``: from the words of a command line to an exit code.

0 found or done, 1 nothing found, 2 an error (even one file's), 130 stopped by Ctrl-C.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from parser.errors import ZhoubaoError

from .console import Console
from .usage import CommandLine, read_command_line, render_command, render_commands

FOUND, NOTHING, ERROR, STOPPED = 0, 1, 2, 130

# they only read, and leave nothing behind that has to be taken apart
_BRIEF = frozenset("search show figures indicators timeline departments documents".split())
_STOPPED = {
    "add": "已中断。报告过“收录”的都已存好；再运行一次同样的命令，就接着做完。",
    "rebuild": "已中断。原来的内容没有动；再运行一次 zhoubao rebuild 即可。",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; all that is printed goes through here."""
    console = Console.of_process()
    line: CommandLine | None = None
    try:
        line = read_command_line(sys.argv[1:] if words is None else words)
        brief = words is None and line.command is not None and line.command.name in _BRIEF
        if brief:
            gc.disable()  # what is imported stays, and there is little else
        code = _run(line, console)
        console.out.flush()
        if brief:
            _leave(code)
        return code
    except ZhoubaoError as error:
        console.tell(render_error(error))
        return ERROR
    except KeyboardInterrupt:
        name = line.command.name if line is not None and line.command is not None else ""
        console.tell(f"\n{_STOPPED.get(name, '已中断。档案没有改动。')}\n")
        return STOPPED
    except BrokenPipeError:
        console.forget_reader()
        return FOUND
    except OSError as error:
        from .wording import say_system_error

        place = f"{error.filename}：" if error.filename else ""
        console.tell(f"错误：{place}{say_system_error(error)}\n")
        return ERROR
    except Exception:
        import traceback

        # left alone, Python would end with 1, which is our "nothing found"
        console.tell(f"{traceback.format_exc()}错误：程序自己出了错，请把上面的内容报告给开发者\n")
        return ERROR


def _leave(code: int) -> None:
    """End this process: taking apart what goes anyway is a tenth of the time of a search."""
    if sys.gettrace() is None and sys.getprofile() is None:
        atexit._run_exitfuncs()
        sys.stderr.flush()
        os._exit(code)


def render_error(error: ZhoubaoError) -> str:
    """An error for the user: what and where, then what to do."""
    remedy = f"\n提示：{error.remedy}" if error.remedy else ""
    return f"错误：{error}{remedy}\n"


def _run(line: CommandLine, console: Console) -> int:
    if line.version:
        from importlib.metadata import PackageNotFoundError, version

        try:
            console.answer(f"zhoubao {version('zhoubao-archive')}\n")
        except PackageNotFoundError:
            console.answer("zhoubao（未安装，直接从源码运行）\n")
        return FOUND
    if line.help or line.command is None:
        look = console.look
        console.answer(
            render_commands(look) if line.command is None else render_command(line.command, look)
        )
        return FOUND
    from .commands import run_command

    return run_command(line.command.name, line.values, console)
