# Sourced by wine.sh: `wine.sh selftest [--all]`. Proves the lab against what Wine itself says (reg.exe, sc.exe), and prints what was seen.
# shellcheck shell=bash disable=SC2154,SC2086,SC1003,SC2164,SC2103 # set -e is on; lab, service, drive_c … are wine.sh's

help_plugin=org.apache.maven.plugins:maven-help-plugin:3.5.2
checks=0
step() { printf '\n== %s\n' "$*"; }

expect() { # WHAT EXPECTED-REGEX ACTUAL
    checks=$((checks + 1))
    if [[ $3 =~ $2 ]]; then
        printf 'ok   %s: %s\n' "$1" "$(tr -d '\r' <<<"$3" | grep -v '^[[:space:]]*$' | head -n 6)"
    else
        printf 'FAIL %s\n  expected: %s\n  seen:     %s\n' "$1" "$2" "$3"
        fail "selftest failed: $1" "EKU_LAB=$lab EKU_LAB_LOCALE=$locale $0 start, and look"
    fi
}

# A command's output and exit code, as `output [code]`.
seen() {
    local output code=0
    output=$("$@" 2>&1) || code=$?
    printf '%s [%s]\n' "$output" "$code"
}
on_service() { seen run svcctl "$1" $service "${@:2}"; }
base64_script() { iconv -f UTF-8 -t UTF-16LE <<<"$1" | base64 -w 0; }
powershell() { seen run powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand "$(base64_script "$1")"; }
events() { awk '{ $1 = $3 = ""; print $2 == "" ? $0 : $0 }' "$drive_c/eku-lab/service.log" | sed -n 's/^ *RTCDATAMCU *\(STATE\|CONTROL\|DRAIN\|EXIT\) \([A-Za-z_0-9]*\).*/\1 \2/p' | uniq | tr '\n' ','; }
started() { on_service start >/dev/null && on_service wait RUNNING 10000 >/dev/null; }
fresh_log() { log --clear; }
enforcement='SOFTWARE\Microsoft\.NETFramework\v4.0.30319\System.Net.ServicePointManager.RequireCertificateEKUs'
executable="C:\\${service_folder//\//\\}\\DATAMCUSVC.exe"

check_basics() {
    step 'the Windows JVM, the registry facts, the installed service'
    expect 'java -version' '17\.0\.17' "$(seen run java -version)"
    expect 'product version (reg query /reg:64)' '6\.0\.9319\.0' \
        "$(seen run reg query 'HKLM\SOFTWARE\Microsoft\Real-Time Communications\{A766C25B-A1D1-4711-A726-AC3E7CA4AAB3}' /v Version /reg:64)"
    expect '.NET release' '0x70bf6' "$(seen run reg query 'HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' /v Release /reg:64)"
    expect 'sc query' 'STATE.*1 .*STOPPED' "$(seen run sc query $service)"
    expect 'quotes and arguments of the image path' 'path="C:\\Program Files\\Skype.*\\DATAMCUSVC.exe" RTCDATAMCU 700' "$(on_service config)"
    expect 'a failing program'\''s exit code' '\[1\]$' "$(seen run reg query 'HKLM\Software\no such key')"
}

check_life() {
    step 'a life: start, pause, continue, pause, stop'
    fresh_log
    started
    expect 'sc query' 'STATE.*4 .*RUNNING' "$(seen run sc query $service)"
    expect 'start while running' 'error 1056' "$(on_service start)"
    on_service pause >/dev/null
    expect 'pause' '^PAUSED' "$(on_service wait PAUSED 5000)"
    on_service continue >/dev/null
    expect 'continue' '^RUNNING' "$(on_service wait RUNNING 5000)"
    expect 'unknown control' 'error 87' "$(on_service control 127)"
    on_service pause >/dev/null && on_service wait PAUSED 5000 >/dev/null
    expect 'stop answers' '^STOP_PENDING' "$(on_service stop)"
    expect 'stop while stopping' 'error 1061' "$(on_service stop)"
    expect 'stopped' '^STOPPED' "$(on_service wait STOPPED 5000)"
    expect 'stop while stopped' 'error 1062' "$(on_service stop)"
    expect 'the order in the log' '^STATE START_PENDING,STATE RUNNING,CONTROL PAUSE,STATE PAUSE_PENDING,DRAIN begin,DRAIN end,STATE PAUSED,CONTROL CONTINUE,STATE CONTINUE_PENDING,STATE RUNNING,CONTROL PAUSE,STATE PAUSE_PENDING,DRAIN begin,DRAIN end,STATE PAUSED,CONTROL STOP,STATE STOP_PENDING,STATE STOPPED,$' "$(events)"
}

