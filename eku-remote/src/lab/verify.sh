#!/usr/bin/env bash
# What `mvn verify -Psamba` runs around and after the Java tests:
#
#     verify.sh start      the lab, for the Java tests; its properties file is EKU_TARGET/samba.properties      (eku-remote)
#     verify.sh seen       what the Java tests left behind, as Samba's own `net` sees it                        (eku-remote)
#     verify.sh stop       the lab
#     verify.sh goals      the main job by eku:plan, apply, verify and rollback, every PDU judged by tshark      (eku-maven-plugin)
#     verify.sh events     a rollout that stops at the front end whose event log shows a lost connection         (eku-maven-plugin)
#     verify.sh rollout    50 front ends in 10 pools, with everything that goes wrong, and the resume            (eku-maven-plugin)
#
# What came of every step is read with `net rpc registry`, `net rpc service` and from the service's own log, never by eku.
# Environment: EKU_TARGET; for goals, events and rollout EKU_VERSION and EKU_LOCAL_REPO, which holds the plugin, and EKU_BUILD_REPO, which holds the
# rest; that of samba.sh. Needs root.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
samba=$here/samba.sh
target=${EKU_TARGET?the target folder of the module}
key='HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319\System.Net.ServicePointManager.RequireCertificateEKUs'
executable='C:\Program Files\Skype for Business Server 2015\Web Conferencing\DATAMCUSVC.exe'
service=RTCDATAMCU

say() { printf 'samba: %s\n' "$*"; }
fail() {
    printf 'samba: FAILED: %s\n' "$*" >&2
    exit 1
}
lab() { "$samba" status | sed -n 's/^lab=//p'; }

# ---- looking, past our own code ----

# What a server's registry, its service manager and its service say, in one line.
observe() { # SERVER
    local value state last
    if value=$("$samba" net "$1" rpc registry getvalue "$key" "$executable" 2>&1); then
        value=$(sed -n 's/^Type *= //p; s/^Value *= //p' <<<"$value" | paste -sd :)
    else
        case $value in # what Samba's client makes of "file not found"
            *'registry_openkey failed: NT_STATUS_NO_SUCH_DEVICE'* | *'registry_queryvalue failed: NT_STATUS_NO_SUCH_DEVICE'*) value=absent ;;
            *) value="unreadable(${value##*$'\n'})" ;;
        esac
    fi
    state=$("$samba" net "$1" rpc service status $service 2>&1 | head -n 1)
    case $state in
        "$service service is running.") state=running ;;
        "$service service is stopped.") state=stopped ;;
        *) state="unknown($state)" ;;
    esac
    last=$("$samba" log "$1" 2>/dev/null | sed -n 's/.* RUNNING enforcement=//p')
    printf '%s value=%s service=%s starts=%d enforcement=%s\n' "$1" "$value" "$state" "$(grep -c . <<<"$last")" "${last##*$'\n'}"
}

# observe_all FILE SERVER…: four at a time, in order
observe_all() {
    local file=$1 server
    shift
    rm -rf "$file.parts"
    mkdir -p "$file.parts"
    for server in "$@"; do
        while (($(jobs -rp | wc -l) >= 4)); do wait -n; done
        observe "$server" >"$file.parts/$server" &
    done
    wait
    for server in "$@"; do cat "$file.parts/$server"; done >"$file"
    rm -rf "$file.parts"
}

