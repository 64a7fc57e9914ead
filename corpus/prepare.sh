#!/bin/sh
# Make a virtual environment with zhoubao and some of its extras.
# usage: prepare.sh FOLDER EXTRAS; PYTHON=… names the interpreter to use.
set -eu
venv=$1
extras=$2

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        if [ -n "$candidate" ] && "$candidate" -c \
            'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "需要 Python 3.11 或更高版本（Python 3.11 or newer is needed）" >&2
    exit 2
}

# Debian and Ubuntu keep venv in a package of its own
install_venv() {
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "缺少 venv 模块，正在安装 python$version-venv …" >&2
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -q >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y "python$version-venv" >&2
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    install_venv "$python"
fi
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt --editable ".[$extras]"
