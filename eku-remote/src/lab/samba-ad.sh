#!/usr/bin/env bash
# A domain of its own on this machine's loopback: a Samba AD domain controller with its KDC, and a file server that knows NTLM only.
# `samba-ad.sh help` tells the rest.
set -euo pipefail
shopt -s nullglob

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lab=$(realpath -ms "${EKU_SAMBA_AD:-$here/../../target/samba-ad}")
address=${EKU_SAMBA_AD_ADDRESS:-127.0.0.44}
plain=${address%.*}.$((${address##*.} + 1)) # the server that is in no domain
silent=${address%.*}.$((${address##*.} + 2)) # where nobody listens
realm=EKU.LAB

usage() {
    cat <<'END'
samba-ad.sh - a Kerberos realm for tests, on the loopback addresses of a Debian 12 machine. Needs root

  setup       install what is missing and make the domain (half a minute)
  start       start the domain controller and the server without a domain, and get a ticket; those that run already stay
  stop        end all of this lab, by its pid files
  status      key=value lines
  properties  for tests: names, accounts, places, as a properties file

The domain controller dc1.eku.lab is 127.0.0.44, plain.eku.lab (NTLM only) is 127.0.0.45; the names are known through the lab's file "hosts"
only (-Djdk.net.hosts.file), the realm EKU.LAB through its krb5.conf (-Djava.security.krb5.conf), the ticket through KRB5CCNAME=FILE:…/cache.
Keytabs: administrator; disabled (the account is); changed (its password was, since); strangers (people of no or another realm).
alias.eku.lab is the same machine under a name that belongs to another account; stranger.eku.lab under one that belongs to nobody. The domain
knows plain.eku.lab, so there are tickets for it, but that server does not know the domain.

Environment
  EKU_SAMBA_AD          the lab, everything is below it (default: eku-remote/target/samba-ad). Stop it before `mvn clean`
  EKU_SAMBA_AD_ADDRESS  its first address; the two after it are used as well (default: 127.0.0.44)
END
}

say() { printf 'samba lab: %s\n' "$*" >&2; }
fail() {
    printf 'samba lab: %s\n' "$1" >&2
    shift
    (($# == 0)) || printf '           next step: %s\n' "$@" >&2
    exit 1
}

cache=$lab # samba-setup.sh wants one; nothing here is worth keeping across `mvn clean`
# shellcheck source=samba-setup.sh
source "$here/samba-setup.sh"
packages=(samba samba-common-bin samba-dsdb-modules samba-vfs-modules samba-ad-provision winbind krb5-user)

require_root() { ((EUID == 0)) || fail 'only root can start servers on ports 88 and 445' 'run the same command as root'; }
password() { cat "$lab/password"; }
tool() { samba-tool "$@" -s "$lab/smb.conf" >"$lab/last.log" 2>&1 || fail "samba-tool $1 $2: $(tail -n 1 "$lab/last.log")" "rm -r $lab, then $0 setup"; }

# ---- setup ----

common() { # FOLDER ADDRESS
    cat <<END
[global]
pid directory = $1/pid
ncalrpc dir = $1/ncalrpc
lock directory = $1/lock
state directory = $1/state
cache directory = $1/cache
private dir = $1/private
log file = $1/log/log.%m
max log size = 0
interfaces = $2/8
bind interfaces only = yes
smb ports = 445
disable netbios = yes
server signing = mandatory
server min protocol = SMB2_10
load printers = no
printing = bsd
printcap name = /dev/null
END
}

configurations() {
    { common "$lab/dc" "$address" && cat <<END; } >"$lab/smb.conf"
server role = active directory domain controller
server services = s3fs rpc ldap kdc winbindd
netbios name = DC1
workgroup = EKULAB
realm = $realm
binddns dir = $lab/dc/bind-dns
admin users = EKULAB\\Administrator

[sysvol]
path = $lab/dc/state/sysvol
read only = no
END
    { common "$lab/plain" "$plain" && cat <<END; } >"$lab/plain.conf"
server role = standalone server
netbios name = PLAIN
workgroup = NODOMAIN
passdb backend = tdbsam:$lab/plain/private/passdb.tdb
END
    cat >"$lab/krb5.conf" <<END
[libdefaults]
default_realm = $realm
dns_lookup_realm = false
dns_lookup_kdc = false
[realms]
$realm = {
    kdc = $address
}
SILENT.LAB = {
    kdc = $silent
}
[domain_realm]
.eku.lab = $realm
END
    printf '%s\n' "127.0.0.1 localhost $(hostname)" "$address dc1.eku.lab alias.eku.lab stranger.eku.lab" "$plain plain.eku.lab" >"$lab/hosts"
}

keytab() { # FILE USER
    rm -f "$lab/$1.keytab"
    tool domain exportkeytab "$lab/$1.keytab" "--principal=$2@$realm"
}

accounts() {
    local user principal
    keytab administrator Administrator
    for user in disabled changed holder; do tool user create $user "$(password)"; done
    keytab disabled disabled
    tool user disable disabled
    keytab changed changed
    tool user setpassword changed "--newpassword=$(password)-2"
    tool spn add cifs/alias.eku.lab holder
    tool spn add cifs/plain.eku.lab holder
    rm -f "$lab/strangers.keytab"
    for principal in nobody@$realm nobody@SILENT.LAB nobody@NOWHERE.LAB; do
        printf '%s\n' "add_entry -password -p $principal -k 1 -e aes256-cts-hmac-sha1-96" x "write_kt $lab/strangers.keytab" quit | ktutil >"$lab/last.log"
    done
}

setup() {
    require_root
    mkdir -p "$lab"
    install_packages
    check_version
    [[ ! -e $lab/made ]] || return 0
    ((${#lab} <= 70)) || fail "the lab's path is too long for Unix sockets: $lab" 'name a shorter one by EKU_SAMBA_AD=…'
    rm -rf "$lab/dc" "$lab/plain"
    mkdir -p "$lab"/{dc,plain}/{pid,log,lock,state,cache,ncalrpc,run}
    mkdir -p -m 700 "$lab/plain/private"
    (umask 077 && printf 'Lab-%s' "$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')" >"$lab/password")
    say 'making the domain'
    samba-tool domain provision --realm=$realm --domain=EKULAB --server-role=dc --dns-backend=NONE --host-name=dc1 --host-ip="$address" \
        --adminpass="$(password)" --option="interfaces=$address/8" --option='bind interfaces only=yes' --targetdir="$lab/dc" >"$lab/provision.log" 2>&1 ||
        fail "the domain could not be made: $(tail -n 1 "$lab/provision.log")" "read $lab/provision.log"
    configurations
    accounts
    touch "$lab/made"
    say "set up in $lab"
}

# ---- start and stop ----

# Samba writes over its environment, so a process is known to be of this lab by the folder it was given in the place of /run/samba.
pid() { # FILE: the process of that pid file, if it is of this lab
    local pid folder
    read -r pid <"$1" && folder=$(sed -n 's|^[^ ]* [^ ]* [^ ]* \([^ ]*/run\) /run/samba .*|\1|p' "/proc/$pid/mountinfo") || return 1
    [[ -n $folder && ${1%/pid/*}/run == *"$folder" ]] && echo "$pid"
} 2>/dev/null

running() {
    local file
    for file in "$lab"/{dc,plain}/pid/*.pid; do pid "$file" || true; done
}
is_listening() { (: <"/dev/tcp/$1/$2") 2>/dev/null; }
wait_until_up() { # ADDRESS PORT
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        ! is_listening "$1" "$2" || return 0
        sleep 0.05
    done
    fail "nobody listens on $1:$2 after 30 s" "read the logs below $lab"
}

start() {
    require_root
    [[ -e $lab/made ]] || fail 'the lab is not set up' "$0 setup"
    if [[ -z $(pid "$lab/dc/pid/samba.pid") ]]; then
        ! is_listening "$address" 445 || fail "somebody else listens on $address:445" "name another address by EKU_SAMBA_AD_ADDRESS=…"
        # Samba's parts find each other in one folder that no setting moves: they are given one of their own in its place.
        mkdir -p /run/samba
        setsid unshare -m bash -c 'mount --bind "$1/dc/run" /run/samba && exec samba -D -s "$1/smb.conf"' start "$lab" </dev/null >"$lab/dc/log/start.log" 2>&1
    fi
    if [[ -z $(pid "$lab/plain/pid/smbd.pid") ]]; then
        setsid unshare -m bash -c 'mount --bind "$1/plain/run" /run/samba && exec smbd -D -s "$1/plain.conf" -l "$1/plain/log"' start "$lab" \
            </dev/null >"$lab/plain/log/start.log" 2>&1
    fi
    wait_until_up "$address" 88
    wait_until_up "$address" 445
    wait_until_up "$plain" 445
    KRB5_CONFIG=$lab/krb5.conf kinit -k -t "$lab/administrator.keytab" -c "FILE:$lab/cache" "Administrator@$realm" >"$lab/last.log" 2>&1 ||
        fail "no ticket: $(tail -n 1 "$lab/last.log")" "$0 stop, then start"
    say "dc1.eku.lab on $address and plain.eku.lab on $plain run"
}

stop() {
    local pids tries
    mapfile -t pids < <(running)
    ((${#pids[@]} > 0)) || return 0
    require_root
    kill "${pids[@]}" 2>/dev/null || true
    for ((tries = 0; tries < 200; tries++)); do
        [[ -n $(running) ]] || { say stopped && return; }
        sleep 0.05
    done
    fail "these processes do not end: $(running | tr '\n' ' ')"
}

properties() {
    [[ -e $lab/made ]] || fail 'the lab is not set up' "$0 setup"
    printf '%s=%s\n' realm $realm server dc1.eku.lab alias alias.eku.lab stranger stranger.eku.lab plain plain.eku.lab address "$address" \
        user "Administrator@$realm" password "$(password)" lab "$lab"
}

status() { printf '%s=%s\n' lab "$lab" made "$([[ -e $lab/made ]] && echo yes || echo no)" running "$(running | paste -sd ' ')"; }

case ${1:-help} in
    setup | start | stop | status | properties) "$1" ;;
    -h | --help | help) usage ;;
    *) fail "unknown command $1" "$0 help" ;;
esac
