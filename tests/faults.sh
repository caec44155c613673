#!/usr/bin/env bash
# Makes every system call of a build that changes the disk fail, and kills the build at each
# of them, one after the other. Each time the output is the old one or the new one, whole; a
# failure ends with 3 and a message; and the next build gives the new output and leaves
# nothing beside it.
#
#   faults.sh <program> [<portal>]    default: the portal that `<program> init` makes
#
#   JOBS=2       so many builds at once (default: as many as there are processors)
#   ONLY=rename  only places whose description matches this pattern
#   KEEP=1       keep the work folder
#
# A first build under strace says which places there are: a call and the path it is about.
# Each place is then met again by its path, whichever thread comes there and in what order;
# a place that is not met is a failure. The portal should be small: about twenty pages.
#
# Needs strace and util-linux. Where user namespaces are allowed, a really full disk and an
# output on a mount point are tried as well.
set -euo pipefail
# Nothing of the caller's: neither color nor language may change what is compared.
export LC_ALL=C RAYON_NUM_THREADS=1 NO_COLOR=1

program=$(realpath "$1")
jobs=${JOBS:-$(nproc)}
work=$(realpath "$(mktemp -d)")
finish() {
    if [ -z "${KEEP:-}" ]; then rm -rf "$work"; else echo "kept: $work"; fi
}
trap finish EXIT
trap 'echo "FAULT: line $LINENO of this script failed"' ERR

# The calls that change a disk, and how each of them may fail.
declare -A fails=(
    [openat]="EACCES EMFILE ENOSPC EIO" [open]="EACCES EMFILE ENOSPC EIO"
    [unlink]="EACCES EIO" [unlinkat]="EACCES EIO" [rmdir]="EACCES EIO"
    [flock]="ENOLCK EINTR"
    [link]="EACCES ENOSPC EIO EPERM" [linkat]="EACCES ENOSPC EIO EPERM"
    [renameat2]="EACCES ENOSPC EIO EXDEV EBUSY ENOSYS EINVAL"
)
changing=openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,copy_file_range,sendfile
changing+=,splice,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat
changing+=,unlink,unlinkat,rmdir,fsync,fdatasync,sync_file_range,utimensat,chmod,fchmod
changing+=,fchmodat,fchmodat2,chown,fchown,lchown,fchownat,truncate,ftruncate,fallocate
changing+=,mknod,mknodat,setxattr,fsetxattr,ioctl,flock
# Not every strace knows every call; the question mark makes that no error.
changing="?${changing//,/,?}"

build() { (cd "$work" && "$program" build "$1" --quiet --output "$2") >"$3" 2>&1; }

# All of a folder in one text: names, kinds, modes, links, contents.
picture() {
    [ -d "$1" ] || { echo none; return; }
    (
        cd "$1"
        find . -mindepth 1 -printf '%P %y %m %l\n' | sort
        find . -type f -print0 | sort -z | xargs -0r sha256sum
    )
}

# --- Two portals: the second has a page that changed, a file more, and a file less.
if [ -n "${2:-}" ]; then cp -r "$(realpath "$2")" "$work/old"; else "$program" init "$work/old" 2>/dev/null; fi
rm -rf "$work/old/public"
mkdir -p "$work/old/static"
echo old >"$work/old/static/faults-old.txt"
cp -r "$work/old" "$work/new"
rm "$work/new/static/faults-old.txt"
mkdir -p "$work/new/static/faults"
echo new >"$work/new/static/faults/new.txt"
page=$(find "$work/new" -name '*.md' -path '*retex*' | sort | sed -n 1p)
printf '\nOne more line.\n' >>"${page:-$work/new/index.md}"

# What belongs to the user, and must live through everything.
user_files() {
    mkdir -p "$1/.git/refs"
    echo portal.example >"$1/CNAME"
    echo ref >"$1/.git/refs/HEAD"
    ln -sfn CNAME "$1/link"
}

mkdir "$work/want"
for it in old new; do
    build "$work/$it" "$work/want/$it" "$work/said" || { cat "$work/said"; exit 1; }
    cp -a "$work/want/$it" "$work/want/$it-user"
    user_files "$work/want/$it-user"
    picture "$work/want/$it" >"$work/want/$it.txt"
    picture "$work/want/$it-user" >"$work/want/$it-user.txt"
done
if cmp -s "$work/want/old.txt" "$work/want/new.txt"; then
    echo "the two portals give the same output"
    exit 1
fi
echo none >"$work/want/none.txt"