check_enforcement() {
    step 'the exemption counts from the next start on'
    fresh_log
    started
    expect 'before' 'START enforcement=on value=absent' "$(log service)"
    run reg add "HKLM\\$enforcement" /v "$executable" /t REG_DWORD /d 0 /f /reg:64 >/dev/null
    expect 'reg query /reg:64' 'DATAMCUSVC\.exe +REG_DWORD +0x0' "$(seen run reg query "HKLM\\$enforcement" /reg:64)"
    expect 'written, not restarted' '^1$' "$(grep -c START\  "$drive_c/eku-lab/service.log")"
    on_service stop >/dev/null && on_service wait STOPPED 5000 >/dev/null
    started
    expect 'restarted' 'START enforcement=off value=4:00000000' "$(grep START\  "$drive_c/eku-lab/service.log" | tail -n 1)"
    on_service stop >/dev/null && on_service wait STOPPED 5000 >/dev/null
    run reg add "HKLM\\$enforcement" /v "$executable" /t REG_SZ /d 0 /f /reg:64 >/dev/null
    started
    expect 'REG_SZ 0 exempts nobody' 'START enforcement=on value=1:30000000' "$(grep START\  "$drive_c/eku-lab/service.log" | tail -n 1)"
    on_service stop >/dev/null && on_service wait STOPPED 5000 >/dev/null
    run reg delete "HKLM\\$enforcement" /f /reg:64 >/dev/null
}

check_misbehaviour() {
    step 'a service that behaves badly'
    behave start.report=nothing
    expect 'exits before its first report' 'error 1053' "$(on_service start)"
    behave start.report=crash
    on_service start >/dev/null
    # Wine 8.0 does not see that a service's process is gone until the next start; Windows says STOPPED with exit code 1067.
    expect 'dies while starting' '^wait: not STOPPED .*START_PENDING' "$(on_service wait STOPPED 1000)"
    behave start.report=fail
    on_service start >/dev/null
    expect 'fails to start, with a code of its own' '^STOPPED.* exit=1066 specific=42' "$(on_service wait STOPPED 5000)"
    behave start.delay=2000
    expect 'slow start' 'not RUNNING.*START_PENDING' "$(on_service start >/dev/null && on_service wait RUNNING 800)"
    expect 'stop while starting (Wine 8.0; Windows: 1061)' 'error 1052' "$(on_service stop)"
    expect 'slow start, in the end' '^RUNNING' "$(on_service wait RUNNING 10000)"
    behave stop.lag=1000 stop.delay=2000
    expect 'STOP accepted, still RUNNING for a while' '^RUNNING' "$(on_service stop)"
    expect 'then STOP_PENDING' '^STOP_PENDING' "$(on_service wait STOP_PENDING 5000)"
    on_service wait STOPPED 5000 >/dev/null
    behave stop.delay=never stop.checkpoint=frozen && started
    on_service stop >/dev/null && sleep 1
    expect 'frozen checkpoint' '^STOP_PENDING .*checkpoint=1 ' "$(on_service status)"
    behave stop.delay=0
    expect 'told to end after all' '^STOPPED' "$(on_service wait STOPPED 5000)"
    behave stop.pending=no stop.delay=1000 && started
    expect 'no STOP_PENDING at all' '^RUNNING' "$(on_service stop)"
    expect 'but STOPPED' '^STOPPED' "$(on_service wait STOPPED 5000)"
    behave stop.end=crash && started
    on_service stop >/dev/null
    expect 'dies while stopping' '^wait: not STOPPED .*STOP_PENDING' "$(on_service wait STOPPED 2000)" # Wine 8.0, as above
    behave stop.accept=no pause.accept=no && started
    expect 'refuses STOP' 'error 1052' "$(on_service stop)"
    expect 'refuses PAUSE' 'error 1052' "$(on_service pause)"
    behave
    expect 'accepted controls are told again at the next state' 'accepted=4 ' "$(on_service interrogate)"
    expect 'behave refuses a misspelled key' 'unknown key' "$(seen "$0" behave stop.dealy=1)"
    restart_lab_service
}

