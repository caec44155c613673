#!/usr/bin/env bash
# `parvis talk add` over TLS, as the Internet would answer it: in a network of its own, in which
# one public address is ours. A certificate is trusted for its authority and its name, and for
# nothing else.
#
#     tests/talk-tls.sh <program>
#
# Needs openssl, ip, Python 3, curl, and a system that lets it make namespaces.
set -euo pipefail
program=$(realpath "$1")
if ! unshare -rnm true 2>/dev/null; then
    echo "TLS: not tried, this system makes no namespaces"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Two authorities; the second one nobody trusts.
for name in known unknown; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
        -subj "/CN=authority $name" -addext basicConstraints=critical,CA:TRUE \
        -addext keyUsage=critical,keyCertSign -keyout "$name.key" -out "$name.pem" 2>/dev/null
done
# A certificate for a host, of an authority.
certificate() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
        -keyout "$1.key" -out "$1.csr" 2>/dev/null
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -days 1 \
        -extfile <(echo "subjectAltName=DNS:$1") -out "$1.pem" 2>/dev/null
}
certificate good.example known
certificate strange.example unknown
certificate other.example known

mkdir -p portal
printf 'title: P\nurl: https://p.example/\n' >portal/portal.yaml
cat >serve.py <<'PYTHON'
"""Answers over TLS at 1.1.1.1, each name with the certificate of the file that it is told."""
import http.server
import ssl

PAGE = b"""<!DOCTYPE html><html lang="en"><title>T</title>
<meta property="og:title" content="What the logs say"><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "VideoObject", "name": "What the logs say",
"uploadDate": "2026-05-06", "author": {"@type": "Person", "name": "Nobody"}}</script>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *args):
        pass


def context(name):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(f"{name}.pem", f"{name}.key")
    return made


# `wrong.example` is answered with the certificate of another host.
known = {it: context(it) for it in ("good.example", "strange.example")}
known["wrong.example"] = context("other.example")
first = context("good.example")
first.sni_callback = lambda it, name, _: setattr(it, "context", known.get(name, first))
server = http.server.ThreadingHTTPServer(("1.1.1.1", 443), Handler)
server.socket = first.wrap_socket(server.socket, server_side=True)
server.serve_forever()
PYTHON

in_namespace() {
    ip link set lo up
    ip address add 1.1.1.1/32 dev lo
    printf '1.1.1.1 %s\n' good.example strange.example wrong.example >hosts
    mount --bind hosts /etc/hosts
    python3 serve.py &
    trap 'kill %1' EXIT
    curl --silent --retry 50 --retry-all-errors --retry-delay 1 --retry-max-time 20 \
        --cacert known.pem --output /dev/null https://good.example/
    local bad=0
    # What is said, and whether the talk has the page's title.
    try() {
        local authorities=$1 host=$2 expected=$3 has=$4
        rm -rf portal/talks
        SSL_CERT_FILE=$authorities SSL_CERT_DIR='' "$program" talk add "https://$host/a-talk" \
            --dir portal --yes --speaker 'Nobody Known' --conference 'Agora 2026' >said 2>&1 </dev/null || true
        local found=no
        grep -rqs 'What the logs say' portal/talks && found=yes
        if grep -q "$expected" said && [ "$found" = "$has" ]; then
            echo "ok   $host, $(basename "$authorities")"
        else
            echo "FAIL $host, $(basename "$authorities"): expected “$expected”, title: $has; said:"
            cat said
            bad=1
        fi
    }
    try "$PWD/known.pem" good.example 'What the logs say' yes
    try "$PWD/known.pem" strange.example 'is not to be trusted' no
    try "$PWD/known.pem" wrong.example 'is not to be trusted' no
    try "$PWD/unknown.pem" strange.example 'What the logs say' yes
    try /dev/null good.example 'this system trusts no certificate' no
    return $bad
}
export -f in_namespace
export program
unshare -rnm bash -euo pipefail -c in_namespace
