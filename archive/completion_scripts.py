"""Completion scripts for bash, zsh and fish, made from the table of commands."""

import shlex
from collections.abc import Callable, Iterable, Iterator

from index.schema import FIELDS

from .arguments import COMMANDS
from .options import PERIOD_KINDS, PROGRAM, Argument, Command, read_place

# what the archive knows, by the option or the search field that takes it
_NAMED_OPTIONS = {"--department": "department", "--indicator": "indicator"}
_NAMED_FIELDS = {"department": "department", "indicator": "indicator"}
_TOPIC_ACTIONS = ("remove", "show", "new")  # that take the name of a topic


def _choices(argument: Argument) -> tuple[str, ...]:
    if argument.name == "--period":
        return tuple(PERIOD_KINDS)
    return tuple(argument.settings.get("choices", ()))


def _takes_files(argument: Argument) -> bool:
    return argument.settings.get("type") is read_place


def _positionals(command: Command) -> tuple[Argument, ...]:
    return tuple(argument for argument in command.arguments if not argument.is_option)


def _option_names(command: Command) -> list[str]:
    return [option.name for option in command.options if option.name != "-h"] + ["--help"]


def _values(options: Iterable[Argument]) -> Iterator[tuple[Argument, str, tuple[str, ...]]]:
    """Options that take a value, with what completes it: "words", "files", "names" or "none"."""
    for option in options:
        if not option.takes_value:
            continue
        if option.name in _NAMED_OPTIONS:
            yield option, "names", (_NAMED_OPTIONS[option.name],)
        elif choices := _choices(option):
            yield option, "words", choices
        else:
            yield option, "files" if _takes_files(option) else "none", ()


def _field_words() -> list[str]:
    return [f"{field.name}:" for field in FIELDS] + [f"类型:{kind}" for kind in ("数据", "事件")]


def _has_query(command: Command) -> bool:
    return command.has_fields


def _first_words(command: Command) -> tuple[str, ...]:
    """What the first word behind the command can be."""
    positionals = _positionals(command)
    return _choices(positionals[0]) if positionals else ()


# -- bash ----------------------------------------------------------------------------------


def render_bash() -> str:
    """A script for bash 3.2 and later, which needs no bash-completion."""
    names = " ".join(COMMANDS)
    cases = "\n".join(_bash_command(command) for command in COMMANDS.values())
    named = "\n".join(
        f'        {_field_pattern(key)}) _zhoubao_named {kind} "$cur" ;;'
        for key, kind in _NAMED_FIELDS.items()
    )
    return f"""# bash completion for {PROGRAM}; made by: {PROGRAM} completion bash

_zhoubao_words() {{ # the words of $1 that begin with $2
    local word
    while IFS= read -r word; do
        [[ -n $word && $word == "$2"* ]] && COMPREPLY+=("$word")
    done <<< "${{1// /$'\\n'}}"
}}

_zhoubao_files() {{
    local file
    compopt -o filenames 2>/dev/null
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$1")
}}

_zhoubao_names() {{ # names of kind $1 in the archive
    "${{COMP_WORDS[0]}}" "${{archive[@]}}" completion --names "$1" 2>/dev/null
}}

_zhoubao_named() {{ # field:name, for the word $2 that begins with field:
    local field=${{2%%:*}} name
    while IFS= read -r name; do
        [[ $name == "${{2#*:}}"* ]] && COMPREPLY+=("$field:$name")
    done < <(_zhoubao_names "$1")
}}

_zhoubao_query() {{
    case $1 in
{named}
        *) _zhoubao_words "{" ".join(_field_words())}" "$1" ; compopt -o nospace 2>/dev/null ;;
    esac
}}

_zhoubao() {{
    COMPREPLY=()
    # the words as the shell takes them: COMP_WORDS cuts them at colons and equals signs too
    local line=${{COMP_LINE:0:COMP_POINT}} cur prev command='' first='' word
    local -a words archive=()
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] || ${{#words[@]}} -eq 0 ]] && words+=('')
    local last=$((${{#words[@]}} - 1)) at
    cur=${{words[last]}}
    prev=${{words[last - 1]}}
    for ((at = 1; at < last; at++)); do
        word=${{words[at]}}
        case $word in
            --archive) archive=(--archive "${{words[at + 1]}}") ;;
        esac
        case ${{words[at - 1]}} in
            {"|".join(_valued_options())}) continue ;;
        esac
        case $word in
            -*) ;;
            *) if [[ -z $command ]]; then command=$word
               elif [[ -z $first ]]; then first=$word; fi ;;
        esac
    done
    case $command in
        '') case $prev in
                --archive) _zhoubao_files "$cur" ;;
                *) _zhoubao_words "{names} --archive --quiet --help --version" "$cur" ;;
            esac ;;
{cases}
    esac
    # readline puts back only what stands behind the last colon
    if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
        local before=${{cur%"${{cur##*:}}"}}
        for at in "${{!COMPREPLY[@]}}"; do COMPREPLY[at]=${{COMPREPLY[at]#"$before"}}; done
    fi
}}

complete -F _zhoubao {PROGRAM}
"""


