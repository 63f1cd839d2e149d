#!/usr/bin/env bash
# Runs the contracts and the other Windows tests (*IT of dev.eku.backend.windows) in the Windows JVM, on Wine's registry and service
# manager, once in each locale. Then looks at what they left behind with reg.exe and sc.exe, past our own code.
#
#     contracts.sh [--class-path FILE] [LOCALE…]      default: C.UTF-8 ja_JP.UTF-8
#
# --class-path FILE   a file that holds the test class path in Unix form (a: b), as dependency:build-classpath writes it. Without it
#                     this script compiles eku-core and asks Maven.
# Prints per locale `N tests, N skipped` with the reason of each skip. Exit code 0 only if every test and every look was good. The lab is
# stopped whatever happens. Environment: that of wine.sh; EKU_EXPORTS=N: only the import of N generated .reg files by reg.exe.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
core=$(cd "$here/../.." && pwd)
wine=$here/wine.sh
out=$core/target/contracts

say() { printf 'contracts: %s\n' "$*"; }
fail() {
    printf 'contracts: FAILED: %s\n' "$*" >&2
    exit 1
}

# What the Windows JVM needs of it: JUnit itself comes with the launcher, ArchUnit would bring an engine of its own.
class_path() { # FILE
    printf '%s:%s' "$core/target/test-classes" "$core/target/classes"
    tr ':' '\n' <"$1" | grep -E '/(jna-jpms|jna-platform-jpms|commons-exec|jackson-[a-z-]+|jspecify|assertj-core|byte-buddy)-[0-9][^/]*\.jar$' |
        while IFS= read -r jar; do printf ':%s' "$jar"; done
}

build() {
    say 'compiling eku-core'
    (cd "$core/.." && "${EKU_LAB_MVN:-mvn}" -B -q -pl eku-core test-compile \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath "-Dmdep.outputFile=$out/class-path") </dev/null ||
        fail 'eku-core does not compile'
}

# The console launcher's counts and, once each, the reasons why tests were skipped or aborted.
summarise() { # REPORTS
    awk '
        /<testsuite / {
            for (i = 1; i <= NF; i++) if (split($i, part, "\"") > 1) count[part[1]] += part[2]
        }
        /<skipped>/ { sub(/.*<skipped>(<!\[CDATA\[)?/, ""); sub(/^[A-Za-z0-9.]*: (Assumption failed: )?/, ""); sub(/\]\]>.*/, ""); why[$0]++ }
        END {
            printf "%d tests, %d skipped, %d failed\n", count["tests="], count["skipped="], count["failures="] + count["errors="]
            for (reason in why) printf "  skipped %d: %s\n", why[reason], reason
        }' "$1"/TEST-*.xml
}

junit() { # NAME OPTION…
    local name=$1 code=0
    shift
    rm -rf "${out:?}/$EKU_LAB_LOCALE/$name"
    mkdir -p "$out/$EKU_LAB_LOCALE/$name"
    # ^…$: Java's launcher would take a bare .*IT for file names, and find .git.
    "$wine" run junit --class-path "$(cat "$out/windows-class-path")" --reports "$out/$EKU_LAB_LOCALE/$name" --details=tree "$@" \
        >"$out/$EKU_LAB_LOCALE/$name.log" 2>&1 || code=$?
    say "$EKU_LAB_LOCALE $name: $(summarise "$out/$EKU_LAB_LOCALE/$name")"
    if ((code != 0)); then
        sed -n '/^Failures/,/^Test run finished/p' "$out/$EKU_LAB_LOCALE/$name.log" | head -n 100 >&2
        fail "$name in $EKU_LAB_LOCALE, exit code $code, see $out/$EKU_LAB_LOCALE/$name.log"
    fi
    # A class path or name that is wrong finds no tests, and no tests never fail.
    grep -q 'testcase' "$out/$EKU_LAB_LOCALE/$name"/TEST-junit-jupiter.xml || fail "$name in $EKU_LAB_LOCALE ran no tests"
}

look() { # WHAT EXPECTED-REGEX COMMAND…
    local what=$1 expected=$2 seen
    shift 2
    seen=$("$wine" run "$@" 2>&1 | tr -d '\r' || true)
    [[ $seen =~ $expected ]] || fail "$what: $* shows
$seen
instead of $expected"
    say "$EKU_LAB_LOCALE $what: ok"
}

inside() {
    if [[ -n ${EKU_EXPORTS:-} ]]; then
        junit exports "-Deku.exports=$EKU_EXPORTS" --select-class dev.eku.regfile.RegImportIT --select-class dev.eku.export.ExportImportIT
        return
    fi
    local key='HKLM\SOFTWARE\eku tests\seen'
    junit contracts --scan "$core/target/test-classes" --include-classname '^dev\.eku\.backend\.windows\..*IT$' \
        --exclude-classname '^.*SeenFromOutsideIT$'
    "$wine" behave
    junit seen --select-class dev.eku.backend.windows.SeenFromOutsideIT
    look 'the value in the 64-bit view' 'Web Conferencing\\DATAMCUSVC\.exe +REG_DWORD +0x0' reg query "$key" /reg:64
    look 'not in the 32-bit view' '^[^D]*only in the 32-bit view +REG_DWORD +0x20[^D]*$' reg query "$key" /reg:32
    look 'no deleted value' '^[^_]+$' reg query "$key" /v gone /reg:64
    [[ $EKU_LAB_LOCALE != ja_JP.UTF-8 ]] || look 'Japanese name and text' '会議 +REG_SZ +データ' reg query "$key" /reg:64
    look 'the paused service' 'STATE *: 7 +PAUSED' sc query RTCDATAMCU
}

if [[ ${1:-} == --inside ]]; then
    inside
    exit
fi
mkdir -p "$out"
class_path_file=$out/class-path
if [[ ${1:-} == --class-path ]]; then
    class_path_file=${2?--class-path needs a file}
    shift 2
else
    build
fi
class_path "$class_path_file" >"$out/windows-class-path"
(($# > 0)) || set -- C.UTF-8 ja_JP.UTF-8
"$wine" setup
for locale in "$@"; do
    say "$locale"
    EKU_LAB_LOCALE=$locale "$wine" session --fresh "${BASH_SOURCE[0]}" --inside
done
say "all good in: $*"
