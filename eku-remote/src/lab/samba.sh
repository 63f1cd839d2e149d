#!/usr/bin/env bash
# A fleet of real SMB servers on this machine's loopback, with a registry and a service "RTCDATAMCU" each. `samba.sh help` tells the rest.
set -euo pipefail
shopt -s nullglob

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lab=$(realpath -ms "${EKU_SAMBA:-$here/../../target/samba}")
cache=$(realpath -ms "${EKU_LAB_CACHE:-$HOME/.cache/eku-lab}")
network=${EKU_SAMBA_NETWORK:-127.0}
service=RTCDATAMCU
event_log='Lync Server'
script=/usr/lib/x86_64-linux-gnu/samba/svcctl/$service

usage() {
    cat <<'END'
samba.sh - SMB servers that stand in for Skype for Business front ends, on the loopback addresses of a Debian 12 machine. Needs root

  setup                        fetch and build everything that is missing
  start [--fresh | --in-memory] [--encryption off|desired|required] [N]
                               start the server "new" and N front ends (default 1); those that run already stay. --fresh: with empty
                               logs and the registry of a front end that eku never touched. --in-memory: so, too, and everything that
                               the servers write is on a tmpfs until all are stopped, as measurements need it: on a disk one write to
                               the registry takes 10 ms, which Windows does not take. --encryption: default desired
  stop [SERVER…]               end these servers, or all of this lab, by their pid files
  status                       key=value lines: where things are, what runs

  behave SERVER [KEY=VALUE…]   what the service of a front end does from now on (no key: back to normal); `behave --help` lists the keys
  log SERVER                   the log of that front end's service: what reached it, and what it read from the registry when it started
  event SERVER ID SOURCE STRING…
                               write an event with these insertion strings to the log "Lync Server" of that server, now, also while it runs
  clear-events SERVER          empty that log
  net SERVER ARGUMENT…         Samba's own `net` on that server, as its administrator: net 3 rpc service status RTCDATAMCU
  password SERVER [PASSWORD]   change the administrator's password on one server (none: back to the lab's)
  address SERVER               the address it listens on
  uris [N]                     smb://… of the first N front ends, with commas between (default: all that run)
  settings                     a Maven settings.xml with the lab's account, as server "eku-lab"
  data-mcu                     what stands in for DATAMCUSVC.exe on each server, in Base64
  properties [N]               the same for tests: addresses of the first N front ends (default: all that run), account, places, as a
                               properties file
  kill SERVER                  a power cut: end all its processes at once

SERVER is 1 to 2000, a front end: Samba 4.13 of Debian 11 in a chroot, the last that lets a script be a service; or "new": Samba 4.17 of
Debian 12, with encryption, for registry and wire tests; its one service that stops and starts is Spooler. Front end 1 is 127.0.1.1, 250 is
127.0.1.250, 251 is 127.0.2.1; "new" is 127.0.0.17. All listen on port 445, "new" on 4450 as well.
The performance data of a front end dates the process of its service, by the starts of the service.
Accounts, all with the lab's password: root, the administrator; daemon, who is none; bin, who is disabled.

Environment
  EKU_SAMBA          the lab, everything is below it (default: eku-remote/target/samba). Stop it before `mvn clean`
  EKU_SAMBA_NETWORK  where its addresses are, so that two labs can run at once (default: 127.0)
  EKU_LAB_CACHE      the untouched chroot, kept across `mvn clean` (default: ~/.cache/eku-lab)
  EKU_LAB_MIRROR     the Debian mirror (default: where this machine's apt gets Debian from)
END
}

