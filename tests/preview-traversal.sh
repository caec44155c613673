#!/usr/bin/env bash
# Asks a preview for what is not its own: hundreds of spellings of paths that lead out of the
# portal, other sites' names and pages. Each is refused, and none makes the program open a
# file. At last it is interrupted while clients listen.
#
#   preview-traversal.sh <program>
#
# Needs strace.
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

bad=0
complain() {
    bad=$((bad + 1))
    echo "FAULT: $1"
}

"$program" init portal 2>/dev/null
mkdir -p portal/static/img
echo 'published' >portal/static/img/note.txt
echo 'secret' >portal/.env
echo 'secret' >secret.txt
ln -s ../../secret.txt portal/static/link.txt

# start <command…>: a preview; sets `port`.
start() {
    : >log
    "$@" >log 2>&1 &
    job=$!
    port=
    for _ in $(seq 200); do
        port=$(sed -n 's/^preview at http:\/\/localhost:\([0-9]*\)\/.*/\1/p' log)
        [ -z "$port" ] || return 0
        sleep 0.05
    done
    cat log
    return 1
}

# ask <target> [header…]: sends a request as it is; the answer is in `answer`, its status in
# `status` (400 when the connection was closed without one).
ask() {
    local target=$1 host="Host: localhost:$port" fields=''
    shift
    for field in "$@"; do
        case $field in [Hh]ost:*) host=$field ;; *) fields+="$field"$'\r\n' ;; esac
    done
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s %s HTTP/1.1\r\n%s\r\n%sConnection: close\r\n\r\n' "${method:-GET}" "$target" "$host" "$fields" >&3 || true
    answer=$(timeout 10 cat <&3 | tr -d '\0') || true
    exec 3<&- 3>&-
    status=$(sed -n '1s/^HTTP\/1.1 \([0-9]*\).*/\1/p' <<<"$answer")
    status=${status:-400}
    ! grep -qi '^access-control-' <<<"$answer" || complain "$target: it lets other sites read"
}

