#!/usr/bin/env bash
# Runs the pipeline of a new portal on this machine, as a runner of GitLab would: parvis is built
# from a repository, a merge request is checked, the default branch is published.
#
#   gitlab-ci.sh <parvis> <repository>     the program that makes the portal, and the git
#                                          repository from which the pipeline builds its own,
#                                          as it is committed
#
# Needs git and rsync, and for the build cargo and its registry.
#
#   GITLAB_CI_LOCAL="…"                    how to call it [gitlab-ci-local, a package of npm]
#   PAGES_URL="https://…"                  only this address [a host, /project/, /ns/project/]
#   QUICK=1                                do not build: the pipeline gets <parvis> itself
#   KEEP=1                                 keep the work folder
set -euo pipefail

program=$(realpath "$1")
read -ra runner <<<"${GITLAB_CI_LOCAL:-gitlab-ci-local}"
urls=(${PAGES_URL:-https://project-1.pages.example https://groupe.pages.example/portail
  https://pages.example/groupe/portail})
work=$(mktemp -d)
[[ -n ${KEEP:-} ]] || trap 'rm -rf "$work"' EXIT

fail() { echo "gitlab-ci.sh: $1" >&2; exit 1; }
job() { # job <name> [variables]; what it says goes to a log
  local name=$1; shift
  "${runner[@]}" --force-shell-executor --shell-isolation --no-color --variable "PARVIS_REPOSITORY=file://$repository" \
    "$@" "$name" >"$work/log" 2>&1
}
jobs() { "${runner[@]}" --list-csv "$@" 2>/dev/null; }

# A worktree is no repository that can be cloned by address; a clone of it is.
repository=$work/parvis.git
git clone --quiet --bare "$2" "$repository"

if [[ -n ${QUICK:-} ]]; then
  # Says and does what `cargo install` would, in no time.
  mkdir "$work/bin"
  printf '#!/bin/sh\nmkdir -p "$CARGO_HOME/bin" && cp "%s" "$CARGO_HOME/bin/parvis"\n%s\n' "$program" \
    'echo "already installed"' >"$work/bin/cargo"
  chmod +x "$work/bin/cargo"
  export PATH="$work/bin:$PATH"
fi

portal=$work/portal
"$program" init "$portal" 2>"$work/log" || { cat "$work/log"; fail "init failed"; }
cd "$portal"
git init --quiet --initial-branch main
git config user.name "Camille Exemple"
git config user.email camille@exemple.example
git remote add origin https://gitlab.exemple.example/groupe/portail.git
echo /.gitlab-ci-local >>.git/info/exclude
commit() { git add -A && git commit --quiet -m "$1"; }
commit "Un portail"
# As a clone has it: the name of the default branch.
git update-ref refs/remotes/origin/main HEAD
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main

# Every address of a page must begin with the site's path, and the absolute ones with its URL.
published() { # published <url>
  local url=${1%/} path
  path=/$(cut -d/ -f4- <<<"$url/") && path=${path%/}/
  [[ -s public/index.html ]] || fail "nothing was published"
  local addresses
  addresses=$(grep -rhoE '(href|src)="/[^"]*"' public --include '*.html' | cut -d'"' -f2 | sort -u)
  [[ $(wc -l <<<"$addresses") -gt 20 ]] || fail "there are too few links to judge"
  while read -r address; do
    [[ $address == "$path"* ]] || fail "a link leads to $address, out of $path"
  done <<<"$addresses"
  grep -q "<link rel=\"canonical\" href=\"$url/\"" public/index.html \
    || fail "the home page's canonical address is not $url/"
  grep -q "<loc>$url/</loc>" public/sitemap.xml || fail "the sitemap does not have $url/"
}

for url in "${urls[@]}"; do
  rm -rf public
  start=$SECONDS
  job pages --variable "CI_PAGES_URL=$url" || { cat "$work/log"; fail "the job pages failed"; }
  published "$url"
  echo "published for $url in $((SECONDS - start)) s"
done
# The second time, parvis came from the cache.
((${#urls[@]} < 2)) || grep -q "already installed" "$work/log" || fail "parvis was built again"

! "${runner[@]}" --force-shell-executor --shell-isolation --no-color \
  --variable "CI_PAGES_URL=$url" pages >"$work/log" 2>&1 \
  || fail "the job pages did without PARVIS_REPOSITORY"
grep -q "^pages > .*PARVIS_REPOSITORY: is not set" "$work/log" \
  || { cat "$work/log"; fail "the missing variable was not named"; }

listed=$(jobs)
[[ $listed == *pages* && $listed != *check* ]] || fail "the default branch has these jobs: $listed"
merge=(--variable CI_PIPELINE_SOURCE=merge_request_event)
git checkout --quiet -b un-retex
listed=$(jobs)
[[ $listed != *pages* ]] || fail "a branch would be published: $listed"
listed=$(jobs "${merge[@]}")
[[ $listed == *check* && $listed != *pages* ]] || fail "a merge request has these jobs: $listed"
job check "${merge[@]}" || { cat "$work/log"; fail "the job check failed"; }
sed -i 's/topics: \[agilite\]/topics: [agilit]/' communities/rte/index.md
commit "Une faute"
! job check "${merge[@]}" || fail "the job check let an error pass"
grep -q 'unknown topic `agilit`' "$work/log" || { cat "$work/log"; fail "the error was not said"; }
git checkout --quiet main

# What a merge request brings is never run, and is refused by the pipeline and by parvis itself.
for brought in .cargo/config.toml .cargo/bin/parvis .cargo/bin/cargo rust-toolchain.toml \
  public/page.html .public.new-1/page.html .parvis-cache/build; do
  git checkout --quiet -b attaque
  mkdir -p "$(dirname "$brought")"
  printf '#!/bin/sh\necho RAN\n' >"$brought"
  chmod +x "$brought"
  git add --force "$brought" && commit "Un texte"
  ! job check "${merge[@]}" || fail "the job check took $brought"
  grep -q "git tracks what this job" "$work/log" || { cat "$work/log"; fail "$brought was not named"; }
  ! grep -q RAN "$work/log" || fail "$brought ran"
  ! "$program" check . >"$work/log" 2>&1 || fail "parvis check took $brought"
  grep -q tracked-output "$work/log" || { cat "$work/log"; fail "parvis did not name $brought"; }
  git checkout --quiet main
  git branch --quiet -D attaque
done
echo "refused what a job would run"
sed -i 's/topics: \[agilite\]/topics: [agilit]/' communities/rte/index.md
commit "Une faute"
before=$(find public -type f | sort | xargs sha256sum)
! job pages --variable "CI_PAGES_URL=$url" || fail "the job pages let an error pass"
[[ $(find public -type f | sort | xargs sha256sum) == "$before" ]] || fail "an error was published"
echo "checked a merge request, refused an error"
