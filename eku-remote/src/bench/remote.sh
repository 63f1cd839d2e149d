#!/usr/bin/env bash
# Measures what reaches over the network, each beside others in one run: remote.sh session|encryption|fleet|probe…
#
#     session     a whole session beside three commands of `net rpc`, at round-trip times of 0, 5 and 20 ms, and beside those of impacket
#     encryption  sessions with a server that encrypts beside the same without
#     fleet       rollouts over 20 and 200 servers, in a heap of 256 MB (1 GB for the servers)
#     probe       500 endpoints beside openssl s_client
#
# What the servers write is kept in memory. Environment: EKU_TEST_CLASSPATH, as `mvn -Pbench` sets it; that of samba.sh. All but `probe` run on the Samba lab, which needs root;
# `session` needs the Debian package python3-impacket as well.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
samba=$here/../lab/samba.sh
programs=/usr/share/doc/python3-impacket/examples
work=$(mktemp -d)
trap '"$samba" stop >/dev/null 2>&1 || true; rm -r "$work"' EXIT

start() { # N
    "$samba" setup
    "$samba" start --in-memory "$1"
    (umask 077 && "$samba" properties >"$work/lab.properties")
}
bench() { java -Xmx256m -cp "${EKU_TEST_CLASSPATH?}" "dev.eku.bench.$1" "$work/lab.properties" "${@:2}"; }

for what in "$@"; do
    case $what in
        session) start 0 && bench SmbSession "$programs" ;;
        encryption) start 0 && bench SmbEncryption ;;
        fleet) start 200 && bench SmbFleet 20 200 ;;
        probe) bash "$here/probe.sh" ;;
        *) echo "remote.sh session|encryption|fleet|probe…" >&2 && exit 1 ;;
    esac
done
