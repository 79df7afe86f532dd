# shellcheck shell=bash
# A static busybox: what a base image is made of where no registry can be reached.

# Sets BUSYBOX_PROGRAM: from PATH where it is static, else out of Debian's package busybox-static.
provide_busybox() {
    local unpacked=$TOOLS/busybox-static/bin/busybox
    if has busybox && is_static "$(command -v busybox)"; then
        BUSYBOX_PROGRAM=$(command -v busybox)
    else
        debian_unpack busybox-static busybox-static || fail "there is no static busybox" "install \`busybox-static\`"
        [[ -x $unpacked ]] || unpacked=$TOOLS/busybox-static/usr/bin/busybox
        BUSYBOX_PROGRAM=$unpacked
    fi
    export BUSYBOX_PROGRAM
}

# A static program names no loader.
is_static() {
    ! ldd "$1" >/dev/null 2>&1
}
