#!/usr/bin/env bash
# Kills a build at every system call that changes the disk, and makes each of them fail, one
# after the other: the output must be the old one or the new one, whole, and the next build
# must give the new one and leave nothing beside it.
#
#   faults.sh <program> <portal>        runs `<program> build <portal> --output <folder>`
#
#   FAULTS="rename:EIO unlink:KILL"     only these (default: all below)
#   MAX=400                             at most so many places per fault
#   MOUNT=1                             the output is a mount point (root only): killed builds
#                                       may then leave a mixture, but the next one heals it
#   STICKY=1                            what failed once fails to the end, as on a full disk
#   KEEP=1                              keep the work folder
#
# Needs strace. The portal should be small: about three pages and a file in `static/`.
set -euo pipefail
# Nothing of the caller's: neither color nor language may change what is compared.
export LC_ALL=C RAYON_NUM_THREADS=1 NO_COLOR=1

program=$(realpath "$1")
portal=$(realpath "$2")
max=${MAX:-400}
default_faults="
openat:EACCES openat:EMFILE openat:ENOSPC openat:EIO openat:EROFS openat:KILL
write:ENOSPC write:EIO write:EDQUOT write:EFBIG write:EINTR write:KILL
writev:ENOSPC writev:KILL pwrite64:ENOSPC pwrite64:KILL
mkdir:ENOSPC mkdir:EACCES mkdir:EROFS mkdir:KILL mkdirat:ENOSPC mkdirat:KILL
link:EIO link:EPERM link:EMLINK link:KILL linkat:EIO linkat:EPERM linkat:EMLINK linkat:KILL
symlink:EIO symlink:KILL symlinkat:EIO symlinkat:KILL
rename:EIO rename:EACCES rename:EXDEV rename:KILL renameat:EIO renameat:KILL
renameat2:EIO renameat2:EACCES renameat2:EXDEV renameat2:EBUSY renameat2:ENOSYS renameat2:EINVAL renameat2:KILL
unlink:EIO unlink:EACCES unlink:KILL unlinkat:EIO unlinkat:EACCES unlinkat:KILL
rmdir:EIO rmdir:EACCES rmdir:KILL
chmod:EPERM chmod:KILL fchmod:EPERM fchmod:KILL fchmodat:EPERM fchmodat:KILL fchmodat2:EPERM
chown:EPERM chown:KILL fchownat:EPERM fchownat:KILL
ftruncate:EIO ftruncate:KILL fallocate:ENOSPC fsync:EIO fdatasync:EIO
copy_file_range:ENOSPC copy_file_range:KILL sendfile:ENOSPC sendfile:KILL
utimensat:EPERM utimensat:KILL flock:ENOLCK flock:EINTR flock:KILL
close:KILL getdents64:EIO getdents64:KILL statx:EIO statx:KILL read:EIO"

work=$(mktemp -d)
finish() {
    if [ -n "${MOUNT:-}" ]; then umount "$work/run/public" 2>/dev/null || true; fi
    if [ -z "${KEEP:-}" ]; then rm -rf "$work"; else echo "kept: $work"; fi
}
trap finish EXIT

build() { (cd "$work" && "$program" build "$1" --output "$2") >"$work/said" 2>&1; }

# Two portals: the second has a page that changed, a file more, and a file less.
cp -r "$portal" "$work/old"
rm -rf "$work/old/public"
mkdir -p "$work/old/static"
echo old >"$work/old/static/faults-old.txt"
cp -r "$work/old" "$work/new"
rm "$work/new/static/faults-old.txt"
mkdir -p "$work/new/static/faults"
echo new >"$work/new/static/faults/new.txt"
page=$(find "$work/new" -name '*.md' -path '*retex*' | sort | head -n 1)
page=${page:-$(find "$work/new" -name '*.md' | sort | head -n 1)}
printf '\nOne more line.\n' >>"$page"

# What belongs to the user, and must live through everything.
user_files() {
    mkdir -p "$1/.git/refs"
    echo portal.example >"$1/CNAME"
    echo ref >"$1/.git/refs/HEAD"
    ln -sfn CNAME "$1/link"
}

for it in old new; do
    build "$work/$it" "$work/want-$it" || { cat "$work/said"; exit 1; }
    cp -a "$work/want-$it" "$work/want-$it-user"
    user_files "$work/want-$it-user"
