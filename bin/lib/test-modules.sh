#!/usr/bin/env bash
# Tests the Terraform modules and examples without AWS: format, rules, `terraform test` with a mocked provider, and a security
# scan. Works on a copy, so that it leaves no files in the repository. The last line is the counts.
set -euo pipefail
lib=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
for part in paths messages apt-install programs/python cases; do
    . "$lib/$part.sh"
done
[[ -n ${TERRAFORM_PROGRAM:-} ]] || eval "$("$lib/provide" terraform)"
export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# Runs a command and shows its output only if it fails.
quietly() {
    "$@" >"$copy/log" 2>&1 || { cat "$copy/log" && return 1; }
}

terraform_in() {
    local folder=$1
    shift
    quietly "$TERRAFORM_PROGRAM" -chdir="$copy/$folder" "$@" -no-color
}

is_formatted() {
    quietly "$TERRAFORM_PROGRAM" fmt -check -recursive -diff "$copy"
}

# The root of the tests uses all modules, so one call checks them all.
is_valid() {
    terraform_in "$1" init -backend=false -input=false && terraform_in "$1" validate
}

# Adds the counts of another test program: `add_counts NAME PASSED FAILED`.
add_counts() {
    CASES_PASSED=$((CASES_PASSED + $2)) CASES_FAILED=$((CASES_FAILED + $3))
    echo "$([[ $3 -eq 0 ]] && echo 'ok     ' || echo 'FAILED ') $1: $2 passed, $3 failed"
}

test_rules() {
    local passed failed
    python3 "$copy/terraform-modules/tests/check.py" >"$copy/rules" || true
    sed '$d' "$copy/rules"
    read -r passed failed < <(sed -nE '$s/^([0-9]+) passed, ([0-9]+) failed, .*/\1 \2/p' "$copy/rules")
    add_counts 'rules of the modules' "${passed:-0}" "${failed:-1}"
}

# Runs that are skipped because an earlier one failed count as failed.
test_runs() {
    local log=$copy/runs passed failed skipped
    "$TERRAFORM_PROGRAM" -chdir="$copy/terraform-modules/tests" test -no-color >"$log" 2>&1 || grep -vE '\.\.\. (pass|in progress|tearing down)$' "$log"
    read -r passed failed skipped < <(sed -nE 's/^(Success|Failure)! ([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?\.$/\2 \3 \5/p' "$log") || true
    add_counts 'terraform test' "${passed:-0}" $((${failed:-1} + ${skipped:-0}))
}

# Prints the folder of the virtual environment that has checkov.
provide_checkov() {
    local pins=$lib/programs/checkov-requirements.txt venv
    venv=$TARGET/venv/checkov-$({ python3 --version && cat "$pins"; } | sha256sum | cut -c1-12)
    [[ -x $venv/bin/checkov ]] || make_venv "$venv" "$pins" >&2
    echo "$venv"
}

# As the README shows: from a Git repository, with the version of a tag. Links to the files of other modules lead there.
is_a_git_source() {
    local origin=$copy/origin root=$copy/root
    mkdir "$root" && git init --quiet "$origin" && cp -a "$copy/terraform-modules" "$origin"
    git -C "$origin" add . && git -C "$origin" -c user.name=test -c user.email=test@example.com commit --quiet --message=test && git -C "$origin" tag v1
    printf 'module "web" {\n  source = "git::file://%s//terraform-modules/services/load_balanced?ref=v1"\n}\n' "$origin" >"$root/main.tf"
    terraform_in root get && grep -q aws_ecs_task_definition "$root/.terraform/modules/web/terraform-modules/services/load_balanced/task.tf"
}

# Scans the modules through a root that uses them. One root at a time: given several, checkov 3.3 scans the first one repeatedly.
is_secure() {
    local venv
    venv=$(provide_checkov)
    (cd "$copy" && quietly "$venv/bin/checkov" --config-file terraform-modules/tests/checkov.yaml --directory "$1")
}

cp -a "$REPO/terraform-modules" "$REPO/examples" "$copy"
run_case 'all Terraform files are formatted' is_formatted
test_rules
run_case 'the modules are valid' is_valid terraform-modules/tests
test_runs
for example in "$copy"/examples/*/terraform; do
    folder=${example#"$copy"/}
    run_case "$folder is valid" is_valid "$folder"
    run_case "$folder is secure" is_secure "$folder"
done
run_case 'the modules work as a git source with a tag' is_a_git_source
run_case 'the modules are secure' is_secure terraform-modules/tests/examples
print_counts
