# shellcheck shell=bash disable=SC2016,SC2153,SC2154
# The build stage of the image: the program is static, and a change of the sources compiles no dependency again.

test_compilation() {
    COPY=$scratch/copy
    mkdir "$COPY"
    (cd "$REPO" && git ls-files -z | xargs -0 tar --create) | tar --directory "$COPY" --extract
    check 'the image builds from sources' compiles first
    echo '// a change' >>"$COPY/crates/deploy-core/src/lib.rs"
    sed -i 's/"deploy", version/"deploy", about = "changed", version/' "$COPY/crates/deploy-cli/src/cli.rs"
    check 'it builds again after a change' compiles second
    check 'the change compiles no dependency' compiled_own_crates_only
    check 'the change is one layer' one_layer_differs
    check 'the program is static' program_is_static
    check 'the image has at most 400 MB more than its base' whole_image_is_small
}

compiles() {
    local began=$SECONDS
    CARGO_TARGET_DIR=$TARGET "$COPY/bin/image" --stand-ins --name "$IMAGE-$1" >/dev/null 2>"$scratch/$1.log" || { tail -n 30 "$scratch/$1.log" >&2 && return 1; }
    echo "        $((SECONDS - began)) s, $(tail -n 1 "$scratch/$1.log")"
}

compiled_own_crates_only() {
    grep -q 'Compiling deploy-core' "$scratch/second.log" && ! grep ' Compiling ' "$scratch/second.log" | grep -vE ' Compiling (deploy-core|deploy-cli) ' >&2
}

layers_of() {
    docker image inspect --format '{{range .RootFS.Layers}}{{println .}}{{end}}' "$1" | grep .
}

one_layer_differs() {
    [[ $(comm -13 <(layers_of "$IMAGE-first" | sort) <(layers_of "$IMAGE-second" | sort) | wc -l) -eq 1 && $(layers_of "$IMAGE-first" | head -n -1) == $(layers_of "$IMAGE-second" | head -n -1) ]]
}

program_is_static() {
    local container
    container=$(docker create "$IMAGE-second")
    docker cp "$container:/usr/local/bin/deploy" "$scratch/static" >/dev/null
    docker rm "$container" >/dev/null
    ldd "$scratch/static" 2>&1 | grep -E 'statically linked|not a dynamic executable'
}

whole_image_is_small() {
    local over
    over=$(sed -n 's/.*, \([0-9]*\) MB over .*/\1/p' "$scratch/second.log")
    [[ $over -le 400 ]]
}
