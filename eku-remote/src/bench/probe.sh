#!/usr/bin/env bash
# Times a probe of 500 endpoints beside openssl s_client for the same, in turn, with the same number together: probe.sh [ROUNDS]
# The endpoints are four openssl s_server on loopback that want a certificate of the client. mvn -Pbench gives the class
# path. Prints medians and the ratio; eku's time is that of a whole JVM, and without its start.
set -euo pipefail
rounds=${1:-5}
together=${EKU_PARALLEL:-16}
count=500
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
servers=()
finish() {
    ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null || true
    rm -r "$work"
}
trap finish EXIT

bash "$here/../lab/certificates.sh" "$work/certificates"
row=$work/certificates/rsa/ca/both
# They read until their input ends, which it does not.
mkfifo "$work/input"
sleep infinity >"$work/input" &
servers+=($!)
ports=()
for ((i = 0; i < 4; i++)); do
    openssl s_server -accept 127.0.0.1:0 -cert "$row/leaf.pem" -key "$row/../../leaf.key" -cert_chain "$row/untrusted.pem" \
        -no-CAfile -no-CApath -no-CAstore -Verify 1 <"$work/input" >"$work/server$i" 2>&1 &
    servers+=($!)
done
for ((i = 0; i < 4; i++)); do
    until port=$(grep -m 1 -o '^ACCEPT .*' "$work/server$i"); do sleep 0.1; done
    ports+=("${port##*:}")
done
endpoints=()
for ((i = 0; i < count; i++)); do endpoints+=("127.0.0.1:${ports[i % 4]}"); done

# timed FILE COMMAND...: the command's wall time in milliseconds, appended to the file.
timed() {
    local file=$1 begin=${EPOCHREALTIME/./}
    shift
    "$@"
    echo $(((${EPOCHREALTIME/./} - begin) / 1000)) >>"$work/$file"
}
# The server refuses who has no certificate, so s_client may well fail.
clients() { printf '%s\n' "${endpoints[@]}" | xargs -P "$together" -I{} openssl s_client -connect {} >/dev/null 2>&1 || true; }
eku() { "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$EKU_TEST_CLASSPATH" dev.eku.probe.bench.ProbeAll "$together" "${endpoints[@]}" >>"$work/inside"; }
median() { sort -n "$work/$1" | sed -n "$((rounds / 2 + 1))p"; }

for ((round = 0; round < rounds; round++)); do
    timed clients clients
    timed whole eku
done
clients=$(median clients)
whole=$(median whole)
inside=$(median inside)
echo "$count endpoints, $together together, medians of $rounds rounds: openssl s_client $clients ms; eku $whole ms ($((whole * 100 / clients)) %), of these $inside ms without the start of the JVM ($((inside * 100 / clients)) %)"
