#!/usr/bin/env bash
# Makes certificates for every row of the table of peer certificates, each by RSA and by ECDSA, issued by the root and by a CA
# between: certificates.sh FOLDER. Each becomes a folder ALGORITHM/WAY/ROW with leaf.pem, chain.pem (what a server shows) and
# untrusted.pem (the chain without the leaf); the root is ALGORITHM/root.pem, all leaves share ALGORITHM/leaf.key. Needs openssl.
set -euo pipefail

out=$1
mkdir -p "$out"
cd "$out"

# ROW=EXTENSION of the leaf. An empty extension is none.
rows=(
    "none="
    "server=extendedKeyUsage=serverAuth"
    "server-critical=extendedKeyUsage=critical,serverAuth"
    "client=extendedKeyUsage=clientAuth"
    "client-smartcard=extendedKeyUsage=clientAuth,1.3.6.1.4.1.311.20.2.2"
    "both=extendedKeyUsage=serverAuth,clientAuth"
    "any=extendedKeyUsage=anyExtendedKeyUsage"
    "server-any=extendedKeyUsage=serverAuth,anyExtendedKeyUsage"
    "other=extendedKeyUsage=codeSigning,emailProtection"
    "empty=2.5.29.37=DER:3000"
    # Microsoft's application policies list serverAuth alone, beside both purposes and beside none.
    "both-policy-server=extendedKeyUsage=serverAuth,clientAuth"$'\n'"1.3.6.1.4.1.311.21.10=DER:300C300A06082B06010505070301"
    # The policies list more than the EKU, and the contrary of it.
    "server-policy-both=extendedKeyUsage=serverAuth"$'\n'"1.3.6.1.4.1.311.21.10=DER:3018300A06082B06010505070301300A06082B06010505070302"
    "client-policy-server=extendedKeyUsage=clientAuth"$'\n'"1.3.6.1.4.1.311.21.10=DER:300C300A06082B06010505070301"
    "policy-server=1.3.6.1.4.1.311.21.10=DER:300C300A06082B06010505070301"
)
# CA=EXTENSION of the issuing CA.
cas=(
    "ca="
    "ca-server=extendedKeyUsage=serverAuth"
    "ca-client=extendedKeyUsage=clientAuth"
    "ca-both=extendedKeyUsage=serverAuth,clientAuth"
    "ca-any=extendedKeyUsage=anyExtendedKeyUsage"
)
# ROW=ISSUING-CA=EXTENSION of the leaf: the CA lists purposes.
restricted=(
    "both-ca-server=ca-server=extendedKeyUsage=serverAuth,clientAuth"
    "none-ca-server=ca-server="
    "both-ca-client=ca-client=extendedKeyUsage=serverAuth,clientAuth"
    "both-ca-both=ca-both=extendedKeyUsage=serverAuth,clientAuth"
    "both-ca-any=ca-any=extendedKeyUsage=serverAuth,clientAuth"
)

# certificate FILE SUBJECT KEY ISSUER-OR-EMPTY EXTENSIONS [ARGUMENT...]
certificate() {
    local file=$1 subject=$2 key=$3 issuer=$4 extensions=$5 by=()
    shift 5
    [[ -z $issuer ]] || by=(-CA "$issuer.pem" -CAkey "${issuer%/*}/ca.key")
    printf '[req]\ndistinguished_name=dn\n[dn]\n[ext]\nsubjectKeyIdentifier=hash\n%s\n' "$extensions" >"$file.cnf"
    openssl req -x509 -new -config "$file.cnf" -extensions ext -subj "$subject" -key "$key" "${by[@]}" -days 3650 \
        -out "$file.pem" "$@" 2>"$file.log" || { cat "$file.log" >&2; exit 1; }
}

# leaf ALGORITHM WAY ROW ISSUER EXTENSION [ARGUMENT...]
leaf() {
    local algorithm=$1 way=$2 row=$3 issuer=$1/$4 folder=$1/$2/$3 extension=$5
    shift 5
    mkdir -p "$folder"
    certificate "$folder/leaf" "/CN=$row.$way.$algorithm.contoso.com" "$algorithm/leaf.key" "$issuer" \
        "authorityKeyIdentifier=keyid
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature$([[ $algorithm == ec ]] || printf ',keyEncipherment')
subjectAltName=DNS:$row.$way.$algorithm.contoso.com
$extension" "$@"
    if [[ $issuer == */root ]]; then : >"$folder/untrusted.pem"; else cp "$issuer.pem" "$folder/untrusted.pem"; fi
    cat "$folder/leaf.pem" "$folder/untrusted.pem" >"$folder/chain.pem"
}

family() {
    local algorithm=$1 generate row ca
    mkdir -p "$algorithm"
    generate=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
    [[ $algorithm == ec ]] || generate=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048)
    # One key for all CAs: what differs is what they are certified for.
    openssl genpkey "${generate[@]}" -out "$algorithm/ca.key" 2>/dev/null
    openssl genpkey "${generate[@]}" -out "$algorithm/leaf.key" 2>/dev/null
    local is_ca=$'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'
    certificate "$algorithm/root" "/CN=eku root $algorithm" "$algorithm/ca.key" "" "$is_ca"
    for ca in "${cas[@]}"; do
        certificate "$algorithm/${ca%%=*}" "/CN=eku ${ca%%=*} $algorithm" "$algorithm/ca.key" "$algorithm/root" \
            "authorityKeyIdentifier=keyid"$'\n'"$is_ca${ca#*=}"
    done
    for row in "${rows[@]}"; do
        leaf "$algorithm" root "${row%%=*}" root "${row#*=}"
        leaf "$algorithm" ca "${row%%=*}" ca "${row#*=}"
    done
    for row in "${restricted[@]}"; do
        ca=${row#*=}
        leaf "$algorithm" ca "${row%%=*}" "${ca%%=*}" "${ca#*=}"
    done
    # No matter of purposes: signed with SHA-1.
    leaf "$algorithm" ca sha1 ca "extendedKeyUsage=serverAuth,clientAuth" -sha1
}

family rsa &
family ec
wait $!
