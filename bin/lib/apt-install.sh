# shellcheck shell=bash
# Debian packages that only root can install on the machine.

# Installs packages with apt-get; fails silently if this user or this machine cannot.
install_package() {
    [[ $(id -u) -eq 0 ]] && has apt-get || return 1
    say "installing $* from Debian's packages"
    apt-get -qq update >&2 && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}
