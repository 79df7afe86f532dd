# shellcheck shell=bash
# moto, the AWS CLI and boto3 in a virtual environment. Each set of pinned versions has its own.

# Sets PYTHON_PROGRAM, MOTO_SERVER_PROGRAM and AWS_PROGRAM.
provide_python() {
    local venv
    provide_venv python moto_server
    export PYTHON_PROGRAM=$venv/bin/python MOTO_SERVER_PROGRAM=$venv/bin/moto_server AWS_PROGRAM=$venv/bin/aws
}

# Sets `venv` of the caller to the environment of a file of requirements, in which there is that program: `provide_venv NAME PROGRAM`.
provide_venv() {
    local pins=$REPO/bin/lib/programs/$1-requirements.txt key
    has python3 || fail "Python 3 is missing" "install \`python3\` and \`python3-venv\`"
    key=$({ python3 --version && cat "$pins"; } | sha256sum | cut -c1-12)
    venv=$TARGET/venv/$key
    [[ -x $venv/bin/$2 ]] || make_venv "$venv" "$pins"
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