# expect WHAT FILE EXTENDED-REGEX [SERVER…]: the lines of these servers (none: of all) match.
expect() {
    local what=$1 file=$2 pattern=$3 wrong lines
    shift 3
    lines=$(<"$file")
    if (($# > 0)); then lines=$(grep -E "^($(IFS='|' && echo "$*")) " "$file"); fi
    wrong=$(grep -vE "^[0-9a-z]+ $pattern\$" <<<"$lines") || {
        say "$what: ok ($(wc -l <<<"$lines") servers)"
        return
    }
    fail "$what: expected $pattern, but
$wrong"
}

# gone WHAT SERVER…: no trace of eku. That SOFTWARE can be listed at all is asked by the same command.
gone() {
    local what=$1 server seen
    shift
    for server in "$@"; do
        seen=$("$samba" net "$server" rpc registry enumerate 'HKLM\SOFTWARE' 2>&1) || fail "$what: server $server: $seen"
        [[ $seen == *Microsoft* && $seen != *'= eku'* ]] || fail "$what: server $server has
$seen"
    done
    say "$what: ok ($# servers)"
}

# at_most_one_down INVENTORY: never two services of a pool down at a time, by their own logs.
at_most_one_down() {
    local pool='' line server
    while read -r line; do
        case $line in
            '['*) pool=${line:1:-1} ;;
            smb://*)
                server=${line##*.}
                "$samba" log "$server" 2>/dev/null | awk -v pool="$pool" -v server="$server" '
                    $2 == "STOP" { print $1, pool, server, 1 }
                    $2 == "RUNNING" { print $1, pool, server, -1 }'
                ;;
        esac
    done <"$1" | sort | awk '
        { down[$2] -= is[$3]; is[$3] = $4 > 0; down[$2] += is[$3]; if (down[$2] > 1) { print "pool " $2 " at " $1 ": " down[$2] " down"; bad = 1 } events++ }
        END { if (events == 0) { print "no events"; bad = 1 } exit bad }' || fail 'more than one service of a pool was down'
    say 'never two of a pool down: ok'
}

# ---- the goals ----

prepare_goals() { # FOLDER
    work=$1
    rm -rf "$work"
    mkdir -p "$work/logs"
    cd "$work"
    cat >pom.xml <<END
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>lab</groupId>
  <artifactId>front-ends</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>dev.eku</groupId>
        <artifactId>eku-maven-plugin</artifactId>
        <version>${EKU_VERSION?}</version>
        <dependencies>
          <dependency>
            <groupId>dev.eku</groupId>
            <artifactId>eku-remote</artifactId>
            <version>$EKU_VERSION</version>
          </dependency>
        </dependencies>
      </plugin>
    </plugins>
  </build>
</project>
END
    mkdir -p .mvn # nothing of the folders above takes part
    local repository
    repository="<repository><id>local.central</id><url>file://${EKU_BUILD_REPO?}</url><releases><checksumPolicy>ignore</checksumPolicy></releases></repository>"
    (
        umask 077
        cat >settings.xml <<END
<settings>
  <servers>
    <server>
      <id>eku-lab</id>
      <username>EKULAB\\root</username>
      <password>$(password)</password>
    </server>
    <server>
      <id>eku-lab-wrong</id>
      <username>EKULAB\\root</username>
      <password>not-$(password)</password>
    </server>
    <server>
      <id>eku-lab-nobody</id>
      <username>EKULAB\\daemon</username>
      <password>$(password)</password>
    </server>
  </servers>
  <profiles>
    <profile>
      <id>what-the-build-has</id>
      <activation><activeByDefault>true</activeByDefault></activation>
      <repositories>$repository</repositories>
      <pluginRepositories>${repository//repository>/pluginRepository>}</pluginRepositories>
    </profile>
  </profiles>
</settings>
END
    )
}

password() { sed -n 's/^password = //p' "$(lab)/administrator"; }

run_goal() { # LOG GOAL ARGUMENT…
    local log=$1 goal=$2
    shift 2
    # eku refuses a parameter that is given twice, so the usual credentials are named only where the step names none.
    [[ " $*" == *' -Deku.serverId='* ]] || set -- -Deku.serverId=eku-lab "$@"
    mvn -o -B -ntp -s settings.xml "-Dmaven.repo.local=${EKU_LOCAL_REPO?}" -Daether.offline.protocols=file "eku:$goal" \
        "$@" >"$log" 2>&1 </dev/null
}

# goal EXIT-CODE NAME ARGUMENT…: its log is logs/NN-NAME.log
count=0
goal() {
    local expected=$1 name=$2 code=0 log begin=$SECONDS
    shift 2
    count=$((count + 1))
    log=$(printf '%s/logs/%02d-%s.log' "$work" $count "$name")
    run_goal "$log" "$name" "$@" || code=$?
    if ((code != expected)); then
        tail -n 60 "$log" >&2
        fail "eku:$name ended with $code instead of $expected, see $log"
    fi
    [[ -s target/eku/$name.json && -s target/eku/$name.txt ]] || fail "eku:$name left no report in target/eku"
    last_log=$log
    say "eku:$name $*: exit code $code, as expected, $((SECONDS - begin)) s"
}

said() { # WHAT TEXT: the last goal said so
    grep -qF -- "$2" "$last_log" || fail "$1: $last_log does not say: $2"
    say "$1: ok"
}

no_secret() { # no password in a log or a report
    ! grep -rlF "$(password)" "$work/logs" "$work/target" || fail 'the password is in these files'
    say 'no password in logs and reports: ok'
}

goals() {
    local host
    "$samba" start --fresh --encryption off 1
    prepare_goals "$target/samba-goals"
    host=smb://$("$samba" address 1)
    observe_all seen 1 && expect 'a front end that eku never touched' seen 'value=absent service=running starts=0 enforcement='

    goal 1 verify "-Deku.hosts=$host"
    goal 1 inspect "-Deku.hosts=$host" -Deku.serverId=eku-lab-wrong
    said 'a wrong password is named' ACCESS_DENIED
    goal 1 plan "-Deku.hosts=$host" -Deku.stop=graceful -Deku.reason=lab
    said 'a graceful stop is refused over SMB' PLAN_BLOCKED
    goal 1 apply "-Deku.hosts=$host" -Deku.serverId=eku-lab-nobody -Deku.stop=stop -Deku.reason=lab
    goal 0 plan "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    observe_all seen 1 && expect 'nothing was changed so far' seen 'value=absent service=running starts=0 enforcement='
    gone 'nothing of eku so far' 1

    say 'apply, under the eyes of tshark'
    "$here/dissect.sh" --at-most 200 bash "$here/verify.sh" --goal "$work" apply "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    observe_all seen 1 && expect 'applied, and read by the process' seen 'value=REG_DWORD:0 service=running starts=1 enforcement=off'
    "$samba" event 1 41026 'LS Data MCU' edge.contoso.com 8057
    say 'a capture with the event log, whose calls are encrypted on their pipe, under the same eyes'
    "$here/dissect.sh" --at-most 600 bash "$here/verify.sh" --goal "$work" capture "-Deku.hosts=$host"
    # Samba tells no key times, and as the process the smbd of each connection. What proves the effect is when the process started.
    goal 0 verify "-Deku.hosts=$host"
    said 'a process is dated by the performance data' Compliant
    goal 0 history "-Deku.hosts=$host"
    goal 0 apply "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    observe_all seen 1 && expect 'nothing is done twice' seen 'value=REG_DWORD:0 service=running starts=1 enforcement=off'
    goal 0 rollback "-Deku.hosts=$host" -Deku.stop=stop -Deku.forget=true
    observe_all seen 1 && expect 'taken back' seen 'value=absent service=running starts=2 enforcement=on'
    gone 'no trace of eku' 1

    "$samba" behave 1 stop=fail
    goal 1 apply "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    observe_all seen 1 && expect 'a service that does not stop goes on running' seen 'value=REG_DWORD:0 service=running starts=2 enforcement=on'
    "$samba" behave 1 start=fail
    goal 1 apply "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    said 'a service that was left stopped is told' 'SERVICE LEFT STOPPED: RTCDATAMCU'
    observe_all seen 1 && expect 'a service that does not start' seen 'value=REG_DWORD:0 service=stopped starts=2 enforcement=on'
    "$samba" behave 1 start-seconds=3 stop-seconds=3
    goal 0 apply "-Deku.hosts=$host" -Deku.stop=stop -Deku.reason=lab
    observe_all seen 1 && expect 'the next run ends it, slow as the service is' seen 'value=REG_DWORD:0 service=running starts=3 enforcement=off'
    "$samba" behave 1
    goal 0 rollback "-Deku.hosts=$host" -Deku.stop=stop -Deku.forget=true
    restart_by_others "$host"
    no_secret
    say 'the goals do the main job'
}

# The events are written by Samba's own eventlogadm, read by eku over a pipe that NTLM encrypts.
events() {
    local change host writer
    "$samba" start --fresh 3
    prepare_goals "$target/samba-events"
    { echo '[pool]' && for server in 1 2 3; do printf 'smb://%s\n' "$("$samba" address $server)"; done; } >fleet.txt
    change=(-Deku.inventory=fleet.txt -Deku.stop=stop -Deku.reason=lab -Deku.soak=15s)
    host=smb://$("$samba" address 2)
    "$samba" event 2 41026 'LS Data MCU' edge.contoso.com 8057

    say 'while 2 soaks, it loses the Edge server; a loss before that does not count'
    {
        until "$samba" log 2 2>/dev/null | grep -q ' RUNNING '; do sleep 0.2; done
        sleep 5
        "$samba" event 2 41026 'LS Data MCU' edge.contoso.com 8057
    } &
    writer=$!
    goal 1 apply "${change[@]}"
    wait "$writer" || fail 'the event could not be written'
    said 'the rollout stops at 2' CONNECTIONS_LOST
    said 'with the event' 41026
    said 'and nowhere that there was none' 'logged on a host while it was watched'
    observe_all seen 1 2 3
    expect '1 and 2 were restarted' seen 'value=REG_DWORD:0 service=running starts=1 enforcement=off' 1 2
    expect '3 was not' seen 'value=REG_DWORD:0 service=running starts=0 enforcement=' 3

    goal 0 apply "${change[@]}"
    said 'the same command goes on, and this time no loss is logged' 'none while the hosts were watched'
    observe_all seen 1 2 3 && expect 'all are done, each restarted once' seen 'value=REG_DWORD:0 service=running starts=1 enforcement=off'

    # Without certificates of the peers the diagnosis is not complete; what is wanted is that it names the peer by the log.
    run_goal "$work/logs/diagnose.log" diagnose "-Deku.hosts=$host" || true
    last_log=$work/logs/diagnose.log
    said 'the diagnosis names the peer of the events' edge.contoso.com:8057
    goal 0 rollback -Deku.inventory=fleet.txt -Deku.stop=stop -Deku.forget=true
    gone 'no trace of eku' 1 2 3
    no_secret
    say 'the event logs are watched'
}

# eku writes the value alone, and somebody else restarts the service.
restart_by_others() { # HOST
    goal 0 apply "-Deku.hosts=$1" -Deku.restart=never -Deku.reason=lab
    goal 1 verify "-Deku.hosts=$1"
    said 'a process that is older than the value' PendingRestart
    # Samba tells its clock to the second.
    sleep 3
    "$samba" net 1 rpc service stop $service
    "$samba" net 1 rpc service start $service
    observe_all seen 1 && expect 'restarted by somebody else' seen 'value=REG_DWORD:0 service=running starts=5 enforcement=off'
    goal 0 verify "-Deku.hosts=$1"
    said 'a process that is newer than the value' Compliant
}

inventory() { # 50 front ends in 10 pools of 5
    local pool server
    for ((pool = 1; pool <= 10; pool++)); do
        printf '[pool%02d]\n' "$pool"
        for ((server = pool * 5 - 4; server <= pool * 5; server++)); do printf 'smb://%s\n' "$("$samba" address "$server")"; done
    done
}

rollout() {
    local all fleet never change pid nameless host
    "$samba" start --fresh 50
    prepare_goals "$target/samba-rollout"
    inventory >fleet.txt
    mapfile -t all < <(seq 50)
    fleet=-Deku.inventory=fleet.txt change=(-Deku.inventory=fleet.txt -Deku.stop=stop -Deku.reason=lab)
    never='value=absent service=running starts=0 enforcement='
    done_once='value=REG_DWORD:0 service=running starts=1 enforcement=off'

    say '2 fails to start, 50 loses its power when its service has stopped, 39 has another password, its pool mates of 50 are slow'
    "$samba" behave 2 start=fail
    "$samba" behave 50 stop=kill-after
    for server in 46 47 48 49; do "$samba" behave $server stop-seconds=2; done
    "$samba" password 39 something-else

    goal 1 apply "${change[@]}"
    said 'one host that refuses us: nothing is begun anywhere' ROLLOUT_REFUSED
    "$samba" password 39
    observe_all seen "${all[@]}" && expect 'nothing was changed' seen "$never"
    gone 'nothing of eku' 1 25 39 50
    "$samba" password 39 something-else

    goal 1 apply "${change[@]}" -Deku.unreachable=skip
    said 'the rollout stops' ROLLOUT_STOPPED
    "$samba" password 39
    observe_all seen "${all[@]}"
    expect '39 was skipped' seen "$never" 39
    expect '2 has its value and no service' seen 'value=REG_DWORD:0 service=stopped starts=0 enforcement=' 2
    expect 'all the others run, with their value' seen 'value=REG_DWORD:0 service=running starts=(0|1) enforcement=(off)?' \
        $(printf '%s\n' "${all[@]}" | grep -vxE '2|39|50')
    "$samba" password 39 something-else

    say '2 starts again'
    "$samba" behave 2
    goal 1 apply "${change[@]}" -Deku.unreachable=skip
    said 'the rollout stops at 50' "$("$samba" address 50)"
    "$samba" log 50 | grep -q 'POWER CUT' || fail 'server 50 has its power still'
    [[ -z $("$samba" net 50 rpc service status $service 2>/dev/null) ]] || fail 'server 50 answers still'
    observe_all seen 2 && expect 'the rest of 2 was done' seen "$done_once"

    say '50 has power, 39 its password'
    "$samba" behave 50
    "$samba" start 50
    "$samba" password 39
    observe_all seen 50 && expect '50 comes up without its service' seen 'value=REG_DWORD:0 service=stopped starts=0 enforcement='
    goal 0 apply "${change[@]}"
    observe_all seen "${all[@]}" && expect 'resumed: all done, each restarted once' seen "$done_once"
    at_most_one_down fleet.txt
    goal 0 verify "$fleet"
    said 'processes are dated by the performance data, for a fleet too' Compliant
    goal 0 history "$fleet"

    say 'rollback, killed half-way'
    run_goal "$work/logs/killed.log" rollback "$fleet" -Deku.stop=stop -Deku.forget=true &
    pid=$!
    until (($(grep -l 'enforcement=on' "$(lab)"/root/srv/eku/*/svc/$service.log 2>/dev/null | wc -l) >= 10)); do
        kill -0 "$pid" 2>/dev/null || fail "the rollback ended before it was killed, see $work/logs/killed.log"
        sleep 0.1
    done
    kill -KILL $(children "$pid") "$pid"
    wait "$pid" 2>/dev/null || true
    observe_all seen "${all[@]}"
    say "killed with $(grep -c 'enforcement=on' seen) of 50 rolled back, $(grep -c service=stopped seen || true) services down"

    # A kill right after the lock's key was made, before it told its holder, is rare; 50's turn had not come, so it gets that lock now.
    "$samba" net 50 rpc registry createkey 'HKLM\SOFTWARE\eku\lock' >/dev/null
    goal 1 unlock "$fleet"
    said 'a lock of nobody is seen' "$("$samba" address 50) is locked by unknown"
    mapfile -t nameless < <(sed -n 's|.*\(smb:[^ ]*\) is locked by unknown:.*|\1|p' "$last_log" | sort -u)
    for host in "${nameless[@]}"; do goal 0 unlock "-Deku.hosts=$host" -Deku.holder=unknown; done
    goal 0 rollback "$fleet" -Deku.stop=stop -Deku.forget=true
    observe_all seen "${all[@]}" && expect 'all taken back' seen 'value=absent service=running starts=[23] enforcement=on'
    gone 'no trace of eku' "${all[@]}"
    at_most_one_down fleet.txt
    no_secret
    say 'the rollout does what it should'
}

children() { # of that process, all the way down
    local child
    for child in $(pgrep -P "$1"); do echo "$child" && children "$child"; done
}

# ---- the Java tests ----

start() {
    "$samba" setup
    "$samba" start --fresh 8
    (umask 077 && "$samba" properties >"$target/samba.properties")
}

# The names on which tools break, as SeenFromOutsideIT has set them, each with its length as the number.
names=("$executable" 'eq=in\name' 'semi;colon' 'q"uote' '\lead' 'trail\' '日本語\パス' 'slash/fwd' 'a]b[c' '@' '' ' blank' 'blank ' 'dbl\\back'
    'per%cent%' '#hash' $'tab\tinside' "ap'os" "$(printf 'y%.0s' {1..255})" 'no-such\0null' 'comma,name' ': colon' '**del.x')

seen() {
    local server name value
    export LC_ALL=C.UTF-8
    trap '"$samba" stop' EXIT
    for server in 1 new; do
        for name in "${names[@]}"; do
            value=$("$samba" net "$server" rpc registry getvalue 'HKLM\SOFTWARE\eku tests\seen' "$name" 2>&1 | sed -n 's/^Type *= //p; s/^Value *= //p' | paste -sd :) || true
            [[ $value == "REG_DWORD:${#name}" ]] || fail "server $server: the value named \"$name\" is $value instead of REG_DWORD:${#name}"
        done
        say "server $server: ${#names[@]} value names of the matrix, read back with net rpc registry: ok"
    done
    value=$("$samba" net 4 rpc service status $service | head -n 1)
    [[ $value == "$service service is running." ]] || fail "the service that SeenFromOutsideIT started: $value"
    [[ $("$samba" log 4 | tail -n 1) == *' RUNNING enforcement='* ]] || fail "the service's log ends otherwise: $("$samba" log 4 | tail -n 3)"
    say 'the service is left running, by its own log as well: ok'
}

stop_lab() {
    "$samba" stop
    rm -f "${work:-$target}/settings.xml"
}

case ${1:-} in
    start | seen) "$1" ;;
    stop) "$samba" stop ;;
    goals | events | rollout)
        "$samba" setup
        trap stop_lab EXIT
        "$1"
        ;;
    --goal)
        work=$2
        cd "$work"
        shift 2
        goal 0 "$@"
        ;;
    *) fail 'verify.sh start|seen|stop|goals|events|rollout' ;;
esac
