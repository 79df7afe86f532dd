# shellcheck shell=bash
# Stand-ins for the base images of docker/Dockerfile, for machines that can pull no images: made of this machine's own files.
#
# They are for tests and experiments. A stand-in of Debian needs a Debian machine; its packages are those that are installed.

STAND_IN_PREFIX=deploy-stand-in

# Prints the packages of a slim Debian: the required ones, apt, and all that they depend on.
slim_packages() {
    dpkg-query --show --showformat '${Package}\t${Priority}\t${Essential}\t${Pre-Depends}, ${Depends}\t${Provides}\n' | awk -F '\t' '
        function name(word) { gsub(/^ +| +$/, "", word); sub(/[ :(].*/, "", word); return word }
        { depends[$1] = $4; n = split($5, provided, ","); for (i = 1; i <= n; i++) by[name(provided[i])] = $1 }
        $2 == "required" || $3 == "yes" || $1 == "apt" || $1 == "debian-archive-keyring" { todo[++end] = $1 }
        END {
            for (at = 1; at <= end; at++) {
                if (seen[todo[at]]++) continue
                print todo[at]
                n = split(depends[todo[at]], groups, ",")
                for (i = 1; i <= n; i++) {
                    m = split(groups[i], choices, "|")
                    for (j = 1; j <= m; j++) {
                        package = name(choices[j])
                        if (!(package in depends)) package = by[package]
                        if (package != "") { todo[++end] = package; break }
                    }
                }
            }
        }' | sort
}

# Prints the files of packages, where a merged /usr has them, without what a slim image leaves out.
package_files() {
    printf '/%s\n' bin sbin lib lib64
    # shellcheck disable=SC2046
    dpkg-query --listfiles $(slim_packages) | sed -E 's#^/(bin|sbin|lib|lib64)(/|$)#/usr/\1\2#' | sort -u |
        grep -vE '^/usr/share/(doc|man|locale|info|lintian|bug)/|^/\.$|^diverted by|^package diverts|^locally diverted'
}

# Writes what package scripts make: accounts, dpkg's database, apt's sources, `awk`.
write_system_files() {
    local root=$1 package release
    mkdir -p "$root"/root "$root"/etc/apt "$root"/etc/dpkg/dpkg.cfg.d "$root"/usr/local/{bin,sbin,lib,share} "$root"/var/lib/{dpkg/info,dpkg/updates,apt/lists/partial} "$root"/var/cache/apt/archives/partial
    cp /usr/share/base-passwd/passwd.master "$root/etc/passwd"
    cp /usr/share/base-passwd/group.master "$root/etc/group"
    ln -sfn mawk "$root/usr/bin/awk"
    slim_packages >"$root/packages"
    awk 'NR == FNR { wanted[$1] = 1; next } /^Package: / { keep = $2 in wanted } keep' "$root/packages" /var/lib/dpkg/status >"$root/var/lib/dpkg/status"
    while read -r package; do
        cp /var/lib/dpkg/info/"$package".* /var/lib/dpkg/info/"$package":*.* "$root/var/lib/dpkg/info" 2>/dev/null || true
    done <"$root/packages"
    printf 'path-exclude /usr/share/%s/*\n' doc man locale info lintian >"$root/etc/dpkg/dpkg.cfg.d/docker" # as in the slim images of Debian
    cp /var/lib/dpkg/info/format "$root/var/lib/dpkg/info"
    rm "$root/packages"
    release=$(debian_release)
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian%s main\n' \
        " $release" " $release-updates" "-security $release-security" >"$root/etc/apt/sources.list"
}

# Makes an image of a folder, with a label by which stand-ins are known, and removes the folder: `import_folder FOLDER NAME`.
# The same files make the same layer.
import_folder() {
    tar --directory "$1" --create --numeric-owner --owner=0 --group=0 --sort=name --mtime=@0 . |
        docker import --change "LABEL $STAND_IN_PREFIX=1" --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$2" >/dev/null
    rm -rf "$1"
}

# Makes the stand-in of Debian, unless there is one of the same packages. Sets MADE_IMAGE.
make_debian_stand_in() {
    local root version
    on_debian || fail "a stand-in of the base image needs a Debian machine" "make the base images available to Docker"
    version=$({ dpkg-query --show && cat "${BASH_SOURCE[0]}"; } | sha256sum | cut -c1-12)
    MADE_IMAGE=$STAND_IN_PREFIX/debian:$version
    ! docker image inspect "$MADE_IMAGE" >/dev/null 2>&1 || return 0
    root=$(mktemp -d "$TOOLS/.stand-in.XXXXXX")
    package_files | sed 's#^/#./#' | tar --directory / --create --no-recursion --ignore-failed-read --files-from - 2>/dev/null |
        tar --directory "$root" --extract --no-same-owner
    write_system_files "$root"
    import_folder "$root" "$MADE_IMAGE"
}

# Makes a stand-in of files: `make_stand_in NAME SOURCE=TARGET…`. Sets MADE_IMAGE.
make_stand_in() {
    local name=$1 root pair version
    shift
    version=$(for pair in "$@"; do echo "$pair" && sha256sum "${pair%%=*}"; done | sha256sum | cut -c1-12)
    MADE_IMAGE=$STAND_IN_PREFIX/$name:$version
    ! docker image inspect "$MADE_IMAGE" >/dev/null 2>&1 || return 0
    root=$(mktemp -d "$TOOLS/.stand-in.XXXXXX")
    for pair in "$@"; do
        mkdir -p "$(dirname "$root${pair#*=}")"
        cp --dereference "${pair%%=*}" "$root${pair#*=}"
        chmod 0755 "$root${pair#*=}"
    done
    import_folder "$root" "$MADE_IMAGE"
}

# Makes the stand-in of Rust: Debian with a C compiler, this machine's toolchain, and its CA certificates, which may be needed to
# reach crates.io. Only build stages use it, so that none of this is in the image that they build. Sets MADE_IMAGE.
make_rust_stand_in() {
    local sysroot debian context
    sysroot=$(cd "$REPO" && rustc --print sysroot)
    make_debian_stand_in
    debian=$MADE_IMAGE
    MADE_IMAGE=$STAND_IN_PREFIX/rust:${debian#*:}-$(cd "$REPO" && rustc --version | cut -d ' ' -f 2)
    ! docker image inspect "$MADE_IMAGE" >/dev/null 2>&1 || return 0
    context=$(mktemp -d "$TOOLS/.stand-in.XXXXXX")
    mkdir -p "$context/toolchain/lib" "$context/certs"
    cp -a --reflink=auto "$sysroot"/bin "$context/toolchain"
    cp -a --reflink=auto "$sysroot"/lib "$context/toolchain"
    [[ ! -f /etc/ssl/certs/ca-certificates.crt ]] || cp --dereference /etc/ssl/certs/ca-certificates.crt "$context/certs"
    cat >"$context/Dockerfile" <<DOCKERFILE
FROM $debian
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates gcc libc6-dev make
COPY certs /etc/ssl/certs
COPY toolchain /usr/local
LABEL $STAND_IN_PREFIX=1
DOCKERFILE
    build_image --tag "$MADE_IMAGE" "$context" || {
        rm -rf "$context"
        fail "could not make a stand-in of the image of Rust"
    }
    rm -rf "$context"
}
