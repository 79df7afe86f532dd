# shellcheck shell=bash
# A static busybox, to make a base image without a registry.

# Sets BUSYBOX_PROGRAM: the one on PATH if it is static, else the one in Debian's package busybox-static.
provide_busybox() {
    local unpacked=$TOOLS/busybox-static/bin/busybox
    if has busybox && is_static "$(command -v busybox)"; then
        BUSYBOX_PROGRAM=$(command -v busybox)
    else
        debian_unpack busybox-static busybox-static || fail "a static busybox is missing" "install \`busybox-static\`"
        [[ -x $unpacked ]] || unpacked=$TOOLS/busybox-static/usr/bin/busybox
        BUSYBOX_PROGRAM=$unpacked
    fi
    export BUSYBOX_PROGRAM
}

# ldd fails for a static program.
is_static() {
    ! ldd "$1" >/dev/null 2>&1
}
