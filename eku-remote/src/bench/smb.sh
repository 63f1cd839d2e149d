#!/usr/bin/env bash
# Measures eku over SMB beside others on the Samba lab, in one run each: smb.sh [session] [encryption] [fleet]   (default: all three)
#
#     session     a whole session beside three commands of `net rpc` and of impacket
#     encryption  sessions with a server that encrypts beside the same without
#     fleet       rollouts over 20 and 200 servers, in a heap of 256 MB (1 GB for the servers)
#
# Environment: EKU_TEST_CLASSPATH, as `mvn -Pbench -pl eku-core,eku-remote verify -DskipTests` sets it; that of samba.sh. Needs root,
# and for `session` the Debian package python3-impacket.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
samba=$here/../lab/samba.sh
programs=/usr/share/doc/python3-impacket/examples
work=$(mktemp -d)
trap '"$samba" stop >/dev/null 2>&1 || true; rm -r "$work"' EXIT
(($# > 0)) || set -- session encryption fleet

start() { # N
    "$samba" start --fresh "$1"
    (umask 077 && "$samba" properties >"$work/lab.properties")
}
bench() { java -Xmx256m -cp "${EKU_TEST_CLASSPATH?}" "dev.eku.bench.$1" "$work/lab.properties" "${@:2}"; }

"$samba" setup
for what in "$@"; do
    case $what in
        session) start 1 && bench SmbSession "$programs" ;;
        encryption) start 0 && bench SmbEncryption ;;
        fleet) start 200 && bench SmbFleet 20 200 ;;
        *) echo "smb.sh [session] [encryption] [fleet]" >&2 && exit 1 ;;
    esac
done
