#!/usr/bin/env bash
# Times a goal on a memory host beside the same goal skipped, in turn, in the same Maven: goals.sh [ROUNDS]
# Needs the plugin in EKU_LOCAL_REPO (the invoker tests put it into target/local-repo). Prints medians and the ratio.
set -euo pipefail
rounds=${1:-11}
version=${EKU_VERSION:-0.1.0-SNAPSHOT}
repo=$(realpath "${EKU_LOCAL_REPO:-$(dirname "$0")/../../target/local-repo}")
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"

# once MILLISECONDS-FILE ARGUMENT...: one Maven, its wall time in milliseconds appended to the file.
once() {
    local file=$1 begin=${EPOCHREALTIME/./}
    shift
    "${EKU_MVN:-mvn}" -o -q -B "-Dmaven.repo.local=$repo" -Daether.enhancedLocalRepository.trackingFilename=any.repositories "dev.eku:eku-maven-plugin:$version:plan" "$@" >out.txt 2>&1 ||
        { cat out.txt; exit 1; }
    echo $(((${EPOCHREALTIME/./} - begin) / 1000)) >>"$file"
}
median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }

once warm -Deku.skip=true
once warm -Deku.hosts=memory:sfb-2015
for ((round = 0; round < rounds; round++)); do
    once skipped -Deku.skip=true
    once planned -Deku.hosts=memory:sfb-2015
done
noop=$(median skipped)
goal=$(median planned)
echo "eku:plan skipped: median $noop ms; on a memory host: median $goal ms; ratio $((goal * 100 / noop)) % over $rounds rounds"