# A service that accepts no STOP leaves only with its wineserver.
restart_lab_service() {
    stop
    start
    behave
}

check_recorder() {
    step 'powershell.exe, the recorder'
    fresh_log
    behave drain.delay=1500
    started
    expect 'probe' '\[0\]$' "$(powershell 'Get-Command Stop-CsWindowsService')"
    expect 'graceful stop' '\[0\]$' "$(powershell "Import-Module SkypeForBusiness; Stop-CsWindowsService -Name 'RTCDATAMCU' -Graceful -ComputerName 'fe01.contoso.com'")"
    expect 'the order in the service'\''s log' 'CONTROL PAUSE,STATE PAUSE_PENDING,DRAIN begin,STATE PAUSED,DRAIN end,CONTROL STOP,STATE STOP_PENDING,STATE STOPPED,$' "$(events)"
    expect 'start' '\[0\]$' "$(powershell "Start-CsWindowsService -Name 'RTCDATAMCU'")"
    expect 'running' '^RUNNING' "$(on_service status)"
    expect 'an injected name stays a name' '"name":"x'\''; Stop-CsWindowsService -Name '\''RTCDATAMCU",' \
        "$(powershell "Stop-CsWindowsService -Name 'x''; Stop-CsWindowsService -Name ''RTCDATAMCU' -Graceful" >/dev/null && log powershell | tail -n 2)"
    expect 'no -Name: nothing is done' '\[65\]$' "$(powershell 'Stop-CsWindowsService -Graceful')"
    expect 'broken Base64' '\[64\]$' "$(seen run powershell.exe -EncodedCommand 'RwBlAHQ')"
    seen run powershell.exe -x 'a b\' '日' >/dev/null
    expect 'the command line, byte for byte' '^1$' "$(log powershell | grep -cF ' -x \"a b\\\\\" \u65e5","argv":["C:\\windows\\system32\\WindowsPowershell\\v1.0\\powershell.exe","-x","a b\\","\u65e5"]')"
    behave powershell.stop=fail powershell.exit=7 powershell.error='サービスを停止できません'
    expect 'a failing cmdlet, in Japanese' "$([[ $locale == ja_JP.UTF-8 ]] && echo 'サービスを停止できません.*')"'.*\[7\]$' "$(powershell "Stop-CsWindowsService -Name RTCDATAMCU -Graceful")"
    behave powershell.stop=fail powershell.language=ja powershell.error.format=clixml
    expect 'serialised errors' '^#< CLIXML.*<S S="Error">Stop-CsWindowsService : ' "$(powershell "Stop-CsWindowsService -Name RTCDATAMCU -Graceful")"
    behave powershell.cmdlets=absent
    expect 'no such cmdlet' 'not recognized.*\[1\]$' "$(powershell 'Get-Command Stop-CsWindowsService')"
    expect 'still running' '^RUNNING' "$(on_service status)"
    behave drain.delay=signal
    powershell "Stop-CsWindowsService -Name 'RTCDATAMCU' -Graceful" >"$lab/drain.out" &
    local draining=$!
    expect 'draining' '^PAUSED' "$(on_service wait PAUSED 10000)"
    sleep 1
    expect 'until the signal' 'CONTROL PAUSE,STATE PAUSE_PENDING,DRAIN begin,STATE PAUSED,$' "$(events)"
    on_service control 128 >/dev/null
    wait $draining
    expect 'drained and stopped' '\[0\]$' "$(cat "$lab/drain.out")"
    expect 'STOPPED' '^STOPPED' "$(on_service status)"
    behave powershell.start=fail-after
    expect 'a start that works but is reported as failed' '\[1\]$' "$(powershell "Start-CsWindowsService -Name RTCDATAMCU")"
    expect 'running all the same' '^RUNNING' "$(on_service status)"
    behave drain.delay=500 drain.state=pending drain.then=stop
    expect 'draining in PAUSE_PENDING' '^PAUSE_PENDING' "$(on_service pause)"
    expect 'stops by itself once drained' '^STOPPED' "$(on_service wait STOPPED 5000)"
    behave drain.delay=never
    started
    powershell "Stop-CsWindowsService -Name RTCDATAMCU -Graceful" >"$lab/drain.out" &
    draining=$!
    on_service wait PAUSED 10000 >/dev/null && on_service continue >/dev/null
    wait $draining
    expect 'a drain that somebody resumed fails' '\[1\]$' "$(cat "$lab/drain.out")"
    expect 'and leaves the service' '^RUNNING' "$(on_service wait RUNNING 5000)"
    expect 'a drain that never ends' '\[124\]$' "$(EKU_LAB_TIMEOUT=4 seen "$0" run powershell.exe -Command "Stop-CsWindowsService -Name RTCDATAMCU -Graceful")"
    expect 'left draining' '^PAUSED' "$(on_service status)"
    behave
    on_service stop >/dev/null && on_service wait STOPPED 5000 >/dev/null
}

