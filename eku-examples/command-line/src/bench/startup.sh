#!/usr/bin/env bash
# How long the two front ends take for one plan of a memory host, in turn, on one machine, and how large the zip is:
#
#     startup.sh [ROUNDS]      after `mvn verify`, off-line; prints medians and their ratio
#
# Needs the plugin in EKU_LOCAL_REPO (the invoker tests put it into eku-maven-plugin/target/local-repo), and the zip.
set -euo pipefail
rounds=${1:-11}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=${EKU_VERSION:-0.1.0-SNAPSHOT}
zip=$(realpath "${EKU_ZIP:-$here/../../target/eku-$version.zip}")
repo=$(realpath "${EKU_LOCAL_REPO:-$here/../../../../eku-maven-plugin/target/local-repo}")
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
jar xf "$zip"

# once MILLISECONDS-FILE COMMAND…: one run, its wall time in milliseconds appended to the file.
once() {
    local file=$1 begin=${EPOCHREALTIME/./}
    shift
    "$@" >out.txt 2>&1 || { cat out.txt; exit 1; }
    echo $(((${EPOCHREALTIME/./} - begin) / 1000)) >>"$file"
}
goal() {
    once "$1" "${EKU_MVN:-mvn}" -o -q -B "-Dmaven.repo.local=$repo" -Daether.enhancedLocalRepository.trackingFilename=any.repositories \
        "dev.eku:eku-maven-plugin:$version:plan" -Deku.hosts=memory:sfb-2015
}
command_line() { once "$1" sh "eku-$version/eku.sh" plan --hosts=memory:sfb-2015; }
median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }

goal warm
command_line warm
for ((round = 0; round < rounds; round++)); do
    command_line ours
    goal maven
done
ours=$(median ours)
maven=$(median maven)
echo "eku plan: median $ours ms; mvn eku:plan: median $maven ms; ratio $((ours * 100 / maven)) % over $rounds rounds"
echo "the zip: $(($(stat -c %s "$zip") / 1000)) kB"
