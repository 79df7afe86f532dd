# shellcheck shell=bash
# What only root may do: install a Debian package on the machine. Anyone else is told what is missing.

# Installs packages with apt-get; fails, without a word, where this user or this machine cannot.
install_package() {
    [[ $(id -u) -eq 0 ]] && has apt-get || return 1
    say "installing $* from Debian's packages"
    apt-get -qq update >&2 && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}