check_maven() {
    step 'Maven inside Wine'
    local project=$lab/project
    mkdir -p "$project"
    cat >"$project/pom.xml" <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lab</groupId>
  <artifactId>lab</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
</project>
EOF
    cd "$project"
    "$(find_maven)" -q -B "-Dmaven.repo.local=$repository" "$help_plugin:evaluate" -Dexpression=os.name -DforceStdout >/dev/null 2>&1 </dev/null ||
        fail "the local Maven repository could not be filled with $help_plugin"
    expect 'mvn -v' "Apache Maven $maven_version.*windows 10" "$(seen run mvn -v)"
    expect 'help:evaluate' 'Windows 10.*BUILD SUCCESS' "$(seen run mvn "$help_plugin:evaluate" -Dexpression=os.name)"
    cd - >/dev/null
}

check_junit() {
    step 'JUnit inside the Windows JVM'
    local folder=$lab/junit
    mkdir -p "$folder/classes"
    cat >"$folder/InsideTest.java" <<'EOF'
import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.Test;

class InsideTest {
    @Test
    void sees_windows() {
        assertEquals("Windows 10", System.getProperty("os.name"));
        assertEquals(System.getProperty("expected.charset"), java.nio.charset.Charset.defaultCharset().name());
        assertEquals("\u65e5\u672c", "日本");
    }
}
EOF
    "$(find_jdk)/bin/javac" --release 17 -encoding UTF-8 -cp "$junit" -d "$folder/classes" "$folder/InsideTest.java"
    expect 'junit' '1 tests successful.*\[0\]$' "$(seen run junit --class-path "$folder/classes" --scan "$folder/classes" --reports "$folder/reports" \
        "-Dexpected.charset=$([[ $locale == ja_JP.UTF-8 ]] && echo windows-31j || echo windows-1252)")"
    expect 'its XML report' 'tests="1" skipped="0" failures="0" errors="0"' "$(cat "$folder"/reports/TEST-junit-jupiter.xml)"
}

selftest_here() {
    step "locale $locale, lab $lab"
    trap stop EXIT
    setup
    start --fresh
    behave
    check_basics
    check_life
    check_enforcement
    check_misbehaviour
    check_recorder
    check_maven
    check_junit
    stop
    trap - EXIT
    printf '\n%s: all %s checks passed in %s s\n' "$locale" "$checks" "$SECONDS"
}

case ${1:-} in
    --all)
        for each in C.UTF-8 ja_JP.UTF-8; do EKU_LAB_LOCALE=$each "$0" selftest; done
        ;;
    '')
        lab=$lab/selftest
        prefix=$lab/prefix
        drive_c=$prefix/drive_c
        export EKU_LAB=$lab EKU_LAB_LOCALE=$locale
        selftest_here
        ;;
    *) fail "selftest: unknown argument $1" "$0 --help" ;;
esac
