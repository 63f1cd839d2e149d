#!/usr/bin/env bash
# The Wine lab: a Windows JVM, a Windows registry, a Windows service and a powershell.exe of our own, on Debian. See --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lab=$(realpath -ms "${EKU_LAB:-$here/../../../eku-core/target/wine-lab}")
cache=$(realpath -ms "${EKU_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/eku-lab}")
locale=${EKU_LAB_LOCALE:-C.UTF-8}
call_timeout=${EKU_LAB_TIMEOUT:-300}
repository=${EKU_LAB_REPO:-$HOME/.m2/repository}

prefix=$lab/prefix
drive_c=$prefix/drive_c
service=RTCDATAMCU
service_folder='Program Files/Skype for Business Server 2015/Web Conferencing'

usage() {
    cat <<'EOF'
wine.sh - run Windows programs, the Windows JVM and Maven against a Windows registry and service, on Debian 12

  setup                       fetch and build everything that is missing (root installs Debian packages; else it says which)
  start [--fresh] [--service] start the lab: own prefix, own wineserver, the service RTCDATAMCU and the registry facts of a
                              Skype for Business Server 2015 front end. --fresh: from an untouched prefix.
                              --service: the service is started, too. Harmless when the lab is running
  run COMMAND…                run a Windows program: java, mvn, junit, svcctl, reg, sc, cmd, C:\…\x.exe
  stop                        end this lab's wineserver and with it every Windows process of this prefix, no other.
                              Call it before `mvn clean`: without the prefix nobody finds the server any more
  session [--fresh] [--service] COMMAND…
                              start, run an ordinary (Unix) command, and stop whatever happened; its exit code
  behave [KEY=VALUE…]         what the service and powershell.exe shall do from now on (no key: back to normal)
                              `behave --help` lists the keys
  log [service|powershell]    print the log; `log --clear` empties both
  winpath PATH[:PATH…]        a Unix path, or a class path, as Windows sees it: Z:\…;Z:\…
  status                      key=value lines: where things are, what runs
  selftest [--all]            prove that all of this works, in a lab of its own (--all: in both locales)

run java ARGUMENT…            the Windows JVM (17), sun.misc.Unsafe included; its standard streams speak UTF-8, its default
                              charset is that of the locale, as on Windows. Like every java.exe it turns characters outside
                              the code page into ? and then expands ? and * as file names: pass such text in a file
run mvn ARGUMENT…             Maven 3.9.16 off-line in the current directory, on the local repository EKU_LAB_REPO.
                              Fill that from Linux first
run junit --class-path A:B --scan DIRECTORY --reports DIRECTORY [-DKEY=VALUE…] [CONSOLE OPTION…]
                              JUnit's console launcher in the Windows JVM; Unix paths. XML reports as by Surefire
run svcctl COMMAND SERVICE…   what sc.exe of Wine lacks: status config start stop pause continue interrogate control wait delete

Output of a Windows program goes to files first and is then printed as UTF-8. Standard input is empty. The exit code is passed
on; Unix sees its lowest 8 bits. 124: it took longer than EKU_LAB_TIMEOUT. A single Unix path given to java or mvn works as it is,
since the current directory is on Z: and / is the root of Z:; a class path needs `winpath`.

Environment
  EKU_LAB          the lab (default: eku-core/target/wine-lab)
  EKU_LAB_CACHE    downloads and the untouched prefix, kept across `mvn clean` (default: ~/.cache/eku-lab)
  EKU_LAB_LOCALE   C.UTF-8 (default; code page 1252) or ja_JP.UTF-8 (code page 932, Japanese messages)
  EKU_LAB_TIMEOUT  seconds for one `run` (default 300)
  EKU_LAB_REPO     local Maven repository (default: ~/.m2/repository)
  EKU_LAB_JDK      a JDK 17 with its jmods (default: JAVA_HOME, the java on the PATH, any JDK beside it)
  EKU_LAB_MVN      the mvn command that fetches (default: mvn, else the repository's mvnw)

Inside, C:\eku-lab\ holds behaviour.txt, service.log and powershell.log (format: datamcusvc.c, powershell.c).
EOF
}

say() { printf 'wine lab: %s\n' "$*" >&2; }
fail() {
    printf 'wine lab: %s\n' "$1" >&2
    shift
    (($# == 0)) || printf '          next step: %s\n' "$@" >&2
    exit 1
}

# shellcheck source=setup.sh
source "$here/setup.sh"

# ---- Wine ----

# Nothing of the caller's Java, display or language reaches Windows programs, and nothing of Wine's menus the caller's home.
in_prefix() { # PREFIX COMMAND…
    local prefix=$1 language=(LC_ALL=C.UTF-8)
    shift
    [[ $locale != ja_JP.UTF-8 ]] || language=(LC_ALL=ja_JP.UTF-8 "LOCPATH=$lab/locale")
    env -u DISPLAY -u LANG -u LANGUAGE -u LOCPATH -u CLASSPATH -u JAVA_HOME -u JAVA_TOOL_OPTIONS -u _JAVA_OPTIONS -u JDK_JAVA_OPTIONS \
        -u MAVEN_OPTS -u MAVEN_ARGS "${language[@]}" WINEPREFIX="$prefix" WINEARCH=win64 WINEDEBUG="${WINEDEBUG:--all}" \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' "$@"
}

# Signal 0 kills nobody: it asks whether this prefix has a server.
is_running() { [[ -d $prefix ]] && in_prefix "$prefix" timeout 10 "$(find_wineserver)" -k0 >/dev/null 2>&1 </dev/null; }

require_running() {
    is_running || fail 'the lab is not running' "$0 start"
    [[ $(cat "$lab/locale.name") == "$locale" ]] ||
        fail "the lab runs in $(cat "$lab/locale.name"), not in $locale" "set EKU_LAB_LOCALE, or $0 stop and start again"
}

# One Windows program: input empty, output to files, since services would inherit a pipe and keep its reader waiting for ever.
call() { # OUT ERR TIMEOUT COMMAND…
    local out=$1 err=$2 seconds=$3 code=0 pid waited=0
    shift 3
    in_prefix "$prefix" timeout -k 10 "$seconds" "$(find_wine)" "$@" >"$out" 2>"$err" </dev/null 9>&- &
    pid=$!
    trap 'kill "$pid" 2>/dev/null' INT TERM
    while ! timeout 30 tail -s 0.05 --pid="$pid" -f /dev/null; do
        waited=$((waited + 30))
        say "$1 has run for $waited s of at most $seconds; output in $out"
    done
    wait "$pid" || code=$?
    trap - INT TERM
    return "$code"
}

quietly() { # TIMEOUT COMMAND…: one of the lab's own calls, its output kept for the case that it fails
    local seconds=$1
    shift
    call "$lab/last.out" "$lab/last.err" "$seconds" "$@" ||
        fail "failed: $* ($(print_as_utf8 "$lab/last.out" "$lab/last.err" | tr -d '\r' | tr '\n' ' '))" "$0 stop, then start --fresh"
}

# reg.exe and sc.exe write in the code page of the locale.
print_as_utf8() {
    local file codepage=CP1252
    [[ $locale != ja_JP.UTF-8 ]] || codepage=CP932
    for file in "$@"; do
        if iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1; then cat "$file"; else iconv -c -f $codepage -t UTF-8 "$file" || true; fi
    done
}

winpath() {
    local part out='' IFS=:
    for part in $1; do
        part=$(realpath -ms "$part")
        out+=${out:+;}Z:${part//\//\\}
    done
    printf '%s\n' "$out"
}

# ---- start and stop ----

new_prefix() {
    local template file
    template=$(template)
    rm -rf "$prefix" "$prefix.new"
    if ! cp -al "$template" "$prefix.new" 2>/dev/null; then
        rm -rf "$prefix.new"
        cp -a --reflink=auto "$template" "$prefix.new"
    fi
    # Shared by hard links are only files that nobody changes.
    find "$prefix.new" -type f ! -iname '*.dll' ! -iname '*.exe' ! -iname '*.sys' -links +1 -size -1024k -print0 |
        while IFS= read -r -d '' file; do cp -a --remove-destination "$template${file#"$prefix.new"}" "$file"; done
    for file in "$template"/*.reg; do cp -a --remove-destination "$file" "$prefix.new/"; done
    mv "$prefix.new" "$prefix"
}

launch_server() {
    # -p: otherwise it leaves, and ends running services, a few seconds after the last program. Without -f it returns when it is
    # ready; a program that came earlier would start another server, one that does not stay.
    in_prefix "$prefix" "$(find_wineserver)" -p >"$lab/wineserver.log" 2>&1 </dev/null 9>&- ||
        fail 'wineserver did not start' "read $lab/wineserver.log"
    echo "$locale" >"$lab/locale.name"
    quietly 120 cmd /c ver
}

install_programs() {
    local powershell=$drive_c/windows/system32/WindowsPowerShell/v1.0
    mkdir -p "$drive_c/eku-lab" "$drive_c/$service_folder" "$powershell"
    cp --remove-destination "$lab/bin/DATAMCUSVC.exe" "$drive_c/$service_folder/"
    cp --remove-destination "$lab/bin/svcctl.exe" "$drive_c/windows/"
    cp --remove-destination "$lab/bin/powershell.exe" "$powershell/"
}

# What eku looks for on a Skype for Business Server 2015 front end with .NET 4.7.2.
install_facts() {
    cat >"$drive_c/eku-lab/facts.reg" <<'EOF'
Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Real-Time Communications\{A766C25B-A1D1-4711-A726-AC3E7CA4AAB3}]
"InstallDir"="C:\\Program Files\\Skype for Business Server 2015\\"
"Version"="6.0.9319.0"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full]
"Install"=dword:00000001
"Release"=dword:00070bf6
"Version"="4.7.03190"

EOF
    quietly 60 reg import 'C:\eku-lab\facts.reg' /reg:64
}

install_service() {
    call /dev/null /dev/null 60 svcctl status $service && return
    quietly 60 sc create $service \
        binPath= "\"C:\\${service_folder//\//\\}\\DATAMCUSVC.exe\" $service 700" start= demand \
        DisplayName= 'Skype for Business Server Web Conferencing'
}

start() {
    local fresh='' start_service='' option
    for option in "$@"; do
        case $option in
            --fresh) fresh=yes ;;
            --service) start_service=yes ;;
            *) fail "start: unknown option $option" "$0 --help" ;;
        esac
    done
    is_set_up || fail 'the lab is not set up' "$0 setup"
    [[ -z $fresh ]] || stop
    if is_running; then
        require_running
        say "already running in $locale"
    else
        [[ -z $fresh && -d $prefix ]] || new_prefix
        launch_server
        install_programs
        install_facts
        install_service
        say "running in $locale, prefix $prefix"
    fi
    [[ -z $start_service ]] || start_service
}

start_service() {
    call "$lab/last.out" "$lab/last.err" 60 svcctl start $service || grep -q 'error 1056' "$lab/last.out" ||
        fail "$service does not start: $(cat "$lab/last.out")" "$0 log service"
    quietly 60 svcctl wait $service RUNNING 20000
    say "$service is running"
}

stop() {
    is_running || return 0
    in_prefix "$prefix" timeout -k 5 30 "$(find_wineserver)" -k >/dev/null 2>&1 </dev/null || true
    in_prefix "$prefix" timeout -k 5 30 "$(find_wineserver)" -w >/dev/null 2>&1 </dev/null ||
        fail "the wineserver of $prefix does not end" "WINEPREFIX=$prefix $(find_wineserver) -k9"
    say stopped
}

session() {
    local options=() code=0
    while (($# > 0)) && [[ $1 == --* ]]; do
        options+=("$1")
        shift
    done
    (($# > 0)) || fail 'session: no command given' "$0 --help"
    trap stop EXIT
    start "${options[@]}"
    "$@" || code=$?
    return "$code"
}

# ---- run ----

java_options() {
    printf '%s\n' "-Xbootclasspath/a:$(winpath "$modules/classes")" \
        --add-exports java.base/jdk.internal.misc=ALL-UNNAMED --add-exports java.base/jdk.internal.reflect=ALL-UNNAMED \
        -XX:TieredStopAtLevel=1 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8
}

project_root() { # the nearest folder above with a .mvn, as the mvn script does it
    local folder=$PWD
    while [[ $folder != / && ! -d $folder/.mvn ]]; do folder=$(dirname "$folder"); done
    [[ $folder != / ]] || folder=$PWD
    printf '%s\n' "$folder"
}

# Which remote repository a file came from was recorded on Linux under names that mean nothing here: hence another tracking file.
mvn_command() {
    local home
    home=$(winpath "$maven")
    java_command -cp "$home\\boot\\$(basename "$maven"/boot/plexus-classworlds-*.jar)" "-Dclassworlds.conf=$home\\bin\\m2.conf" \
        "-Dmaven.home=$home" "-Dmaven.multiModuleProjectDirectory=$(winpath "$(project_root)")" "-Dmaven.repo.local=$(winpath "$repository")" \
        org.codehaus.plexus.classworlds.launcher.Launcher -o -B -Daether.enhancedLocalRepository.trackingFilename=eku-lab.repositories "$@"
}

java_command() {
    mapfile -t command < <(java_options)
    command=("$jre/bin/java.exe" "${command[@]}" "$@")
}

junit_command() {
    local jvm=() options=()
    while (($# > 0)); do
        case $1 in
            --class-path) options+=(--class-path "$(winpath "${2?--class-path needs a value}")") && shift ;;
            --scan) options+=(--scan-class-path "$(winpath "${2?--scan needs a value}")") && shift ;;
            --reports) options+=(--reports-dir "$(winpath "${2?--reports needs a value}")") && shift ;;
            -D*) jvm+=("$1") ;;
            *) options+=("$1") ;;
        esac
        shift
    done
    java_command "${jvm[@]}" -jar "$(winpath "$junit")" execute --disable-banner --disable-ansi-colors "${options[@]}"
}

run() {
    (($# > 0)) || fail 'run: no command given' "$0 --help"
    require_running
    local command out code=0
    case $1 in
        java) java_command "${@:2}" ;;
        mvn) mvn_command "${@:2}" ;;
        junit) junit_command "${@:2}" ;;
        *) command=("$@") ;;
    esac
    out=$(mktemp "$lab/run.XXXXXX")
    call "$out" "$out.err" "$call_timeout" "${command[@]}" || code=$?
    print_as_utf8 "$out"
    print_as_utf8 "$out.err" >&2
    rm -f "$out" "$out.err"
    [[ $code != 124 ]] || say "$1 was ended after $call_timeout s (EKU_LAB_TIMEOUT)"
    return "$code"
}

# ---- what the service and powershell.exe do ----

behaviour_keys() { sed -n 's/^BEHAVIOUR("\([^"]*\)", "\([^"]*\)", "\(.*\)")$/\1\t\2\t\3/p' "$here/behaviour.def"; }

behave() {
    local setting key keys
    keys=$(behaviour_keys | cut -f 1)
    if [[ ${1:-} == --help ]]; then
        behaviour_keys | awk -F '\t' '{ printf "%-24s %-8s %s\n", $1, $2, $3 }'
        return
    fi
    for setting in "$@"; do
        key=${setting%%=*}
        [[ $setting == *=* ]] || fail "behave: $setting is no KEY=VALUE" "$0 behave --help"
        grep -qxF -e "$key" -e "${key#*.}" <<<"$keys" || fail "behave: unknown key $key" "$0 behave --help"
    done
    [[ -d $drive_c/eku-lab ]] || fail 'the lab has no prefix yet' "$0 start"
    printf '%s\n' "$@" >"$drive_c/eku-lab/behaviour.new"
    mv "$drive_c/eku-lab/behaviour.new" "$drive_c/eku-lab/behaviour.txt"
}

log() {
    case ${1:-service} in
        service | powershell) cat "$drive_c/eku-lab/${1:-service}.log" 2>/dev/null || say "no ${1:-service} log yet" ;;
        --clear) rm -f "$drive_c"/eku-lab/{service,powershell}.log ;;
        *) fail "log: unknown argument $1" "$0 --help" ;;
    esac
}

status() {
    local running=no running_locale=$locale
    if is_running; then running=yes running_locale=$(cat "$lab/locale.name"); fi
    printf '%s=%s\n' lab "$lab" cache "$cache" prefix "$prefix" drive_c "$drive_c" java "$jre/bin/java.exe" maven "$maven" junit "$junit" \
        locale "$running_locale" running $running
}

case $locale in C.UTF-8 | ja_JP.UTF-8) ;; *) fail "unknown EKU_LAB_LOCALE $locale" 'use C.UTF-8 or ja_JP.UTF-8' ;; esac
[[ $call_timeout =~ ^[1-9][0-9]*$ ]] || fail "EKU_LAB_TIMEOUT is no number of seconds: $call_timeout"

verb=${1:---help}
(($# == 0)) || shift
case $verb in
    setup | start | run | stop | session | behave | log | winpath | status) "$verb" "$@" ;;
    selftest) source "$here/selftest.sh" ;;
    -h | --help | help) usage ;;
    *) fail "unknown command $verb" "$0 --help" ;;
esac