def _valued_options() -> list[str]:
    names = (
        option.name
        for command in COMMANDS.values()
        for option in command.options
        if option.takes_value
    )
    return list(dict.fromkeys(names))


def _field_pattern(key: str) -> str:
    field = next(field for field in FIELDS if field.key == key)
    return "|".join(f"{name}:*" for name in (field.name, field.key, *field.aliases))


def _bash_command(command: Command) -> str:
    lines = [f"        {command.name}|{command.chinese}) case $prev in"]
    for option, kind, words in _values(command.options):
        lines.append(f"                {option.name}) {_bash_value(kind, words)} ;;")
    lines += [
        "                *) case $cur in",
        f"                    -*) {_bash_options(command)} ;;",
    ]
    lines += [f"                    *) {_bash_rest(command)} ;;", "                esac ;;"]
    return "\n".join([*lines, "            esac ;;"])


def _bash_options(command: Command) -> str:
    return f'_zhoubao_words "{" ".join(_option_names(command))}" "$cur"'


def _bash_value(kind: str, words: tuple[str, ...]) -> str:
    if kind == "names":
        return f'_zhoubao_words "$(_zhoubao_names {words[0]})" "$cur"'
    if kind == "words":
        return f'_zhoubao_words "{" ".join(words)}" "$cur"'
    return '_zhoubao_files "$cur"' if kind == "files" else ":"


def _bash_rest(command: Command) -> str:
    if _has_query(command):
        return '_zhoubao_query "$cur"'
    if any(_takes_files(argument) for argument in _positionals(command)):
        return '_zhoubao_files "$cur"'
    words = _first_words(command)
    if not words:
        return ":"
    first = f'[[ -z $first ]] && _zhoubao_words "{" ".join(words)}" "$cur"'
    if command.name == "topic":
        actions = "|".join(_TOPIC_ACTIONS)
        names = '_zhoubao_words "$(_zhoubao_names topic)" "$cur"'
        return f"{first} || case $first in {actions}) {names} ;; esac"
    return first


# -- zsh -----------------------------------------------------------------------------------


def render_zsh() -> str:
    """A script for zsh with its completion system loaded (compinit)."""
    commands = " ".join(
        _quoted(f"{command.name}:{command.chinese}，{command.summary}")
        for command in COMMANDS.values()
    )
    cases = "\n".join(_zsh_command(command) for command in COMMANDS.values())
    named = "\n".join(
        f"        {_field_pattern(key)}) _zhoubao_named {kind} ;;"
        for key, kind in _NAMED_FIELDS.items()
    )
    return f"""#compdef {PROGRAM}
# zsh completion for {PROGRAM}; made by: {PROGRAM} completion zsh

_zhoubao_names() {{ # names of kind $1 in the archive
    local at=${{words[(I)--archive]}}
    local -a archive
    (( at )) && archive=(--archive "${{(Q)words[at + 1]}}")
    {PROGRAM} $archive completion --names $1 2>/dev/null
}}

_zhoubao_named() {{ # field:name
    local -a names=("${{(@f)$(_zhoubao_names $1)}}")
    compadd -- "${{(@)names/#/${{PREFIX%%:*}}:}}"
}}

_zhoubao_query() {{
    case $PREFIX in
{named}
        *) compadd -S '' -- {" ".join(_field_words())} ;;
    esac
}}

_zhoubao() {{
    local at command first prev=${{words[CURRENT - 1]}}
    for (( at = 2; at < CURRENT; at++ )); do
        [[ ${{words[at - 1]}} == ({"|".join(_valued_options())}) ]] && continue
        [[ ${{words[at]}} == -* ]] && continue
        if [[ -z $command ]]; then command=${{words[at]}}
        elif [[ -z $first ]]; then first=${{words[at]}}; fi
    done
    case $command in
        '')
            if [[ $prev == --archive ]]; then _files; return; fi
            if [[ $PREFIX == -* ]]; then compadd -- --archive --quiet --help --version; return; fi
            local -a commands=({commands})
            _describe 命令 commands ;;
{cases}
    esac
}}

if [[ $funcstack[1] == _zhoubao ]]; then _zhoubao "$@"; else compdef _zhoubao {PROGRAM}; fi
"""


def _quoted(text: str) -> str:
    return shlex.quote(text)


def _zsh_command(command: Command) -> str:
    lines = [f"        {command.name}|{command.chinese}) case $prev in"]
    for option, kind, words in _values(command.options):
        lines.append(f"                {option.name}) {_zsh_value(kind, words)} ;;")
    described = " ".join(
        _quoted(f"{'--help' if option.name == '-h' else option.name}:{_short(option)}")
        for option in command.options
    )
    lines += [
        "                *) if [[ $PREFIX == -* ]]; then",
        f"                        local -a options=({described})",
        "                        _describe 选项 options",
        f"                    else {_zsh_rest(command)}; fi ;;",
    ]
    return "\n".join([*lines, "            esac ;;"])


def _short(option: Argument) -> str:
    """The first clause of an option's help."""
    help_text = option.help.replace("%%", "%")
    ends = [place for mark in "；，：。" if (place := help_text.find(mark)) > 0]
    return help_text[: min(ends, default=len(help_text))].replace(":", "：")


