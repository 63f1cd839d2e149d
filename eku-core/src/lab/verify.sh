#!/usr/bin/env bash
# What `mvn verify -Pwine` runs, in each module once:
#
#     verify.sh library    the contracts and the main job by the API, in the Windows JVM      (eku-core)
#     verify.sh exports    .reg files by reg.exe, EKU_EXPORTS of them                          (eku-core, -Pexports)
#     verify.sh goals      the main job by eku:plan, apply, verify and rollback, in Maven     (eku-maven-plugin)
#
#     verify.sh bench      a session by eku beside reg.exe and sc.exe, in the Windows JVM     (eku-core, -Pbench -Dbench.wine)
#
# The first two each in a C and in a Japanese locale. What came of every step is read with reg.exe and sc.exe and from the service's own log.
# Environment: EKU_TARGET; for library EKU_TEST_CLASSPATH; for goals EKU_VERSION and EKU_LOCAL_REPO, which holds the plugin.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
wine=$here/wine.sh
target=${EKU_TARGET?the target folder of the module}
key='HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319\System.Net.ServicePointManager.RequireCertificateEKUs'
executable='C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC\.exe'

say() { printf 'wine: %s\n' "$*"; }
fail() {
    printf 'wine: FAILED: %s\n' "$*" >&2
    exit 1
}

library() {
    mkdir -p "$target/contracts"
    printf '%s' "${EKU_TEST_CLASSPATH?the test class path}" >"$target/contracts/class-path"
    bash "$here/contracts.sh" --class-path "$target/contracts/class-path"
}

exports() {
    mkdir -p "$target/contracts"
    printf '%s' "${EKU_TEST_CLASSPATH?the test class path}" >"$target/contracts/class-path"
    EKU_LAB_TIMEOUT=${EKU_LAB_TIMEOUT:-$((300 + 4 * ${EKU_EXPORTS?how many files}))} \
        bash "$here/contracts.sh" --class-path "$target/contracts/class-path"
}

# look WHAT EXPECTED-REGEX COMMAND…: past our own code.
look() {
    local what=$1 expected=$2 seen
    shift 2
    seen=$("$wine" run "$@" 2>&1 | tr -d '\r' || true)
    [[ $seen =~ $expected ]] || fail "$what: $* shows
$seen
instead of $expected"
    say "$EKU_LAB_LOCALE $what: ok"
}

absent() { # WHAT COMMAND…
    local what=$1 seen
    shift
    seen=$("$wine" run "$@" 2>&1 | tr -d '\r' || true)
    [[ $seen != *DATAMCUSVC* ]] || fail "$what: $* shows
$seen"
    say "$EKU_LAB_LOCALE $what: ok"
}

# gone WHAT KEY: reg.exe's text is localised, its exit code is not; that it can see a key at all is asked as well.
gone() {
    "$wine" run reg query 'HKLM\SOFTWARE\Microsoft' /reg:64 >/dev/null 2>&1 || fail "$1: reg.exe does not work"
    ! "$wine" run reg query "$2" /reg:64 >/dev/null 2>&1 || fail "$1: $2 is still there"
    say "$EKU_LAB_LOCALE $1: ok"
}

process_read() { # WHAT ENFORCEMENT
    "$wine" log service | grep ' START ' | tail -n 1 | grep -q "enforcement=$2" || fail "$1: the service started otherwise"
    say "$EKU_LAB_LOCALE $1: ok"
}

# goal EXIT-CODE NAME ARGUMENT…: runs a goal in Maven inside Wine, without a project.
goal() {
    local expected=$1 name=$2 code=0 log="$target/wine-goals/$EKU_LAB_LOCALE/$2.log"
    shift 2
    "$wine" run mvn "dev.eku:eku-maven-plugin:${EKU_VERSION?}:$name" "$@" >"$log" 2>&1 || code=$?
    if ((code != expected)); then
        tail -n 60 "$log" >&2
        fail "eku:$name ended with $code instead of $expected in $EKU_LAB_LOCALE, see $log"
    fi
    [[ -s target/eku/$name.json && -s target/eku/$name.txt ]] || fail "eku:$name left no report in target/eku"
    say "$EKU_LAB_LOCALE eku:$name: exit code $code, as expected"
}

inside() {
    local work="$target/wine-goals/$EKU_LAB_LOCALE"
    rm -rf "$work"
    mkdir -p "$work/project"
    cd "$work/project"
    goal 1 verify
    goal 0 plan -Deku.stop=stop -Deku.reason=lab
    absent 'a plan changes nothing' reg query "$key" /reg:64
    goal 0 apply -Deku.stop=stop -Deku.reason=lab
    look 'the value in the 64-bit view' "$executable +REG_DWORD +0x0" reg query "$key" /reg:64
    absent 'nothing in the 32-bit view' reg query "$key" /reg:32
    look 'the service runs' 'STATE *: 4 +RUNNING' sc query RTCDATAMCU
    process_read 'the process reads the exemption' off
    goal 0 verify
    goal 0 history
    goal 0 rollback -Deku.stop=stop -Deku.forget=true
    absent 'the value is gone' reg query "$key" /reg:64
    gone 'the key eku created is gone' "$key"
    gone 'no trace of eku' 'HKLM\SOFTWARE\eku'
    look 'the service runs' 'STATE *: 4 +RUNNING' sc query RTCDATAMCU
    process_read 'the process reads no exemption' on
}

bench() {
    "$wine" run java -Dfile.encoding=UTF-8 -cp "$("$wine" winpath "${EKU_TEST_CLASSPATH?}")" dev.eku.bench.WindowsSession \
        >"$target/bench/windows-session.log" 2>&1 || { cat "$target/bench/windows-session.log"; fail 'the session'; }
    grep '^eku session' "$target/bench/windows-session.log"
}

case ${1:-} in
    library) library ;;
    exports) exports ;;
    goals)
        export EKU_LAB_REPO=${EKU_LOCAL_REPO?a repository with the plugin}
        "$wine" setup
        for locale in C.UTF-8 ja_JP.UTF-8; do
            say "goals in $locale"
            EKU_LAB_LOCALE=$locale "$wine" session --fresh --service bash "${BASH_SOURCE[0]}" --inside
        done
        say 'the goals do the main job in both locales'
        ;;
    bench)
        "$wine" setup
        mkdir -p "$target/bench"
        "$wine" session --fresh --service bash "${BASH_SOURCE[0]}" --bench
        ;;
    --bench) bench ;;
    --inside) inside ;;
    *) fail "verify.sh library|exports|goals|bench" ;;
esac
