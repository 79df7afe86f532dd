# shellcheck shell=bash
# Programs out of Debian's packages, unpacked under TOOLS: no root, nothing installed, the machine's package sources as they were.

on_debian() {
    has apt-get && has dpkg-deb
}

# Prints the codename of the Debian release that this machine runs; of the newest that is tested where it is not Debian's own.
debian_release() {
    (. /etc/os-release && [[ ${ID:-} == debian && -n ${VERSION_CODENAME:-} ]] && echo "$VERSION_CODENAME") || echo trixie
}

# An index of one release's packages, apart from the machine's own: `private_apt RELEASE COMMAND…`.
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

# Leaves the package's file in the current folder; asks the machine's own index first, unless a release is named.
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
    say "fetching $package from Debian's packages (unpacked under $folder)"
    fresh=$(mktemp -d "$TOOLS/.unpack.XXXXXX")
    # A machine's own hooks of apt may complain that this user is not root, so its words count only on failure.
    if (cd "$fresh" && debian_download "$package" "${3:-}" && dpkg-deb -x ./*.deb "$fresh/root") >"$fresh/log" 2>&1; then
        mv "$fresh/root" "$folder"
    else
        cat "$fresh/log" >&2
    fi
    rm -rf "$fresh"
    [[ -d $folder ]]
}