def _zsh_value(kind: str, words: tuple[str, ...]) -> str:
    if kind == "names":
        return f'compadd -- ${{(f)"$(_zhoubao_names {words[0]})"}}'
    if kind == "words":
        return f"compadd -- {' '.join(words)}"
    return "_files" if kind == "files" else "_message 值"


def _zsh_rest(command: Command) -> str:
    if _has_query(command):
        return "_zhoubao_query"
    if any(_takes_files(argument) for argument in _positionals(command)):
        return "_files"
    words = _first_words(command)
    if not words:
        return "_message 词"
    first = f"if [[ -z $first ]]; then compadd -- {' '.join(words)}"
    if command.name == "topic":
        actions = "|".join(_TOPIC_ACTIONS)
        names = 'compadd -- ${(f)"$(_zhoubao_names topic)"}'
        return f"{first}; elif [[ $first == ({actions}) ]]; then {names}; fi"
    return f"{first}; fi"


# -- fish ----------------------------------------------------------------------------------


def render_fish() -> str:
    """A script for fish 3 and later."""
    names = " ".join((*COMMANDS, *(command.chinese for command in COMMANDS.values())))
    lines = [
        f"# fish completion for {PROGRAM}; made by: {PROGRAM} completion fish",
        "",
        "function __zhoubao_names # names of kind $argv[1] in the archive",
        "    set -l words (commandline -opc)",
        "    set -l archive",
        "    set -l at (contains -i -- --archive $words); and set archive $words[$at $at] ",
        '    test -n "$at"; and set archive --archive $words[(math $at + 1)]',
        f"    {PROGRAM} $archive completion --names $argv[1] 2>/dev/null",
        "end",
        "",
        "function __zhoubao_field # field:name for the word at hand",
        "    set -l field (string split -m 1 : -- (commandline -ct))[1]",
        "    __zhoubao_names $argv[1] | string replace -r '^' \"$field:\"",
        "end",
        "",
        f"complete -c {PROGRAM} -f",
        f"set -l zhoubao_commands {names}",
    ]
    for command in COMMANDS.values():
        lines.extend(_fish_command(command))
    lines += [
        _fish(
            "not __fish_seen_subcommand_from $zhoubao_commands",
            "-l archive -r -F",
            "档案所在的目录",
        ),
        _fish("not __fish_seen_subcommand_from $zhoubao_commands", "-l quiet", "只留结果和错误"),
        _fish("not __fish_seen_subcommand_from $zhoubao_commands", "-l help", "显示帮助"),
        _fish("not __fish_seen_subcommand_from $zhoubao_commands", "-l version", "显示版本"),
    ]
    return "\n".join(lines) + "\n"


def _fish(condition: str, what: str, described: str) -> str:
    shown = f" -d {_quoted(described)}" if described else ""
    return f'complete -c {PROGRAM} -n "{condition}" {what}{shown}'


def _fish_command(command: Command) -> Iterator[str]:
    yield ""
    yield _fish(
        "not __fish_seen_subcommand_from $zhoubao_commands",
        f"-a {command.name}",
        f"{command.chinese}，{command.summary}",
    )
    here = f"__fish_seen_subcommand_from {command.name} {command.chinese}"
    valued = {option.name: (kind, words) for option, kind, words in _values(command.options)}
    for option in command.options:
        name = "help" if option.name == "-h" else option.name.removeprefix("--")
        yield _fish(
            here, f"-l {name}{_fish_value(*valued.get(option.name, ('', ())))}", _short(option)
        )
    yield from _fish_rest(command, here)


def _fish_value(kind: str, words: tuple[str, ...]) -> str:
    if kind == "names":
        return f" -x -a '(__zhoubao_names {words[0]})'"
    if kind == "words":
        return f" -x -a '{' '.join(words)}'"
    return {"files": " -r -F", "none": " -x", "": ""}[kind]


def _fish_rest(command: Command, here: str) -> Iterator[str]:
    if _has_query(command):
        yield _fish(here, f"-a '{' '.join(_field_words())}'", "检索项")
        for key, kind in _NAMED_FIELDS.items():
            field = next(field for field in FIELDS if field.key == key)
            names = "|".join((field.name, field.key, *field.aliases))
            typed = f"{here}; and string match -qr '^({names}):' -- (commandline -ct)"
            yield _fish(typed, f"-a '(__zhoubao_field {kind})'", "")
    elif any(_takes_files(argument) for argument in _positionals(command)):
        yield _fish(here, "-F", "")
    elif words := _first_words(command):
        chosen = f"__fish_seen_subcommand_from {' '.join(words)}"
        yield _fish(f"{here}; and not {chosen}", f"-a '{' '.join(words)}'", "")
        if command.name == "topic":
            taking = f"__fish_seen_subcommand_from {' '.join(_TOPIC_ACTIONS)}"
            yield _fish(f"{here}; and {taking}", "-a '(__zhoubao_names topic)'", "主题")


SCRIPTS: dict[str, Callable[[], str]] = {
    "bash": render_bash,
    "zsh": render_zsh,
    "fish": render_fish,
}
