#!/usr/bin/env bash
# Proves the static binary without a container engine: in an empty directory that is made its root, with nothing else in it, it
# starts, serves, and delivers a webhook. Prints the binary's size.
#
#   scripts/prove-static.sh            builds the release binary
#   scripts/prove-static.sh BINARY     takes this one
#
# Needs root, or user namespaces that are open to users (`unshare --user`), and Python for the receiver.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly LARGEST=15000000

fail() {
    printf 'prove-static: %s\n' "$*" >&2
    exit 1
}

# The target is named so that the flag does not reach build scripts and macros.
build() {
    local target
    case "$(uname -m)" in
        x86_64) target=x86_64-unknown-linux-gnu ;;
        aarch64) target=aarch64-unknown-linux-gnu ;;
        *) fail "no target is known for $(uname -m)" ;;
    esac
    RUSTFLAGS="-C target-feature=+crt-static -C relocation-model=static" \
        cargo build --locked --release --bin concur-emulator --target "$target" >&2
    printf '%s/%s/release/concur-emulator' "${CARGO_TARGET_DIR:-target}" "$target"
}

# Runs a command with a directory as its root.
enclosed() {
    local root=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        exec chroot "$root" "$@"
    else
        exec unshare --user --map-root-user --root="$root" "$@"
    fi
}

binary=${1:-$(build)}
[ -x "$binary" ] || fail "$binary is not a program"

size=$(stat -c %s "$binary")
printf 'binary: %s bytes (%s MiB)\n' "$size" "$(awk "BEGIN { printf \"%.1f\", $size / 1048576 }")"
[ "$size" -lt "$LARGEST" ] || fail "the image would not stay under 15 MB"

root=$(mktemp -d)
work=$(mktemp -d)
server=
finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$root" "$work"
}
trap finish EXIT

cp "$binary" "$root/concur-emulator"
[ "$(find "$root" -mindepth 1 | wc -l)" = 1 ] || fail "the root has to hold the binary and nothing else"

mkfifo "$work/stdout"
enclosed "$root" /concur-emulator --port 0 >"$work/stdout" 2>"$work/log" &
server=$!
exec 3<"$work/stdout"
if ! read -r -t 10 line <&3; then
    cat "$work/log" >&2
    fail "it did not start"
fi
url=${line#listening on }
[ "$url" != "$line" ] || fail "it printed '$line'"
printf 'started in an empty root: %s\n' "$line"

(enclosed "$root" /concur-emulator healthcheck --url "$url") || fail "the health check failed inside the root"
printf 'the health check passes inside the root\n'

python3 scripts/prove_delivery.py "$url"

kill -TERM "$server"
status=0
wait "$server" || status=$?
server=
[ "$status" = 0 ] || fail "it ended with $status instead of 0"
printf 'it ended in order\n'