say() { printf 'samba lab: %s\n' "$*" >&2; }
fail() {
    printf 'samba lab: %s\n' "$1" >&2
    shift
    (($# == 0)) || printf '           next step: %s\n' "$@" >&2
    exit 1
}

# shellcheck source=samba-setup.sh
source "$here/samba-setup.sh"

# ---- servers and their places ----

require_root() { ((EUID == 0)) || fail 'only root can start servers on port 445 and enter a chroot' 'run the same command as root'; }
require_set_up() { is_set_up || fail 'the lab is not set up' "$0 setup"; }

check_server() {
    [[ $1 == new || $1 =~ ^[1-9][0-9]{0,3}$ && $1 -le 2000 ]] || fail "no such server: $1" 'name one of 1 to 2000, or new'
}
address() {
    check_server "$1"
    if [[ $1 == new ]]; then echo "$network.0.17"; else echo "$network.$((1 + ($1 - 1) / 250)).$((1 + ($1 - 1) % 250))"; fi
}
server_name() { if [[ $1 == new ]]; then echo FENEW; else printf 'FE%04d\n' "$1"; fi; }

# The state of a server: where this machine sees it, and where the server does, which lives in the chroot.
state() { if [[ $1 == new ]]; then echo "$lab/new"; else echo "$lab/root/srv/eku/$1"; fi; }
state_inside() { if [[ $1 == new ]]; then echo "$lab/new"; else echo "/srv/eku/$1"; fi; }
inside() { # SERVER COMMAND…: with the programs of that server's Samba
    local server=$1
    shift
    if [[ $server == new ]]; then "$@"; else chroot "$lab/root" "$@"; fi
}
made() { # the servers that have a state, in order
    local folder
    for folder in "$lab"/root/srv/eku/[1-9]*/; do
        folder=${folder%/}
        echo "${folder##*/}"
    done | sort -n
    [[ ! -d $lab/new ]] || echo new
}

# The server's own processes by its pid files. A pid file may be older than the machine's last start: the process must be of this server.
pids() {
    local file pid folder environment
    folder=$(state "$1")
    for file in "$folder"/pid/*.pid; do
        read -r pid <"$file" || continue
        [[ $pid =~ ^[0-9]+$ ]] && mapfile -d '' environment 2>/dev/null <"/proc/$pid/environ" || continue
        ! contains "EKU_SAMBA_SERVER=$lab $1" "${environment[@]}" || echo "$pid"
    done 2>/dev/null
}
contains() { # WORD WORD…: whether the first is among the others
    local wanted=$1 word
    shift
    for word in "$@"; do [[ $word != "$wanted" ]] || return 0; done
    return 1
}
is_running() { [[ -n $(pids "$1") ]]; }
running() {
    local server
    for server in $(made); do ! is_running "$server" || echo "$server"; done
}
is_listening() { (: <"/dev/tcp/$1/445") 2>/dev/null; }

# ---- start ----

configuration() { # SERVER ENCRYPTION
    local inside
    inside=$(state_inside "$1")
    cat <<END
[global]
netbios name = $(server_name "$1")
workgroup = EKULAB
server role = standalone server
security = user
passdb backend = tdbsam:$inside/private/passdb.tdb
private dir = $inside/private
lock directory = $inside/lock
state directory = $inside/state
cache directory = $inside/cache
pid directory = $inside/pid
ncalrpc dir = $inside/ncalrpc
log file = $inside/log/log.smbd
max log size = 0
interfaces = $(address "$1")/8
bind interfaces only = yes
disable netbios = yes
server min protocol = SMB2_10
server signing = mandatory
ntlm auth = ntlmv2-only
map to guest = never
admin users = root
svcctl list = $service
load printers = no
printing = bsd
printcap name = /dev/null
registry shares = no
eventlog list = "$event_log" System Application
END
    printf 'smb encrypt = %s\n' "$2"
    if [[ $1 == new ]]; then
        # One process serves the services for good: each new one would write its own entries for them into the registry.
        printf '%s\n' 'smb ports = 445 4450' 'disable spoolss = no' 'rpcd_classic:num_workers = 1' 'rpcd_classic:idle_seconds = 86400'
    else
        printf '%s\n' 'smb ports = 445' 'disable spoolss = yes'
        printf '\n[%s]\n' 'IPC$'
        printf '%s\n' "path = $inside/svc" "root preexec = $script connected %d"
    fi
    printf '\n[%s]\n' 'C$'
    printf '%s\n' "path = ${inside%/*}/c" 'read only = yes' 'browseable = no' 'valid users = root'
}

# What eku looks for on a Skype for Business Server 2015 front end with .NET 4.7.2 and 3.5, as Windows has it for programs of 64 and of
# 32 bits. Samba's registry has one view, in which the second is a key like any other.
facts() {
    local view
    cat <<'END'
Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Real-Time Communications\{A766C25B-A1D1-4711-A726-AC3E7CA4AAB3}]
"InstallDir"="C:\\Program Files\\Skype for Business Server 2015\\"
"Version"="6.0.9319.0"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
"SystemRoot"="C:\\Windows"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion]
"ProgramFilesDir"="C:\\Program Files"

END
    for view in '' 'Wow6432Node\'; do
        cat <<END
[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\NET Framework Setup\\NDP\\v3.5]
"Install"=dword:00000001
"Version"="3.5.30729.4926"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\NET Framework Setup\\NDP\\v4\\Full]
"Install"=dword:00000001
"Release"=dword:00070bf6
"Version"="4.7.03190"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\.NETFramework\\v2.0.50727]

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\.NETFramework\\v4.0.30319]

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\.NETFramework\\policy\\v2.0]
"50727"="50727-50727"

[HKEY_LOCAL_MACHINE\\SOFTWARE\\${view}Microsoft\\.NETFramework\\policy\\v4.0]
"30319"="30319-30319"

END
    done
}

# What is each server's own. A starting Samba writes entries of its own for the services, so these come after each start. The service
# that "new" has built in runs the same program, since it is the one that stops and starts there.
own_facts() { # SERVER
    cat <<END
Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName]
"ComputerName"="$(server_name "$1")"

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\$service]
"ImagePath"="\"C:\\\\Program Files\\\\Skype for Business Server 2015\\\\Web Conferencing\\\\DATAMCUSVC.exe\""
"DisplayName"="Skype for Business Server Web Conferencing"

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\$event_log]
"MaxSize"=dword:01000000
"Retention"=dword:00093a80

END
    [[ $1 != new ]] || cat <<'END'
[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Spooler]
"ImagePath"="C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe"

END
}

import() { # SERVER FILE
    inside "$1" net -s "$(state_inside "$1")/smb.conf" registry import "$(state_inside "$1")/$2" >"$lab/last.log" 2>&1 ||
        fail "could not seed the registry of server $1: $(tail -n 1 "$lab/last.log")" "$0 stop, then start --fresh"
}

lab_password() { sed -n 's/^password = //p' "$lab/administrator"; }

set_password() { # SERVER USER PASSWORD
    printf '%s\n%s\n' "$3" "$3" | inside "$1" smbpasswd -c "$(state_inside "$1")/smb.conf" -s -a "$2" >"$lab/last.log" 2>&1 ||
        fail "could not set the password of $2 on server $1: $(tail -n 1 "$lab/last.log")" "$0 stop, then start --fresh"
}

# A file that looks like a program for the .NET Framework 4, 64 bit, as the real Data MCU is, and nothing more: the headers of PE32+, one
# section, the CLI header (ECMA-335 II.25) and the root of its metadata. Nobody starts it.
data_mcu() {
    le() { # WIDTH NUMBER…
        local at number byte
        for number in "${@:2}"; do
            for ((at = 0; at < $1; at++)); do
                printf -v byte '\\x%02x' $((number >> 8 * at & 255))
                # shellcheck disable=SC2059 # the byte is the format
                printf "$byte"
            done
        done
    }
    zeros() { head -c "$1" /dev/zero; }
    printf MZ && zeros 58 && le 4 128 && zeros 64                   # at 60: where PE begins
    printf 'PE\0\0' && le 2 0x8664 1 && le 4 0 0 0 && le 2 240 0x22 # x64, one section, no symbols, 240 bytes of optional header
    le 2 0x20b && zeros 14 && le 4 0x2000 0 && le 4 0x400000 0      # PE32+; its entry is nobody's business; image base
    le 4 0x1000 0x200 && le 2 6 0 0 0 6 0 && le 4 0 0x3000 0x200 0  # alignments, versions, sizes of image and headers
    le 2 3 0x8540 && zeros 36 && le 4 16                            # console; room for stack and heap; 16 data directories
    zeros 112 && le 4 0x2000 72 && zeros 8                          # directory 14: the CLI header
    printf '.text\0\0\0' && le 4 0x200 0x2000 0x200 0x200 && zeros 12 && le 4 0x60000020
    zeros 80                                                        # up to 0x200
    le 4 72 && le 2 2 5 && le 4 0x2048 32 0 0 && zeros 48           # CLI header; ILONLY is clear
    printf BSJB && le 2 1 1 && le 4 0 12 && printf 'v4.0.30319\0\0' && le 2 0 0
    zeros 408                                                       # up to 0x400
}

prepare() { # SERVER ENCRYPTION
    local folder inside user
    folder=$(state "$1") inside=$(state_inside "$1")
    mkdir -p "$folder"/{lock,state,state/eventlog,cache,pid,log,ncalrpc,svc}
    mkdir -p -m 700 "$folder/private"
    mkdir -p "$folder/../c/Program Files/Skype for Business Server 2015/Web Conferencing" "$folder/../c/Windows"
    data_mcu >"$folder/../c/Program Files/Skype for Business Server 2015/Web Conferencing/DATAMCUSVC.exe"
    configuration "$1" "$2" >"$folder/smb.conf"
    [[ ! -e $folder/prepared ]] || return 0
    # Making accounts and facts is slow, and they are the same on all front ends: they are made once.
    if [[ $1 == new || ! -e $lab/root/srv/eku/registry.tdb ]]; then
        for user in root daemon bin; do set_password "$1" $user "$(lab_password)"; done
        inside "$1" smbpasswd -c "$inside/smb.conf" -d bin >"$lab/last.log" 2>&1 || fail "could not disable bin: $(<"$lab/last.log")"
        facts >"$folder/facts.reg"
        import "$1" facts.reg
        [[ $1 == new ]] || cp "$folder/private/passdb.tdb" "$folder/state/registry.tdb" "$lab/root/srv/eku/"
    else
        cp "$lab/root/srv/eku/passdb.tdb" "$folder/private/"
        cp "$lab/root/srv/eku/registry.tdb" "$folder/state/"
    fi
    own_facts "$1" >"$folder/own.reg"
    # The service runs, as on a front end. Its process is as old as the server: it knows of no exemption.
    if [[ $1 != new ]]; then
        [[ -d $lab/root/srv/eku/perfmon ]] || /usr/bin/python3 "$here/performance.py" "$lab/root/srv/eku/perfmon"
        cp -r "$lab/root/srv/eku/perfmon" "$folder/state/"
        EKU_SVC_DIR=$folder/svc "$here/$service.sh" date
    fi
    touch "$folder/svc/$service.running" "$folder/prepared"
}

launch() { # SERVER
    local inside
    inside=$(state_inside "$1")
    EKU_SAMBA_SERVER="$lab $1" EKU_SVC_DIR=$inside/svc EKU_SMB_CONF=$inside/smb.conf setsid bash -c '
        if [[ $1 == new ]]; then exec smbd -D -s "$2/smb.conf" -l "$2/log"; else exec chroot "$3" smbd -D -s "$2/smb.conf" -l "$2/log"; fi
    ' launch "$1" "$inside" "$lab/root" </dev/null >"$(state "$1")/log/start.log" 2>&1
}

wait_until_up() { # SERVER
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        ! is_listening "$(address "$1")" || return 0
        sleep 0.05
    done
    fail "server $1 does not listen on $(address "$1"):445 after 30 s" "read $(state "$1")/log/log.smbd"
}

start() {
    local fresh='' memory='' encryption=desired count='' server servers=() launched=()
    while (($# > 0)); do
        case $1 in
            --fresh) fresh=yes ;;
            --in-memory) fresh=yes memory=yes ;;
            --encryption) encryption=${2:-} && shift ;;
            *) count=$1 ;;
        esac
        shift
    done
    [[ $encryption =~ ^(off|desired|required)$ ]] || fail "start: unknown encryption: $encryption" 'use off, desired or required'
    [[ ${count:=1} =~ ^(0|[1-9][0-9]{0,3})$ && $count -le 2000 ]] || fail "start: no number of front ends: $count" 'use 0 to 2000'
    require_root
    require_set_up
    if [[ -n $fresh ]]; then
        stop
        rm -rf "$lab/new" "$lab/root/srv/eku"
    fi
    mkdir -p "$lab/root/srv/eku"
    if [[ -n $memory ]]; then
        mkdir -p "$lab/new"
        mount -t tmpfs eku-lab "$lab/root/srv/eku" && mount -t tmpfs eku-lab "$lab/new" ||
            fail 'this machine lets nobody mount a tmpfs' "put the whole lab on one: EKU_SAMBA=/dev/shm/eku $0 setup, then start --fresh"
    fi
    ((${#lab} <= 70)) || fail "the lab's path is too long for Unix sockets: $lab" 'name a shorter one by EKU_SAMBA=…'
    servers=(new)
    for ((server = 1; server <= count; server++)); do servers+=("$server"); done
    for server in "${servers[@]}"; do
        ! is_running "$server" || continue
        ! is_listening "$(address "$server")" ||
            fail "somebody else listens on $(address "$server"):445" 'stop that server, or the other lab (samba.sh stop with its EKU_SAMBA)'
        prepare "$server" "$encryption"
        launch "$server"
        launched+=("$server")
    done
    for server in "${launched[@]}"; do
        wait_until_up "$server"
        [[ $server != new ]] || net_on new rpc service status Spooler >"$lab/last.log" 2>&1 || fail "new has no services: $(<"$lab/last.log")"
        import "$server" own.reg
    done
    say "$count front ends and new run, ${#launched[@]} of them started now"
}

# ---- stop ----

signal() { # SIGNAL SERVER…
    local signal=$1 server pid
    shift
    for server in "$@"; do
        for pid in $(pids "$server"); do kill "-$signal" "$pid" 2>/dev/null || true; done
    done
}

# Processes of this lab's servers, found by the mark they were started with: smbd's children have no pid files.
children() { # SERVER
    local file pid
    for file in $(grep -lzsxF "EKU_SAMBA_SERVER=$lab $1" /proc/[0-9]*/environ); do
        pid=${file#/proc/}
        echo "${pid%/environ}"
    done
}

stop() {
    local server servers=("$@")
    for server in "${servers[@]}"; do check_server "$server"; done
    if ((${#servers[@]} == 0)); then
        mapfile -t servers < <(running)
        end "${servers[@]}"
        forget_memory
    else
        end "${servers[@]}"
    fi
}

# What --in-memory mounted. Processes that take a moment longer to end keep their files.
forget_memory() {
    local folder
    for folder in "$lab/new" "$lab/root/srv/eku"; do
        ! mountpoint -q "$folder" || umount --lazy "$folder"
    done
}

end() { # SERVER…
    local server tries left servers=("$@")
    ((${#servers[@]} > 0)) || return 0
    require_root
    signal TERM "${servers[@]}"
    for ((tries = 0; tries < 200; tries++)); do
        left=''
        for server in "${servers[@]}"; do ! is_running "$server" || left+=" $server"; done
        [[ -n $left ]] || break
        sleep 0.05
    done
    [[ -z $left ]] || fail "these servers do not end:$left" "$0 kill SERVER"
    say "stopped ${#servers[@]}"
}

kill_server() {
    check_server "${1:?a server}"
    require_root
    local pid
    signal STOP "$1"
    for pid in $(children "$1") $(pids "$1"); do kill -KILL "$pid" 2>/dev/null || true; done
    say "server $1 is gone"
}

# ---- what one does with a server ----

require_state() { # SERVER
    check_server "${1:?a server}"
    [[ -e $(state "$1")/prepared ]] || fail "server $1 was never started" "$0 start $1"
}

# As a program on the server would: at this time, with a number that counts on.
event() {
    (($# >= 3)) || fail 'event: too few arguments' "$0 event SERVER ID SOURCE STRING…"
    require_state "$1"
    require_root
    local server=$1 id=$2 source=$3 now
    shift 3
    [[ $id =~ ^[0-9]{1,5}$ ]] || fail "event: no event id: $id" 'use 0 to 65535'
    printf -v now '%(%s)T' -1
    {
        printf '%s: %s\n' LEN 0 RS1 1699505740 RCN 0 TMG "$now" TMW "$now" EID "$id" ETP ERROR ECT 0 RS2 0 CRN 0 USL 0 SRC "$source" SRN "$(server_name "$server")"
        (($# == 0)) || printf 'STR: %s\n' "$@"
        printf 'DAT: \n\n'
    } | inside "$server" eventlogadm -s "$(state_inside "$server")/smb.conf" -o write "$event_log" >"$lab/last.log" 2>&1 ||
        fail "could not write the event: $(tail -n 1 "$lab/last.log")" "read $lab/last.log"
}

# Samba has no program for that.
clear_events() {
    require_state "$1"
    /usr/bin/python3 - "$lab/administrator" "$(address "$1")" "$event_log" >"$lab/last.log" 2>&1 <<'END' || fail "could not clear the log: $(tail -n 1 "$lab/last.log")" "read $lab/last.log"
import sys
from impacket.dcerpc.v5 import even, transport

account = dict(line.rstrip("\n").split(" = ") for line in open(sys.argv[1]))
way = transport.DCERPCTransportFactory("ncacn_np:%s[\\pipe\\eventlog]" % sys.argv[2])
way.set_credentials(account["username"], account["password"], account["domain"])
rpc = way.get_dce_rpc()
rpc.connect()
rpc.bind(even.MSRPC_UUID_EVEN)
even.hElfrClearELFW(rpc, even.hElfrOpenELW(rpc, sys.argv[3], "")["LogHandle"])
END
}

net_on() { # SERVER ARGUMENT…
    require_state "$1"
    local server=$1
    shift
    net "$@" -s "$lab/client.conf" -A "$lab/administrator" -S "$(address "$server")"
}

behave() {
    if [[ ${1:-} == --help ]]; then
        sed -n 's/^# *behaviour: //p' "$here/$service.sh"
        return
    fi
    require_state "$1"
    local server=$1 setting
    shift
    for setting in "$@"; do
        grep -qE "^# *behaviour: ${setting%%=*} " "$here/$service.sh" && [[ $setting == *=* ]] ||
            fail "behave: $setting is no KEY=VALUE that the service knows" "$0 behave --help"
    done
    printf '%s\n' "$@" >"$(state "$server")/svc/behaviour.new"
    mv "$(state "$server")/svc/behaviour.new" "$(state "$server")/svc/behaviour"
}

log() {
    require_state "$1"
    cat "$(state "$1")/svc/$service.log" 2>/dev/null || say "no log yet: nobody has started or stopped the service of server $1"
}

password() {
    require_state "$1"
    require_root
    set_password "$1" root "${2:-$(lab_password)}"
}

uris() {
    local server servers
    mapfile -t servers < <(if [[ -n ${1:-} ]]; then seq "$1"; else running | grep -vx new; fi)
    for server in "${servers[@]}"; do printf '%s' "${separator:-}smb://$(address "$server")" && separator=,; done
    echo
}

settings() {
    require_set_up
    printf '<settings><servers><server><id>eku-lab</id><username>EKULAB\\root</username><password>%s</password></server></servers></settings>\n' "$(lab_password)"
}

# The front ends are of an old Samba, whose service stops and starts; the new one encrypts and listens on a second port as well.
properties() {
    require_set_up
    printf '%s=%s\n' old "$(uris "$@" | sed 's,smb://,,g')" new "$(address new)" port 4450 user root domain EKULAB password "$(lab_password)" lab "$lab" script "$here/samba.sh"
}

status() {
    local servers
    mapfile -t servers < <(running)
    printf '%s=%s\n' lab "$lab" cache "$cache" set_up "$(is_set_up && echo yes || echo no)" administrator "$lab/administrator" \
        running "${servers[*]:-none}"
}

[[ $network =~ ^127\.([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])$ ]] || fail "EKU_SAMBA_NETWORK is no part of the loopback: $network" 'use 127.0 to 127.255'

verb=${1:-help}
(($# == 0)) || shift
case $verb in
    data-mcu) data_mcu | base64 ;;
    clear-events) clear_events "$@" ;;
    setup | start | stop | behave | log | event | password | address | uris | settings | properties | status) "$verb" "$@" ;;
    net) net_on "$@" ;;
    kill) kill_server "$@" ;;
    -h | --help | help) usage ;;
    *) fail "unknown command $verb" "$0 help" ;;
esac
