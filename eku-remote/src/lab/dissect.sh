#!/usr/bin/env bash
# Has an independent dissector (tshark) decode everything that goes to the lab's servers while a command runs, and judges it.
#
#     dissect.sh [--at-most N] COMMAND…
#
# Prints each kind of call with its number, and how many SMB requests each connection took. Fails when the command does; when a PDU is
# malformed, not decoded to its end, or of a call that the dissector does not know; when there was nothing to decode; and when a connection
# took more than N requests. The servers must run without encryption (samba.sh start --fresh --encryption off). Needs root.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() {
    printf 'dissect: FAILED: %s\n' "$*" >&2
    exit 1
}

limit=''
if [[ ${1:-} == --at-most ]]; then
    limit=${2:?a number}
    shift 2
fi
(($# > 0)) || fail "usage: dissect.sh [--at-most N] COMMAND…"
((EUID == 0)) || fail 'only root can capture; run the same command as root'
lab=$("$here/samba.sh" status | sed -n 's/^lab=//p')
work=$lab/dissected
capture=$work/all.pcap
rm -rf "$work"
mkdir -p "$work"

# ---- capture ----

net=${EKU_SAMBA_NETWORK:-127.0}
# By the server's end: the other end of each is 127.0.0.1.
servers="host $net.0.17"
for end in src dst; do
    servers+=" or ($end net $net.0.0/16 and not $end net $net.0.0/24)"
done
dumpcap -q -P -B 64 -i lo -f "tcp port 445 and ($servers)" -w "$capture" >"$work/dumpcap.log" 2>&1 </dev/null &
dumpcap=$!
trap 'kill -INT "$dumpcap" 2>/dev/null || true' EXIT
for ((tries = 0; tries < 100; tries++)); do
    [[ ! -s $capture ]] || break
    sleep 0.1
done
[[ -s $capture ]] || fail "dumpcap does not start: $(tail -n 1 "$work/dumpcap.log")"
code=0
"$@" || code=$?
sleep 1
kill -INT "$dumpcap"
wait "$dumpcap" || true
trap - EXIT
((code == 0)) || fail "the command ended with $code: $*"
grep -qE "received/dropped on interface .*: [0-9]+/0 " "$work/dumpcap.log" || fail "packets were lost: $(tail -n 1 "$work/dumpcap.log")"

# ---- decode: once, then judged ----

# With the lab's password the dissector decrypts the calls about event logs, which NTLM encrypts on their pipe.
export WIRESHARK_CONFIG_DIR=$work/settings
mkdir -p "$WIRESHARK_CONFIG_DIR"
(umask 077 && sed -n 's/^password = /ntlmssp.nt_password: /p' "$lab/administrator" >"$WIRESHARK_CONFIG_DIR/preferences")
# One line per frame with SMB in it. Fields that occur several times are joined by commas.
tshark -n -r "$capture" -Y 'smb2 || _ws.malformed' -T fields -E separator=/t -e frame.number -e tcp.stream -e ip.dst -e smb2.flags.response \
    -e smb2.header.transform.signature -e _ws.malformed -e dcerpc.pkt_type -e dcerpc.cn_call_id -e dcerpc.opnum -e winreg.opnum -e svcctl.opnum \
    -e dcerpc.long_frame -e dcerpc.unknown_if_id -e dcerpc.cn_flags.last_frag -e _ws.col.Info -e eventlog.opnum >"$work/frames" 2>"$work/tshark.log" || fail "tshark: $(tail -n 1 "$work/tshark.log")"
[[ -s $work/frames ]] || fail 'nothing was sent to the servers of the lab'

awk -F '\t' -v limit="$limit" '
    function times(list,   part) { return list == "" ? 0 : split(list, part, ",") }
    function complain(what) { printf "  frame %s: %s: %s\n", $1, what, $15; bad++ }
    {
        if ($5 != "") complain("encrypted")
        if ($6 != "") complain("malformed")
        if ($13 != "") complain("unknown interface")
        if ($15 ~ /[Uu]nknown operation|Unknown.*opnum/) complain("unknown call")
        n = split($4, response, ",")
        for (i = 1; i <= n; i++) if (response[i] == "0" || response[i] == "False") {
            requests[$2]++
            server[$2] = server[$2] == "" ? $3 : server[$2]
        }
        if ($12 != "") complain("bytes left over")
        n = split($7, kind, ",")
        split($14, last, ",")
        for (i = 1; i <= n; i++) {
            pdus++
            if (last[i] == "0" || last[i] == "False") { fragments++; continue }
            if (kind[i] == 0) calls++
            if (kind[i] == 2) answers++
            if (kind[i] == 3) faults++
            if (kind[i] == 0 && $10 == "" && $11 == "" && $16 == "") complain("a request that is not decoded")
        }
        if ($7 ~ /^0/ && $14 !~ /^(0|False)/) {
            name = $15
            sub(/ [Rr]equest.*/, "", name)
            seen[($10 != "" ? "winreg" : $11 != "" ? "svcctl" : "eventlog") sprintf(" %2d ", $9) name]++
        }
    }
    END {
        for (call in seen) printf "%6d  %s\n", seen[call], call | "sort -k2,3"
        close("sort -k2,3")
        for (stream in requests) { total += requests[stream]; sessions++; if (requests[stream] > most) { most = requests[stream]; whose = server[stream] } }
        printf "%d PDUs: %d requests, %d responses, %d faults, %d fragments before the last of a call; %d of them malformed or not understood\n", pdus, calls, answers, faults, fragments, bad
        printf "%d connections, %d SMB requests, at most %d in one (%s)\n", sessions, total, most, whose
        if (calls == 0) { print "no call was seen"; exit 1 }
        if (bad > 0) exit 1
        if (calls != answers + faults) { print "not every request was answered"; exit 1 }
        if (limit != "" && most > limit) { printf "more than %d requests in one connection\n", limit; exit 1 }
    }' "$work/frames" || fail "see above, $capture and $work/frames"
