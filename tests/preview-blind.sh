#!/usr/bin/env bash
# Previews where the system watches no files, or only a few: one line of advice, and every
# change is found all the same.
#
#   preview-blind.sh <program>
#
# Needs unshare, and a system that lets it make a user namespace: there the limits are our own.
set -euo pipefail
export LC_ALL=C NO_COLOR=1
program=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
job=
finish() {
    [ -z "$job" ] || kill "$job" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'echo "FAULT: line $LINENO of this script failed"' ERR
cd "$work"

if ! unshare -Ur sh -c 'echo 9 >/proc/sys/user/max_inotify_watches' 2>/dev/null; then
    echo "FAULT: no user namespaces here: nothing was tried"
    exit 1
fi

bad=0
complain() {
    bad=$((bad + 1))
    echo "FAULT: $1"
    sed -n '1,9s/^/    /p' log
}

# until_true <what> <command…>: waits for three seconds at most.
until_true() {
    local what=$1 end=$((SECONDS + 3))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || { complain "$what"; return 0; }
        sleep 0.02
    done
}

shows() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
    local answer
    answer=$(cat <&3)
    exec 3<&- 3>&-
    grep -q "$2" <<<"$answer"
}

# try <limit> <number> <word of the advice> [later]: `later` is when the limit is reached.
try() {
    rm -rf portal
    "$program" init portal 2>/dev/null
    : >log
    unshare -Ur sh -c 'echo "$2" >"/proc/sys/user/$1" && exec "$3" serve portal --host 127.0.0.1' \
        sh "$1" "$2" "$program" >log 2>&1 &
    job=$!
    until_true "$1 $2: no preview" grep -q '^preview at' log
    port=$(sed -n 's/^preview at http:\/\/localhost:\([0-9]*\)\/.*/\1/p' log)
    if [ "${4:-}" = later ]; then
        ! grep -q '^note: ' log || complain "$1 $2: advice already"
        for idx in $(seq 99); do mkdir -p "portal/static/many/$idx"; done
        until_true "$1 $2: no advice later" grep -q "^note: .*$3" log
        echo neuf >portal/static/many/99/note.txt
        until_true "$1 $2: a file of many folders" shows /many/99/note.txt neuf
    fi
    # The system is asked when the first page is there.
    until_true "$1 $2: no advice" grep -q "^note: .*$3" log
    [ "$(grep -c "^note: .*$3" log)" = 1 ] || complain "$1 $2: more than one advice"
    printf -- '---\ntitle: Accueil\n---\n\nUn mot neuf.\n' >portal/index.md
    until_true "$1 $2: a saved file" shows / 'Un mot neuf'
    mkdir -p portal/pages/a/b
    printf -- '---\ntitle: Au fond\n---\n\nTout au fond.\n' >portal/pages/a/b/fond.md
    until_true "$1 $2: a new folder" shows /a/b/fond/ 'Tout au fond'
    mv portal away
    mv away portal
    rm portal/pages/a/b/fond.md
    until_true "$1 $2: a removed file" shows /a/b/fond/ ' 404 '
    kill -INT "$job"
    wait "$job" || true
    job=
}
try max_inotify_instances 0 max_user_instances
try max_inotify_watches 0 max_user_watches
try max_inotify_watches 5 max_user_watches
try max_inotify_watches 60 max_user_watches later

echo "4 limits; $bad faults"
[ "$bad" = 0 ]