done
if diff -rq "$work/want-old" "$work/want-new" >/dev/null; then
    echo "the two portals give the same output"; exit 1
fi

same() { diff -rq --no-dereference "$1" "$2" >/dev/null 2>&1; }

# Puts the output into its state before the build: none, or the old one.
prepare() {
    [ -z "${MOUNT:-}" ] || umount "$work/run/public" 2>/dev/null || true
    rm -rf "$work/run"
    mkdir "$work/run"
    if [ -n "${MOUNT:-}" ]; then
        mkdir "$work/run/public"
        mount -t tmpfs none "$work/run/public"
    fi
    if [ "$1" = rebuild ]; then
        mkdir -p "$work/run/public"
        cp -a "$work/want-old-user/." "$work/run/public"
    fi
}

is_old() {
    case $1 in
        first) [ -z "$(ls -A "$work/run/public" 2>/dev/null)" ] ;;
        rebuild) same "$work/run/public" "$work/want-old-user" ;;
    esac
}

is_new() {
    case $1 in
        first) same "$work/run/public" "$work/want-new" ;;
        rebuild) same "$work/run/public" "$work/want-new-user" ;;
    esac
}

runs=0
bad=0
complain() {
    bad=$((bad + 1))
    echo "FAULT: $*"
    sed 's/^/    /' "$work/said" | head -n 5
}

# One build with one fault; fails when the fault did not happen any more.
try() {
    local state=$1 call=$2 fault=$3 place=$4 code=0 how="error=$3"
    [ "$fault" != KILL ] || how="signal=KILL"
    prepare "$state"
    # The outer redirection hides that bash reports the death of its child.
    {
        (cd "$work" && exec strace -f -qqq -o "$work/trace" -e trace="$call" \
            -e inject="$call:$how:when=$place${STICKY:+"+"}" \
            "$program" build "$work/new" --output "$work/run/public") >"$work/said" 2>&1 ||
            code=$?
    } 2>/dev/null
    if [ "$fault" = KILL ]; then
        [ "$code" = 137 ] || return 1
    else
        grep -q INJECTED "$work/trace" || return 1
    fi
    runs=$((runs + 1))
    local what="$state, $call $fault, place $place, exit $code"
    case $code in
        0) is_new "$state" || complain "$what: not the new output" ;;
        # 127: the loader did not find its libraries, there was no build at all.
        1 | 2 | 3 | 127)
            is_old "$state" || [ -n "${MOUNT:-}" ] || complain "$what: not the old output" ;;
        137)
            is_old "$state" || is_new "$state" || [ -n "${MOUNT:-}" ] ||
                complain "$what: neither the old nor the new output" ;;
        *) complain "$what: not an exit code for this" ;;
    esac
    build "$work/new" "$work/run/public" || complain "$what: the next build failed"
    is_new "$state" || complain "$what: the next build did not give the new output"
    [ "$(ls -A "$work/run")" = public ] ||
        complain "$what: beside the output: $(ls -A "$work/run" | tr '\n' ' ')"
    return 0
}

for state in first rebuild; do
    for it in ${FAULTS:-$default_faults}; do
        # A call that is interrupted for ever is tried again for ever, and rightly so.
        [ -z "${STICKY:-}" ] || [ "${it#*:}" != EINTR ] || continue
        place=1
        while [ "$place" -le "$max" ] && try "$state" "${it%:*}" "${it#*:}" "$place"; do
            place=$((place + 1))
        done
        [ "$place" = 1 ] || echo "$state $it: $((place - 1)) places"
    done
done

# A build that changes nothing: only its lock.
prepare rebuild
build "$work/new" "$work/run/public"
(cd "$work" && strace -f -qqq -o "$work/trace" \
    -e trace=mkdir,mkdirat,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,utimensat \
    "$program" build "$work/new" --output "$work/run/public") >"$work/said" 2>&1
changes=$(grep -Ev 'ENOENT|EEXIST' "$work/trace" | grep -cv '\.lock"' || true)
[ "$changes" = 0 ] || { grep -v '\.lock"' "$work/trace"; complain "an unchanged build changed the disk"; }

echo "$runs builds with a fault, $bad bad"
[ "$bad" = 0 ]
