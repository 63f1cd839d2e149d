#!/usr/bin/env bash
# Makes the captures in src/test/resources/captures anew: other people's SMB clients against real Samba servers, the DCE/RPC calls taken
# off the wire. Needs root; starts the lab afresh and stops it. The tests only read the files: run this when calls are added.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/../test/resources/captures
samba=$here/samba.sh
lab=$("$samba" status | sed -n 's/^lab=//p')
work=$lab/captures
product='C:\Program Files\Skype for Business Server 2015\Web Conferencing\DATAMCUSVC.exe'
key='HKLM\SOFTWARE\eku captures'

# Debian's, which has the packages; another python on the PATH has not.
python() { /usr/bin/python3 "$@"; }

# record NAME SERVER COMMAND…: the command, and what it sends to that server and gets from it. A refusal may be just what is wanted.
record() {
    local name=$1 server=$2 address dumpcap tries code=0
    shift 2
    address=$("$samba" address "$server")
    rm -f "$work/$name.pcap"
    dumpcap -q -P -i lo -f "host $address and tcp port 445" -w "$work/$name.pcap" >"$work/dumpcap.log" 2>&1 </dev/null &
    dumpcap=$!
    # It listens once it has written the file's header.
    for ((tries = 0; tries < 100; tries++)); do
        [[ ! -s $work/$name.pcap ]] || break
        sleep 0.1
    done
    "$@" >"$work/$name.out" 2>&1 || code=$?
    sleep 1
    kill -INT "$dumpcap"
    wait "$dumpcap" || true
    printf '%s: exit code %d\n' "$name" "$code"
}

extract() { # NAME FOLDER SERVER LABELS | NAME FOLDER SERVER SHORT-NAME COMMAND
    local name=$1 folder=$2 server=$3
    shift 3
    python "$here/captures-extract.py" "$work/$name.pcap" "$out/$folder" "$(client "$folder")" "$(server "$server")" "$@"
}

version() { dpkg-query -W -f '${Version}' "$1" | sed 's/^2://; s/[+-].*//'; }
client() {
    case $1 in
        net*) echo "net of Samba $(version samba-common-bin)" ;;
        samba*) echo "samba.dcerpc, the Python client of Samba $(version python3-samba)" ;;
        impacket*) echo "impacket $(version python3-impacket)" ;;
    esac
}
server() { if [[ $1 == new ]]; then echo "Samba $(version samba)"; else echo 'Samba 4.13.13'; fi; }

net_step() { # NAME SERVER FOLDER ARGUMENT…
    local name=$1 server=$2 folder=$3
    shift 3
    record "$name" "$server" "$samba" net "$server" "$@"
    extract "$name" "$folder" "$server" "$name" "net $*"
}

"$samba" setup
trap '"$samba" stop' EXIT
"$samba" start --fresh --encryption off 1
rm -rf "$out"/*/ "$work"
mkdir -p "$work" "$out"
(umask 077 && sed -n 's/^password = //p' "$lab/administrator" >"$work/password")

record samba-registry new /usr/bin/python3 "$here/captures-samba.py" "$("$samba" address new)" "$work/password" "$work/labels" registry
extract samba-registry samba-python new "$work/labels"
record samba-services new /usr/bin/python3 "$here/captures-samba.py" "$("$samba" address new)" "$work/password" "$work/labels" services Spooler
extract samba-services samba-python new "$work/labels"
record samba-script 1 /usr/bin/python3 "$here/captures-samba.py" "$("$samba" address 1)" "$work/password" "$work/labels" services RTCDATAMCU
extract samba-script samba-python-old-server 1 "$work/labels"
record samba-performance 1 /usr/bin/python3 "$here/captures-samba.py" "$("$samba" address 1)" "$work/password" "$work/labels" performance
extract samba-performance samba-python-old-server 1 "$work/labels"
record impacket new /usr/bin/python3 "$here/captures-impacket.py" "$("$samba" address new)" "$work/password" "$work/labels" all
extract impacket impacket new "$work/labels"
for server in new 1; do
    folder=impacket
    [[ $server == new ]] || folder=impacket-old-server
    "$samba" event "$server" 41025 'LS Data MCU' edge.contoso.com 8057
    "$samba" event "$server" 41026 'LS Data MCU' edge.contoso.com 8057
    "$samba" event "$server" 1000 'LS Example'
    for part in events sealed; do
        record "$part-$server" "$server" /usr/bin/python3 "$here/captures-impacket.py" "$("$samba" address "$server")" "$work/password" "$work/labels-$part" "$part"
    done
    extract "sealed-$server" "$folder" "$server" sealed "$work/labels-sealed"
    extract "events-$server" "$folder" "$server" "$work/labels-events"
done

net_step createkey new net rpc registry createkey "$key"
net_step setvalue new net rpc registry setvalue "$key" "$product" dword 0
net_step getvalue new net rpc registry getvalue "$key" "$product"
net_step getvalue-missing new net rpc registry getvalue "$key" missing
net_step enumerate new net rpc registry enumerate "$key"
net_step deletevalue new net rpc registry deletevalue "$key" "$product"
net_step deletekey new net rpc registry deletekey "$key"
net_step service-list 1 net-old-server rpc service list
net_step service-status 1 net-old-server rpc service status RTCDATAMCU
net_step service-stop 1 net-old-server rpc service stop RTCDATAMCU
net_step service-start 1 net-old-server rpc service start RTCDATAMCU
net_step service-missing 1 net-old-server rpc service status NoSuchService
rm -f "$work/password"
printf '%d calls\n' "$(find "$out" -name '*.txt' | wc -l)"