# --- The states a build can begin in, and what it then may leave.
# first    no output                      rebuild  the old output and files of the user
# recover  the same, and what a build killed after the exchange left
# undo     the same as rebuild, but the exchange fails: what undoes the build is tried
prepare() {
    local state=$1 run=$2
    rm -rf "$run"
    mkdir -p "$run"
    [ "$state" != first ] || return 0
    cp -a "$work/want/old-user" "$run/public"
    if [ "$state" = recover ]; then
        cp -a "$work/want/old-user" "$run/.public.new-1"
        echo 1 >"$run/.public.lock"
    fi
}
old_of() { if [ "$1" = first ]; then echo none; else echo old-user; fi; }
new_of() { if [ "$1" = first ]; then echo new; else echo new-user; fi; }
is() { cmp -s <(picture "$1/public" 2>/dev/null) "$work/want/$2.txt"; }

# A build of the new portal under strace, whose arguments come first, up to `--`. In them
# `@pid` stands for the number of the build's process, which `-D` lets one know beforehand.
# Prints the exit code, and ends when strace has ended too, for it holds descriptor 9.
traced() {
    local run=$1 args=()
    shift
    while [ "$1" != -- ]; do
        args+=("$1")
        shift
    done
    {
        (
            cd "$work"
            # shellcheck disable=SC2016  # `$$` is for the inner shell.
            exec bash -c 'args=("${@//@pid/$$}"); exec strace "${args[@]}"' bash -D -f -qqq \
                "${args[@]}" "$program" build "$work/new" --quiet --output "$run/public"
        ) >"$run.said" 2>&1 || echo $?
    } 9>&1 2>/dev/null
}
undo_args() {
    [ "$1" != undo ] || printf '%s\n' -P "$2/.public.new-@pid" -e inject=renameat2:error=EIO
}

# The places of a state, one a line: call, how often before with this path, the path.
places() {
    local state=$1 run=$work/plan/run code
    prepare "$state" "$run"
    mapfile -t undo < <(undo_args "$state" "$run" | grep -v '^-P$\|@pid' || true)
    # The number of the process is in the names: it is the first word of the trace.
    code=$(traced "$run" -y -o "$work/plan/trace" -e trace="$changing" "${undo[@]}" --)
    [ "${code:-0}" = 0 ] || [ "$state" = undo ] || { cat "$run.said" >&2; return 1; }
    local pid
    pid=$(grep -oE '\.public\.new-[0-9]+' "$work/plan/trace" | awk '!/new-1$/ && !first { first = $0 } END { print first }')
    pid=${pid##*-}
    sed -E "s/\.public\.new-$pid\b/.public.new-@pid/g; s#$run#@run#g" "$work/plan/trace" |
        awk '
            { thread = $1; sub(/^[0-9]+ +/, "") }
            !/^[a-z_0-9]+\(/ || /\) += -1 / { next }
            { call = $0; sub(/\(.*/, "", call); path = "" }
            call ~ /^open/ && !/O_CREAT|O_WRONLY|O_RDWR|O_TRUNC/ { next }
            call == "ioctl" && !/FICLONE/ { next }
            call ~ /^(link|symlink)/ {       # the second path: what is made
                rest = $0; sub(/^[^"]*"[^"]*"/, "", rest)
                if (match(rest, /"[^"]*"/)) path = substr(rest, RSTART + 1, RLENGTH - 2)
            }
            path == "" && call ~ /^(open|mk|rename|unlink|rmdir|chmod|fchmodat|utimensat|l?chown|fchownat|truncate|set|creat)/ {
                if (match($0, /"[^"]*"/)) path = substr($0, RSTART + 1, RLENGTH - 2)
            }
            # Of a descriptor, or of the folder that a relative name begins in.
            path !~ /^[\/@]/ && match($0, /[0-9]+<[^>]*>/) {
                path = substr($0, RSTART, RLENGTH); sub(/^[0-9]+</, "", path); sub(/>$/, "", path)
            }
            path ~ /^(pipe|socket|anon_inode):/ { next }
            path !~ /^[\/@]/ { print "no path: " $0 >"/dev/stderr"; exit 1 }
            # strace counts the calls of each thread.
            { place = call " " ++seen[thread, call, path] " " path }
            !told[place]++ { print place }'
}

faults_of() { printf '%s\n' KILL ${fails[$1]:-EACCES ENOSPC EIO}; }

complain() {
    echo "FAULT: $1"
    if [ -s "$2.said" ]; then sed -n '1,5s/^/    /p' "$2.said"; fi
}

# One build with one fault, and the one after it.
try() {
    local run=$1 state=$2 fault=$3 call=$4 nth=$5 path=$6 code how beside
    how="error=$fault"
    case $fault in KILL | INT | TERM) how="signal=$fault" ;; esac
    local what="$state, $call $fault, ${path#@run/} ($nth)" met=INJECTED
    path=${path//@run/$run}
    prepare "$state" "$run"
    mapfile -t undo < <(undo_args "$state" "$run")
    local begin=${EPOCHREALTIME/./}
    code=$(traced "$run" -o "$run.trace" -P "$path" "${undo[@]}" -e trace="$call,renameat2" \
        -e inject="$call:$how:when=$nth" --)
    code=${code:-0}
    local took=$((${EPOCHREALTIME/./} - begin))
    case $fault in
        KILL) [ "$code" = 137 ] || { complain "$what: not met, exit $code" "$run"; return; } ;;
        INT | TERM) grep -qE "SIG$fault" "$run.trace" || { complain "$what: not met" "$run"; return; } ;;
        *) grep -q "^[0-9 ]*$call(.*$met" "$run.trace" || { complain "$what: not met, exit $code" "$run"; return; } ;;
    esac
    what+=", exit $code"
    local ends=3
    [ "$fault" != INT ] || ends=130
    [ "$fault" != TERM ] || ends=143
    case $code in
        0) is "$run" "$(new_of "$state")" || complain "$what: not the new output" "$run" ;;
        137)
            is "$run" "$(old_of "$state")" || is "$run" "$(new_of "$state")" ||
                complain "$what: neither the old nor the new output" "$run"
            ;;
        "$ends")
            is "$run" "$(old_of "$state")" || complain "$what: not the old output" "$run"
            [ "$ends" != 3 ] || [[ $path == */said* || $path == *.said ]] || grep -q '^error: ' "$run.said" ||
                complain "$what: no message" "$run"
            # What cannot be removed may stay; all else is gone at once.
            beside=$(ls -A "$run" | grep -vx public || true)
            [ -z "$beside" ] || [[ $call =~ ^(unlink|rmdir|flock) ]] || [ "$state" = recover ] ||
                complain "$what: left beside the output: $beside" "$run"
            [ "$ends" = 3 ] || [ "$took" -lt 1000000 ] || complain "$what: took $took µs" "$run"
            ;;
        *) complain "$what: not an exit code for this" "$run" ;;
    esac
    build "$work/new" "$run/public" "$run.said" || complain "$what: the next build failed" "$run"
    is "$run" "$(new_of "$state")" || complain "$what: the next build did not give the new output" "$run"
    [ "$(ls -A "$run")" = public ] ||
        complain "$what: beside the output after the next build: $(ls -A "$run" | tr '\n' ' ')" "$run"
}

