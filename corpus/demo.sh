#!/bin/sh
# A simulated archive from nothing to answers; each command is printed before it runs.
# `make demo` makes .venv first.
set -eu
PATH="$PWD/.venv/bin:$PATH"
export ZHOUBAO_ARCHIVE="$PWD/demo/archive"

if [ -t 1 ]; then
    title=$(printf '\033[1;36m') bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
    title="" bold="" plain=""
fi

say() {
    printf '\n%s# %s%s\n' "$title" "$1" "$plain"
}

show() {
    printf '%s$ %s%s\n' "$bold" "$*" "$plain"
}

run() {
    show "$@"
    "$@"
}

say "模拟 447 期周报（2013—2023年，DOCX、PDF、TXT），连同标准答案，写入 demo/"
run python -m corpus.simulate demo

say "全部收录（每个文件一行，这里只看最后几行）"
show "zhoubao add demo/issues | tail -n 5"
zhoubao add demo/issues | tail -n 5

say "检索：两个词都要有，命中连同期、章节、页"
run zhoubao search 危险废物 白名单 --limit 5

say "时间线：什么时候第一次提到，谁做了什么"
run zhoubao timeline 白名单 --limit 8

say "数据：一期一行，本周和今年以来并列，累计数逐期核对"
run zhoubao figures 政务大厅 接待咨询 --series --from 2015-12-28 --to 2016-03

say "同样的数据存成 CSV，Excel 可以直接打开"
run zhoubao figures 政务大厅 接待咨询 --series --format csv --output demo/历史数据.csv
run head -n 4 demo/历史数据.csv

say "档案概况：缺哪几期，有哪些疑点"
run zhoubao status

printf '\n档案在 demo/archive。接着试：\n'
printf '  export ZHOUBAO_ARCHIVE=%s PATH=%s:$PATH\n' "$ZHOUBAO_ARCHIVE" "$PWD/.venv/bin"
printf '  zhoubao --help\n'
