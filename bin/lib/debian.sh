# shellcheck shell=bash
# Programs from Debian packages, unpacked below TOOLS. Needs no root, installs nothing, and leaves the machine's package sources alone.

on_debian() {
    has apt-get && has dpkg-deb
}

# Prints the codename of the machine's Debian release; on other systems, that of the newest tested release.
debian_release() {
    (. /etc/os-release && [[ ${ID:-} == debian && -n ${VERSION_CODENAME:-} ]] && echo "$VERSION_CODENAME") || echo trixie
}

# Runs apt-get with a package index of its own for one release: `private_apt RELEASE COMMAND…`.
private_apt() {
    local release=$1 home=$TOOLS/apt/$1
    shift
    mkdir -p "$home/lists/partial" "$home/cache/archives/partial"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $release main" >"$home/sources.list"
    touch "$home/status"
    apt-get -qq -o Dir::Etc::SourceList="$home/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State="$home" -o Dir::State::Lists="$home/lists" -o Dir::State::Status="$home/status" \
        -o Dir::Cache="$home/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# Downloads a package to the current folder. Uses the machine's own index first, unless a release is given.
debian_download() {
    local package=$1 release=${2:-}
    if [[ -z $release ]]; then
        apt-get -qq -o APT::Sandbox::User="$(id -un)" download "$package" 2>/dev/null && return
        release=$(debian_release)
    fi
    private_apt "$release" update && private_apt "$release" download "$package"
}

# Unpacks a package into a folder of TOOLS, once: `debian_unpack PACKAGE FOLDER [RELEASE]`.
debian_unpack() {
    local package=$1 folder=$TOOLS/$2 fresh
    [[ ! -d $folder ]] || return 0
    on_debian || return 1
    say "fetching $package from Debian's packages (unpacked in $folder)"
    fresh=$(mktemp -d "$TOOLS/.unpack.XXXXXX")
    # apt hooks of the machine may complain that this user is not root, so its output is shown on failure only.
    if (cd "$fresh" && debian_download "$package" "${3:-}" && dpkg-deb -x ./*.deb "$fresh/root") >"$fresh/log" 2>&1; then
        mv "$fresh/root" "$folder"
    else
        cat "$fresh/log" >&2
    fi
    rm -rf "$fresh"
    [[ -d $folder ]]
}