# --- Plan, and carry out in as many shells as there are processors.
mkdir "$work/plan"
for state in first rebuild recover undo; do
    places "$state" >"$work/plan/$state"
    count=$(wc -l <"$work/plan/$state")
    echo "$state: $count places"
    [ "$count" -ge 10 ] || { echo "FAULT: these are too few"; exit 1; }
    while read -r call nth path; do
        # What recover and undo do before and after is the same as in a rebuild.
        case $state in
            recover) [[ $path == *.public.new-1* ]] || continue ;;
            undo) [[ $call =~ ^(unlink|rmdir) && $path == *.public.new-@pid* ]] || continue ;;
        esac
        for fault in $(faults_of "$call"); do
            # Removing an old tree can be refused in one way only.
            [[ $state != recover && $state != undo ]] || [ "$fault" != EACCES ] || continue
            echo "$state $fault $call $nth $path"
        done
        # Somebody presses Ctrl-C, or a runner ends the job.
        if [[ $call == openat && $state != recover ]]; then
            echo "$state INT $call $nth $path"
            [[ $path != *.xml ]] || echo "$state TERM $call $nth $path"
        fi
    done <"$work/plan/$state" >>"$work/plan/every"
done
grep -E "${ONLY:-.}" "$work/plan/every" >"$work/plan/all" || { echo "no place matches"; exit 1; }

worker() {
    local idx=0 state fault call nth path
    while read -r state fault call nth path; do
        idx=$((idx + 1))
        [ $((idx % jobs)) = "$1" ] || continue
        try "$work/job-$1/run" "$state" "$fault" "$call" "$nth" "$path"
    done <"$work/plan/all" >"$work/job-$1/found"
    echo done >"$work/job-$1/end"
}
for ((job = 0; job < jobs; job++)); do
    mkdir "$work/job-$job"
    worker "$job" &
done
wait
for ((job = 0; job < jobs; job++)); do
    [ -e "$work/job-$job/end" ] || { echo "FAULT: a shell of this script died"; exit 1; }
done
cat "$work"/job-*/found
bad=$(cat "$work"/job-*/found | grep -c '^FAULT' || true)
echo "$(wc -l <"$work/plan/all") builds with a fault, $bad bad"
[ "$bad" = 0 ]
