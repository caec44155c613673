#!/usr/bin/env bash
# Builds where something runs out or is forbidden: the output is the old one or the new one,
# whole; a failure ends with 3 and a message; nothing is left beside the output.
#
#   limits.sh <program>
#
# What needs a file system of its own runs in a namespace, if they are allowed here.
set -euo pipefail
export LC_ALL=C NO_COLOR=1
program=$(realpath "$1")
work=$(realpath "$(mktemp -d)")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'echo "FAULT: line $LINENO of this script failed"' ERR
cd "$work"

bad=0
cases=0
complain() {
    bad=$((bad + 1))
    echo "FAULT: $1"
    sed -n '1,5s/^/    /p' said
}

"$program" init portal 2>/dev/null
mkdir portal/static
head -c 300000 /dev/urandom >portal/static/data.bin
"$program" build portal --quiet --output want-old
echo more >>portal/static/data.bin
echo >>portal/index.md "More."
"$program" build portal --quiet --output want-new

same() { diff -rq "$1" "$2" >/dev/null 2>&1; }

# expect <what> <exit codes> <state before: none|old> <folder above the output> <command…>
expect() {
    local what=$1 codes=$2 state=$3 above=$4 code=0
    shift 4
    cases=$((cases + 1))
    "$@" >said 2>&1 || code=$?
    [[ " $codes " == *" $code "* ]] || complain "$what: exit $code, not $codes"
    case $code in
        0) same "$above/public" want-new || complain "$what: not the new output" ;;
        *)
            if [ "$state" = old ]; then
                same "$above/public" want-old || complain "$what: the old output was touched"
            elif [ -n "$(ls -A "$above/public" 2>/dev/null)" ]; then
                complain "$what: half an output"
            fi
            grep -q '^error: ' said || complain "$what: no message"
            ;;
    esac
    local left
    left=$(find "$above" -maxdepth 1 -name '.public.*')
    [ -z "$left" ] || complain "$what: left $left"
}

start() {
    chmod -R u+w run 2>/dev/null || true
    rm -rf run
    mkdir run
    [ "$1" = none ] || cp -a want-old run/public
}

# --- Few open files: fewer threads, or a message. Below 8 not even the program begins.
for files in 8 9 10 12 16 32; do
    for state in none old; do
        start "$state"
        # shellcheck disable=SC2016
        expect "$files open files, $state" "0 3" "$state" run env RAYON_NUM_THREADS=8 \
            prlimit "--nofile=$files" "$program" build portal --output run/public
    done
done
[ "$(ls -A run)" = public ] || complain "32 open files are not enough"

# --- Files that may not grow: an error of the write, not the end of the process.
for bytes in 0 1000 200000; do
    for state in none old; do
        start "$state"
        # The message needs a place without a limit.
        # shellcheck disable=SC2016
        expect "files of $bytes bytes, $state" 3 "$state" run bash -c \
            '{ prlimit --fsize="$1" "$2" build portal --output run/public; echo "$?" >code; } 2>&1 | cat; exit "$(cat code)"' \
            bash "$bytes" "$program"
    done
done

# --- A report that cannot be written: the build stands.
start old
expect "standard error is full" 0 old run bash -c '"$1" build portal --output run/public 2>/dev/full' bash "$program"

# --- Nothing of the caller's mask is in the modes.
start none
expect "umask 077" 0 none run bash -c 'umask 077; "$1" build portal --output run/public' bash "$program"
find run/public -mindepth 1 -printf '%y%m\n' | sort -u >said
[ "$(xargs <said)" = "d755 f644" ] || complain "umask 077: not the usual modes"

# --- Folders that may not be written. Root may do anything, so it becomes somebody else.
user=("$program")
if [ "$(id -u)" = 0 ]; then
    chmod 755 . && chmod -R a+rX portal want-old want-new
    # The program may lie in a folder that is closed to others.
    cp "$program" ./parvis && chmod 755 ./parvis
    user=(setpriv --reuid=65534 --clear-groups ./parvis)
fi
start old
chmod 555 run
expect "a folder that cannot be written" 3 old run "${user[@]}" build portal --output run/public

# --- A build that changes nothing changes nothing on the disk but its lock.
if command -v strace >/dev/null; then
    start none
    cp -a want-new run/public
    "$program" build portal --quiet --output run/public
    strace -f -y -qqq -o trace -e trace=file,desc "$program" build portal --quiet --output run/public
    changes=$(awk '
        { sub(/^[0-9]+ +/, "") }
        /\) += -1 / || /\.public\.lock/ { next }
        /^(mkdir|link|symlink|rename|unlink|rmdir|chmod|fchmod|chown|utimensat|ftruncate|truncate|copy_file_range|sendfile|pwrite|mknod)/ { print }
        /^write/ && !/^write[a-z]*\([0-2]</ { print }
        /^open/ && /O_CREAT|O_WRONLY|O_RDWR|O_TRUNC/ { print }' trace | grep -F "$work" || true)
    cases=$((cases + 1))
    [ -z "$changes" ] || { echo "$changes" >said; complain "an unchanged build changed the disk"; }
fi

# --- File systems of their own.
in_namespace() {
    local size state
    mkdir -p disk
    for size in 16 64 128 256 320 352 384 448 512 768 1024; do
        for state in none old; do
            mount -t tmpfs -o "size=${size}k" none disk
            if [ "$state" = none ] || cp -a want-old disk/public 2>/dev/null; then
                expect "a disk of $size kB, $state" "0 3" "$state" disk "$program" build portal --output disk/public
            fi
            umount disk
        done
    done
    # The output is a mount point: it cannot be exchanged, so each file is.
    for state in none old; do
        rm -rf disk/public
        mkdir disk/public
        mount -t tmpfs none disk/public
        [ "$state" = none ] || cp -a want-old/. disk/public
        expect "a mount point, $state" 0 "$state" disk "$program" build portal --output disk/public
        umount disk/public
    done
    rm -rf disk/public
    cp -a want-old disk/public
    mount --bind disk disk
    mount -o remount,ro,bind disk
    expect "a disk that is only read" 3 old disk "$program" build portal --output disk/public
    umount disk
    echo "$cases $bad" >counts
}
if unshare -rm true 2>/dev/null; then
    export -f in_namespace expect complain same
    export program work cases bad
    unshare -rm bash -euo pipefail -c in_namespace
    read -r cases bad <counts
else
    echo "no namespaces here: neither full disks nor mount points were tried"
fi

echo "$cases builds at a limit, $bad bad"
[ "$bad" = 0 ]
