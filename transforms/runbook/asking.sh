die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

say() { printf '\n== Step %s: %s\n' "$1" "$2"; }

# Asks before something is changed.
confirm() {
    [ "$YES" = yes ] && return
    local answer
    read -r -p "$1 [y/N] " answer || die "Nobody answered. Run it where you can answer, or with --yes."
    [ "$answer" = y ] || die "Stopped before: $1"
}
