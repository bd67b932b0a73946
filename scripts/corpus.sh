#!/usr/bin/env bash
# Tries ten public Go modules that nobody tuned for, and prints what became of each as a Markdown table.
#
#   scripts/corpus.sh [WORD...]     only modules whose path has one of the words
#
# Not part of the tests: it needs the network, and minutes. Each module comes as the zip of its exact version through
# `go mod download`, and its hash is held against the one below, so that the sources are the same everywhere. Needs go,
# node and the built dist/; without Docker nothing is built. Programs of strangers run in a container without network.
# What such a zip does not have: vendor folders, nested modules, .git (https://go.dev/ref/mod#zip-files).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# module version hash main arguments; `-` is none. The arguments make the program say something and end.
readonly MODULES='
github.com/rakyll/hey v0.1.4 hhc8GIqHN4+rPFZvkM9lkCQGi7da0sINM83xxpFkbPA= - -n 1 -c 1 http://127.0.0.1/
github.com/tsenart/vegeta/v12 v12.12.0 FKMMNomd3auAElO/TtbXzRFXAKGee6N/GKCGweFVm2U= - -version
filippo.io/age v1.2.1 X0TZjehAZylOIj4DubWYU1vWQxv9bJpo+Uu2/LGhi1o= ./cmd/age --version
github.com/golang/dep v0.5.4 WfV5qbGwsBNUDhk+pfI6emWm7SdDFsnSWkqCMNG3BRs= - -
github.com/go-chi/chi/v5 v5.2.3 WQIt9uxdsAbgIYgid+BpYc+liqQZGMHRaUwp0JUcvdE= - -
github.com/google/go-containerregistry v0.20.6 cvWX87UxxLgaH76b4hIvya6Dzz9qHB31qAwjAohdSTU= ./cmd/crane version
github.com/pocketbase/pocketbase v0.30.4 UT8WnRmG3b7hXFIjDPzSIKkDED/mK1CJC+LsGiJUE4w= ./examples/base --version
github.com/benbjohnson/litestream v0.3.13 P4BZG+KZT1DV5i3x/jPZ/4m6I4fa8GmSlZSAxPi03AQ= - version
github.com/swaggo/swag v1.16.6 qBNcx53ZaX+M5dxVyTrgQ0PJ/ACK+NzhwcbieTt+9yI= - --version
github.com/mailhog/MailHog v1.0.1 NDExFIj+JGzXT3kmG31r7Okrn78Sk/5p9lP/TV8OE4E= - -
'

work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

main() {
  local module version hash program arguments
  demand go node
  echo '| module | decision | with | image | start |'
  echo '| --- | --- | --- | --- | --- |'
  while read -r module version hash program arguments; do
    if [[ -z $module ]] || ! wanted "$module" "$@"; then continue; fi
    printf '▸ %s@%s\n' "$module" "$version" >&2
    if source_of "$module" "$version" "$hash"; then
      row "$module@$version" "$program" "$arguments"
    else
      printf '| `%s@%s` | not to be had here: %s | | | |\n' "$module" "$version" "$(tail -n 1 "$work/log")"
    fi
  done <<<"$MODULES"
}

demand() {
  local name
  for name in "$@"; do
    command -v "$name" >/dev/null || { echo "$name is missing: install it and run this again." >&2 && exit 1; }
  done
}

# $1: module, then the words of the command line.
wanted() {
  local module=$1 word
  shift
  if (($# == 0)); then return; fi
  for word in "$@"; do if [[ $module == *"$word"* ]]; then return; fi; done
  return 1
}

# A copy of the module in $work/source: the module cache is read-only.
source_of() {
  local answer=$work/module.json folder
  (cd "$work" && GOWORK=off GOFLAGS=-mod=mod go mod download -json "$1@$2") >"$answer" 2>"$work/log" || {
    field Error <"$answer" >"$work/log"
    return 1
  }
  if [[ $(field Sum <"$answer") != "h1:$3" ]]; then
    echo "its hash is $(field Sum <"$answer")" >"$work/log"
    return 1
  fi
  folder=$(field Dir <"$answer")
  rm -rf "$work/source"
  cp -R "$folder" "$work/source"
  chmod -R u+w "$work/source"
}

# One line of the table. $1: module@version, $2: main, $3: arguments
row() {
  local decision outcome='' size='' started='' image=go-image-corpus:${1//[^a-zA-Z0-9.-]/-}
  local choose=()
  decision=$(go_image inspect --json "$work/source" 2>/dev/null | decision_of || true)
  if [[ $2 != - ]]; then choose=(--main "$2"); fi
  if ! go_image dockerfile --json "${choose[@]}" "$work/source" >"$work/written.json" 2>"$work/log"; then
    outcome='no Dockerfile'
  elif ! docker version >/dev/null 2>&1; then
    outcome='a Dockerfile; no Docker to build it'
  elif ! build "$image"; then
    outcome='not built'
    started=$(grep -E '^(ERROR|[0-9.]+ )' "$work/log" | tail -n 1)
  else
    outcome=built
    size=$(go_image measure --json "$image" | size_of)
    started=$(start "$image" "$3")
    docker image rm --force "$image" >/dev/null
  fi
  printf '| `%s` | %s | %s | %s | %s |\n' "$1" "$(cell "$decision")" "${choose[*]/#--main/main}" "$outcome${size:+, $size}" "$(cell "$started")"
}

go_image() { node dist/cli.js "$@"; }

build() {
  local image=$1
  field dockerfile <"$work/written.json" >"$work/Dockerfile"
  field ignore <"$work/written.json" >"$work/Dockerfile.dockerignore"
  docker buildx build --progress=plain --provenance=false --load --tag "$image" --file "$work/Dockerfile" "$work/source" \
    >"$work/log" 2>&1
}

# The first line that says something, and the exit code. $1: image, $2: arguments
start() {
  local output code=0 words=()
  if [[ $2 != - ]]; then read -ra words <<<"$2"; fi
  output=$(timeout 60 docker run --rm --network none "$1" "${words[@]}" 2>&1) || code=$?
  printf '`%s`, exit code %d' "$(grep -m 1 '[[:alnum:]]' <<<"$output")" "$code"
}

# A field of the JSON document on standard input.
field() { node -p 'JSON.parse(fs.readFileSync(0, "utf8"))[process.argv[1]] ?? ""' "$1"; }

decision_of() {
  node -p '
    const {decision, cgo} = JSON.parse(fs.readFileSync(0, "utf8"))
    const {kind, code, main, candidates} = decision
    const cgoToo = cgo.needed ? ", with cgo" : ""
    kind === "build" ? `builds ${main.dir}: ${decision.reason}${cgoToo}`
      : kind === "choose" ? `asks (${code}): ${candidates.map(({dir}) => dir).join(", ")}` : `refuses (${code})`'
}

# Download and on disk, as the report calls them.
size_of() {
  node -p '
    const [{downloadBytes, diskBytes}] = JSON.parse(fs.readFileSync(0, "utf8")).platforms;
    const megabytes = bytes => (bytes / 1e6).toFixed(1) + " MB";
    `${megabytes(downloadBytes)} to download, ${megabytes(diskBytes)} on disk`'
}

# Text of strangers in a table: one line, no bars, no control characters.
cell() { tr -d '[:cntrl:]' <<<"${1//|//}" | cut -c 1-160; }

main "$@"
