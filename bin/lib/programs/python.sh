# shellcheck shell=bash
# moto, the AWS CLI and boto3 in a virtual environment. Each set of pinned versions has its own.

# Sets PYTHON_PROGRAM, MOTO_SERVER_PROGRAM and AWS_PROGRAM.
provide_python() {
    local pins=$REPO/bin/lib/programs/python-requirements.txt key venv
    has python3 || fail "Python 3 is missing" "install \`python3\` and \`python3-venv\`"
    key=$({ python3 --version && cat "$pins"; } | sha256sum | cut -c1-12)
    venv=$TARGET/venv/$key
    [[ -x $venv/bin/moto_server ]] || make_venv "$venv" "$pins"
    export PYTHON_PROGRAM=$venv/bin/python MOTO_SERVER_PROGRAM=$venv/bin/moto_server AWS_PROGRAM=$venv/bin/aws
}

# Creates the environment under another name and renames it when it is complete: `make_venv FOLDER REQUIREMENTS`.
make_venv() {
    local venv=$1 pins=$2
    ensure_venv_module
    say "installing $(grep -v '^#' "$pins" | paste -sd' ') from PyPI (takes about a minute, once)"
    rm -rf "$venv.new" "$venv"
    python3 -m venv "$venv.new"
    "$venv.new/bin/pip" install --quiet --disable-pip-version-check --requirement "$pins" >&2 ||
        fail "could not install the Python packages" "the first run needs access to PyPI"
    relocate "$venv.new" "$venv"
}

# The programs in a virtual environment contain the full path of their interpreter.
relocate() {
    grep -rlIF "$1" "$1/bin" "$1/pyvenv.cfg" | xargs sed -i "s|$1|$2|g"
    mv "$1" "$2"
}

ensure_venv_module() {
    python3 -c 'import venv, ensurepip' 2>/dev/null && return
    install_package python3-venv || fail "Python's \`venv\` module is missing" "install \`python3-venv\`"
}
