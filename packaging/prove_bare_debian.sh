#!/bin/sh
# Proves that a clone is enough: on a bare Debian 12 made by debootstrap, `./dev run` and `./dev test` work, and a
# user without rights is told what to install. Needs root and debootstrap; says how long each step took.
#
#   packaging/prove_bare_debian.sh [--base DIR] [--keep] [--copy PATH] [--mount PATH] ...
#
#   --base DIR    reuse (or make and keep) an untouched bare system in DIR
#   --keep        leave the tried system in place and print where it is
#   --copy PATH   copy a file or folder of this machine to the same place inside, for a package mirror's settings
#   --mount PATH  show a folder of this machine at the same place inside, for a package mirror's files
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
base="$work/base"
keep=no
copies=""
mounts=""
while [ $# -gt 0 ]; do
    case $1 in
        --base) base=$2; shift 2 ;;
        --keep) keep=yes; shift ;;
        --copy) copies="$copies $2"; shift 2 ;;
        --mount) mounts="$mounts $2"; shift 2 ;;
        *) sed -n '2,10p' "$0"; exit 2 ;;
    esac
done
root="$work/root"

clean() {
    for place in $mounts /dev/shm /proc; do
        if mountpoint -q "$root$place"; then umount "$root$place"; fi
    done
    if [ "$keep" = yes ]; then echo "kept: $root"; else rm -rf --one-file-system "$work"; fi
}
trap clean EXIT

heading() { printf '\n== %s\n' "$*"; }
bare() { env -u DISPLAY -u WAYLAND_DISPLAY -u VIRTUAL_ENV HOME=/root LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$@"; }
timed() {
    label=$1
    shift
    begin=$(date +%s)
    "$@"
    echo "-- $label: $(($(date +%s) - begin)) s"
}
fail() { echo "FAILED: $*"; exit 1; }

heading "bare system"
if [ ! -d "$base/etc" ]; then
    debootstrap --variant=minbase --include=ca-certificates bookworm "$base" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 20 "$work/debootstrap.log"; exit 1; }
fi
cp -a "$base" "$root"
for path in /etc/resolv.conf $copies; do
    if [ -e "$path" ]; then
        mkdir -p "$root$(dirname "$path")"
        rm -rf "${root:?}$path"
        cp -aL "$path" "$root$path"
    fi
done
for path in $mounts; do
    mkdir -p "$root$path"
    mount --bind -o ro "$path" "$root$path"
done
git clone --quiet "$here" "$root/srv/footmap"
mount -t proc proc "$root/proc" 2>/dev/null || echo "(no /proc inside)"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || echo "(no /dev/shm inside)"
bare "$root" dpkg -l | awk '/^ii/ {n++} END {print n " packages, none of Python or Qt"}'
if bare "$root" sh -c 'command -v python3' >/dev/null; then fail "the system is not bare"; fi

heading "a user without rights"
if bare --userspec=nobody:nogroup "$root" sh -c 'cd /srv/footmap && ./dev run' >"$work/refused" 2>&1; then
    fail "./dev run should have stopped"
fi
cat "$work/refused"
grep -q 'apt-get install.*python3-venv.*libegl1' "$work/refused" || fail "the line to run is missing"

heading "./dev run, first time"
timed "./dev run, first time" bare "$root" sh -c 'cd /srv/footmap && ./dev run'
heading "./dev run, second time"
timed "./dev run, second time" bare "$root" sh -c 'cd /srv/footmap && ./dev run'
ls -l "$root/srv/footmap/out"
[ "$(find "$root/srv/footmap/out" -type f -size +20k | wc -l)" -ge 3 ] || fail "pictures or report are missing"

heading "./dev test, first time"
timed "./dev test, first time" bare "$root" sh -c 'cd /srv/footmap && ./dev test'
heading "the second set-up"
timed "./dev setup, second time" bare "$root" sh -c 'cd /srv/footmap && ./dev setup'

heading "proved"