# --- The spellings.
spellings() {
    local dots=('..' '%2e%2e' '%2E%2E' '.%2e' '%2e.' '%252e%252e' '%25252e%25252e' '%c0%ae%c0%ae'
        '%e0%80%ae%e0%80%ae' '%uff0e%uff0e' '%u002e%u002e' '....' '..;' '..%00' '..%09' '..%20' '..%0d'
        '%ef%bc%8e%ef%bc%8e')
    local slashes=('/' '%2f' '%2F' '%5c' '\' '%252f' '%c0%af' '//' '/./' '%u2215')
    local begins=('/' '/img/' '/static/../' '/communautes/')
    local dot slash begin
    for dot in "${dots[@]}"; do
        for slash in "${slashes[@]}"; do
            local up="$dot$slash$dot$slash$dot$slash$dot$slash$dot$slash$dot$slash"
            echo "/${up}etc/passwd"
            begin=${begins[$(((${#dot} + ${#slash}) % ${#begins[@]}))]}
            echo "$begin${up}etc${slash}passwd"
            echo "/img/$dot$slash$dot${slash}portal.yaml"
        done
    done
    cat <<'END'
//etc/passwd
///etc/passwd
/etc/passwd
/%2fetc/passwd
/%2fetc%2fpasswd
/.%00/
/img/note.txt%00
/img/note.txt%00.html
/img/%00note.txt
/img/note.txt/..
/img/note.txt::$DATA
/img/note.txt%20
/img/note.txt.
/IMG/NOTE.TXT
/img/./../../secret.txt
/C:/Windows/win.ini
/c:%5cwindows%5cwin.ini
/\\localhost\c$\secret.txt
/portal.yaml
/.env
/%2eenv
/.git/config
/people.yaml
/index.md
/static/img/note.txt
/themes/parvis/theme.yaml
/link.txt
/img/
/img
/~root/
/..
/../
/%
/%2
/%zz
/%ff%fe
/__parvis/../portal.yaml
/__parvis/..%2fportal.yaml
/__parvis/%2e%2e/portal.yaml
/__parvis/
/__parvis/preview.js/../../portal.yaml
/__parvis
/file:///etc/passwd
file:///etc/passwd
ftp://localhost/etc/passwd
../../etc/passwd
\..\..\etc\passwd
etc/passwd
*
END
}
spellings >targets
count=$(sort -u targets | wc -l)
[ "$count" -ge 300 ] || complain "only $count spellings"

# One looks at the folder so rarely that only requests can make it open anything.
start strace -f -qq -e trace=openat,open,openat2 -o trace "$program" serve portal --port 0 --poll 60000
for _ in 1 2 3; do ask /; done
[ "$status" = 200 ] || complain "the home page: $status"
# It sees what it opens: a file that is published.
ask /img/note.txt
[ "$status" = 200 ] || complain "a published file: $status"
for _ in $(seq 100); do ! grep -q note.txt trace || break; sleep 0.02; done
grep -q 'static/img/note.txt' trace || complain "strace did not see a file opened"
# When the first page is there, it looks at the folder once more.
for _ in $(seq 200); do [ "$(grep -c portal/topics.yaml trace)" -lt 2 ] || break; sleep 0.02; done
[ "$(grep -c portal/topics.yaml trace)" = 2 ] || complain "it did not look at the folder again"
before=$(wc -l <trace)

while IFS= read -r target; do
    ask "$target"
    case $status in 400 | 404) ;; *) complain "$target: $status" ;; esac
    ! grep -qE '^(root:|secret|published)' <<<"$answer" || complain "$target: it gave a file"
done <targets

# What follows a `?` is never a path, and `#` cannot stand in a request.
for target in '/?/../../../etc/passwd' '/?file=../../etc/passwd' '/#/../../etc/passwd' \
    '/__parvis/page?page=/../../etc/passwd' '/__parvis/page?page=%2F..%2F..%2Fetc%2Fpasswd' \
    "http://localhost:$port/../../../etc/passwd" "http://localhost:$port/%2e%2e/%2e%2e/etc/passwd"; do
    ask "$target"
    case $status in 200 | 400 | 404) ;; *) complain "$target: $status" ;; esac
    ! grep -qE '^(root:|secret)' <<<"$answer" || complain "$target: it gave a file"
done

# Another spelling of an address leads to it, and to no other host.
for pair in '/. /' '/%2e /' '/img/note.txt/ /img/note.txt' '//img//note.txt /img/note.txt'; do
    ask "${pair% *}"
    [ "$status" = 308 ] && grep -qx "Location: ${pair#* }"$'\r' <<<"$answer" || complain "${pair% *}: $status"
done

# --- Other names, other sites, other methods.
for host in evil.example "evil.example:$port" 127.0.0.1.evil.example localhost.evil.example 192.168.0.1 '[2001:db8::1]'; do
    ask / "Host: $host"
    [ "$status" = 421 ] || complain "host $host: $status"
done
ask / "Origin: https://evil.example"
[ "$status" = 403 ] || complain "a foreign origin: $status"
ask / "Origin: null"
[ "$status" = 403 ] || complain "no origin: $status"
ask / "Sec-Fetch-Site: cross-site" "Sec-Fetch-Mode: no-cors" "Sec-Fetch-Dest: script"
[ "$status" = 403 ] || complain "a foreign page: $status"
for method in POST PUT DELETE OPTIONS TRACE PATCH PROPFIND; do
    ask /
    case $status in 403 | 405 | 400 | 501) ;; *) complain "$method: $status" ;; esac
done
method=GET

# Nothing but the control was opened, and that the program was told so is seen by its silence.
ask /
opened=$(tail -n "+$((before + 1))" trace | grep -v '+++ exited' | grep -E 'open(at|at2)?\(' || true)
[ -z "$opened" ] || complain "it opened something:"$'\n'"$opened"
# Its child is the preview; strace ends with it.
kill -INT "$(pgrep -P "$job" parvis || pgrep -P "$job")"
wait "$job" || true

# --- Ctrl-C while clients listen, or have said half a word.
start "$program" serve portal
for fd in 10 11 12 13; do
    eval "exec $fd<>/dev/tcp/127.0.0.1/$port"
    printf 'GET /__parvis/events?page=/ HTTP/1.1\r\nHost: localhost:%s\r\n\r\n' "$port" >&$fd
    read -r line <&$fd
    [[ $line == *200* ]] || complain "an event stream: $line"
done
exec 14<>"/dev/tcp/127.0.0.1/$port"
printf 'GET / HT' >&14
begin=$(date +%s%N)
kill -INT "$job"
code=0
wait "$job" || code=$?
took=$((($(date +%s%N) - begin) / 1000000))
job=
[ "$code" = 130 ] || complain "interrupted: exit $code"
[ "$took" -lt 1000 ] || complain "interrupted: it took $took ms"
again=$port
start "$program" serve portal --port "$again"
ask /
[ "$status" = 200 ] || complain "the port is not free: $status"
kill -INT "$job"
wait "$job" || true
job=

echo "$count spellings; ended after $took ms; $bad faults"
[ "$bad" = 0 ]
