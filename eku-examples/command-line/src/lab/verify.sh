#!/usr/bin/env bash
# What `mvn verify -Pwine` runs for the zip: eku.cmd of the unpacked zip, with the Windows JRE of the lab in its folder `runtime`
# and no other Java in reach, does the main job on `local:` and `memory:`. What came of it is read with reg.exe and sc.exe.
# Environment: EKU_TARGET, EKU_ZIP. See eku-core/src/lab/wine.sh for the lab.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
wine=$here/../../../../eku-core/src/lab/wine.sh
target=${EKU_TARGET?the target folder of the module}
zip=${EKU_ZIP?the zip}
key='HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319\System.Net.ServicePointManager.RequireCertificateEKUs'
executable='C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC\.exe'

say() { printf 'wine zip: %s\n' "$*"; }
fail() {
    printf 'wine zip: FAILED: %s\n' "$*" >&2
    exit 1
}
value_of() { "$wine" status | sed -n "s/^$1=//p"; }

# look WHAT EXPECTED-REGEX COMMAND…: past our own code.
look() {
    local what=$1 expected=$2 seen
    shift 2
    seen=$("$wine" run "$@" 2>&1 | tr -d '\r' || true)
    [[ $seen =~ $expected ]] || fail "$what: $* shows
$seen
instead of $expected"
    say "$what: ok"
}

absent() { # WHAT COMMAND…
    local what=$1 seen
    shift
    seen=$("$wine" run "$@" 2>&1 | tr -d '\r' || true)
    [[ $seen != *DATAMCUSVC* ]] || fail "$what: $* shows
$seen"
    say "$what: ok"
}

gone() { # WHAT KEY
    "$wine" run reg query 'HKLM\SOFTWARE\Microsoft' /reg:64 >/dev/null 2>&1 || fail "$1: reg.exe does not work"
    ! "$wine" run reg query "$2" /reg:64 >/dev/null 2>&1 || fail "$1: $2 is still there"
    say "$1: ok"
}

# eku EXIT-CODE FOLDER COMMAND ARGUMENT…: eku.cmd, in a line of a batch file, as a person would type it into a window of cmd.
eku() {
    local expected=$1 folder=$2 code=0 log line codepage=CP1252 argument
    log=$target/wine-zip/$EKU_LAB_LOCALE-$((++calls))-$3.log
    shift 2
    line="@\"$("$wine" winpath "$folder")\\eku.cmd\""
    for argument in "$@"; do line+=" \"${argument//%/%%}\""; done
    [[ $EKU_LAB_LOCALE != ja_JP.UTF-8 ]] || codepage=CP932
    printf '%s\r\n' "$line" | iconv -f UTF-8 -t $codepage >step.cmd
    "$wine" run cmd /c step.cmd >"$log" 2>&1 || code=$?
    if ((code != expected)); then
        tail -n 60 "$log" >&2
        fail "eku $* ended with $code instead of $expected, see $log"
    fi
    ! grep -q $'\033' "$log" || fail "colours in a file, see $log"
    last=$log
    say "eku $1: exit code $code, as expected"
}

said() { grep -qF -- "$1" "$last" || fail "the answer does not say '$1', see $last"; }

unpack() { # FOLDER: the zip there, without the folder in it
    local new
    new=$(mktemp -d "$target/wine-zip/unpacked.XXXXXX")
    (cd "$new" && jar xf "$zip")
    mkdir -p "$(dirname "$1")"
    mv "$new"/eku-* "$1"
    rmdir "$new"
}

inside() {
    local folder=$1
    mkdir -p "$target/wine-zip/work"
    cd "$target/wine-zip/work"
    eku 3 "$folder" products
    said 'no Java is found'
    mkdir -p "$folder/runtime/bin"
    touch "$folder/runtime/bin/java"
    eku 3 "$folder" products
    said 'another system'
    rm -r "$folder/runtime"
    cp -a "$(dirname "$(dirname "$(value_of java)")")" "$folder/runtime"
    eku 0 "$folder" products
    eku 1 "$folder" verify --hosts=memory:sfb-2015
    eku 0 "$folder" apply "--hosts=memory:sfb-2015@trial-$calls.json" '--reason=100% & more! (x)'
    eku 0 "$folder" verify "--hosts=memory:sfb-2015@trial-$((calls - 1)).json"
    eku 2 "$folder" plan --hsots=local:

    eku 1 "$folder" verify
    eku 0 "$folder" plan --stop=stop --reason=lab
    absent 'a plan changes nothing' reg query "$key" /reg:64
    eku 0 "$folder" apply --stop=stop --reason=lab
    look 'the value in the 64-bit view' "$executable +REG_DWORD +0x0" reg query "$key" /reg:64
    absent 'nothing in the 32-bit view' reg query "$key" /reg:32
    look 'the service runs' 'STATE *: 4 +RUNNING' sc query RTCDATAMCU
    eku 0 "$folder" verify
    eku 0 "$folder" history
    eku 0 "$folder" rollback --stop=stop --forget
    absent 'the value is gone' reg query "$key" /reg:64
    gone 'the key eku created is gone' "$key"
    gone 'no trace of eku' 'HKLM\SOFTWARE\eku'
    look 'the service runs' 'STATE *: 4 +RUNNING' sc query RTCDATAMCU
    printf 'no library' >"$folder/native/win32-x86-64/jnidispatch.dll"
    eku 3 "$folder" verify
    said NATIVE_LIBRARY
    say 'JNA takes its library from the unpacked folder alone'
}

calls=0
case ${1:-} in
    '')
        "$wine" setup
        rm -rf "$target/wine-zip"
        mkdir -p "$target/wine-zip"
        for locale in C.UTF-8 ja_JP.UTF-8; do
            folder="$target/wine-zip/a b & c! (x)"
            [[ $locale != ja_JP.UTF-8 ]] || folder="$target/wine-zip/日本語 & c! (x)"
            unpack "$folder"
            say "the zip in '$folder', in $locale"
            EKU_LAB_LOCALE=$locale "$wine" session --fresh --service bash "${BASH_SOURCE[0]}" --inside "$folder"
        done
        say 'the zip does the main job, with the Java in its folder runtime alone'
        ;;
    --inside) inside "$2" ;;
    *) fail "verify.sh" ;;
esac
