#!/bin/sh
# Description: Skype for Business Server Web Conferencing
#
# The service of a front end in the Samba lab. Samba 4.13 runs it as root with start, stop or status; its exit code is the answer.
# It logs what reached it, and on a start what it read from the registry, as .NET would at its first connection. It also keeps the
# performance data of the server, where the start of its process is: with date, and with connected ID at each new connection.
#
# behaviour: start-seconds  how long a start takes (default 0); the caller waits
# behaviour: stop-seconds   how long a stop takes (default 0); the caller waits
# behaviour: start          fail: the service does not start
# behaviour: stop           fail: the service does not stop; kill: the power goes while it stops; kill-after: as soon as it has stopped
export LC_ALL=C.UTF-8
name=${0##*/}
folder=${EKU_SVC_DIR:?}
perfmon=${folder%/*}/state/perfmon
key='HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319\System.Net.ServicePointManager.RequireCertificateEKUs'
executable='C:\Program Files\Skype for Business Server 2015\Web Conferencing\DATAMCUSVC.exe'

behaviour() { sed -n "s/^$1=//p" "$folder/behaviour" 2>/dev/null | tail -n 1; }
log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" "$*" >>"$folder/$name.log"; }
enforcement() {
    case $(net -s "${EKU_SMB_CONF:?}" registry getvalueraw "$key" "$executable" 2>/dev/null) in
        0x0 | 0) echo off ;;
        *) echo on ;;
    esac
}
# Numbers in the performance data of the server, where a process has its start and its id: PLACE NUMBER…
performance() {
    perl -e 'open F, "+<", shift or exit; while (@ARGV) { seek F, shift, 0; print F pack "Q<", shift }' "$perfmon/data.tdb" "$@"
}
# The process of the service starts now. All that is known of it there is its start, as a FILETIME.
date_process() {
    now=$((($(date +%s%3N) + 11644473600000) * 10000))
    set --
    while read -r at; do set -- "$@" "$at" $now; done <"$perfmon/slots"
    performance "$@"
}
# Samba tells as the id of the service's process that of the connection which asks. So each connection gets an instance with its own id.
see_connection() { # ID
    at=$(sed -n "$(($1 % $(wc -l <"$perfmon/slots") + 1))p" "$perfmon/slots")
    performance $((at + 8)) "$1"
}
power_cut() {
    log "POWER CUT"
    kill -KILL "$(cat "${folder%/*}/pid/smbd.pid")" "$PPID"
}

case $1 in
    start)
        log START
        date_process
        sleep "$(behaviour start-seconds | grep . || echo 0)"
        if [ "$(behaviour start)" = fail ]; then
            log "START failed"
            exit 1
        fi
        touch "$folder/$name.running"
        log "RUNNING enforcement=$(enforcement)"
        ;;
    stop)
        log STOP
        [ "$(behaviour stop)" != kill ] || power_cut
        sleep "$(behaviour stop-seconds | grep . || echo 0)"
        if [ "$(behaviour stop)" = fail ]; then
            log "STOP failed"
            exit 1
        fi
        rm -f "$folder/$name.running"
        log STOPPED
        [ "$(behaviour stop)" != kill-after ] || power_cut
        ;;
    connected) see_connection "$2" ;;
    date) date_process ;;
    status) [ -e "$folder/$name.running" ] ;;
    *) exit 2 ;;
esac
