# shellcheck shell=bash
# check-jsonschema, which carries the schemas of CI systems, in a virtual environment of its own.

# Sets CHECK_JSONSCHEMA_PROGRAM.
provide_check_jsonschema() {
    local pins=$REPO/bin/lib/programs/check-jsonschema-requirements.txt key venv
    has python3 || fail "Python 3 is missing" "install \`python3\` and \`python3-venv\`"
    key=$({ python3 --version && cat "$pins"; } | sha256sum | cut -c1-12)
    venv=$TARGET/venv/$key
    [[ -x $venv/bin/check-jsonschema ]] || make_venv "$venv" "$pins"
    export CHECK_JSONSCHEMA_PROGRAM=$venv/bin/check-jsonschema
}
