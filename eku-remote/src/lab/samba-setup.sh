# Sourced by samba.sh: fetches and builds what the lab is made of. Nothing of it is redistributed or committed.
# shellcheck shell=bash disable=SC2154 # lab, cache, here … are samba.sh's

old_suite=bullseye
old_version=2:4.13.13+dfsg-1~deb11u6
new_version=2:4.17. # of Debian 12, with whatever security update
template=$cache/samba-$old_suite-4.13.13-1

packages=(samba samba-common-bin smbclient debootstrap tshark python3-impacket python3-samba)

is_set_up() { [[ -e $lab/set-up && -d $template && -x $lab/root/usr/sbin/smbd ]] && [[ -z $(missing_packages) ]]; }

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done
}

# Debian would start a system-wide server on installation; the lab wants none.
install_packages() {
    local missing policy=/usr/sbin/policy-rc.d made=''
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
        made=yes
    fi
    say "installing ${missing[*]}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$lab/apt.log" 2>&1 </dev/null ||
        fail "apt-get failed: $(tail -n 1 "$lab/apt.log")" "read $lab/apt.log"
    [[ -z $made ]] || rm -f $policy
}

check_version() {
    local seen
    seen=$(dpkg-query -W -f '${Version}' samba)
    [[ $seen == "$new_version"* ]] || fail "this machine's Samba is $seen, the lab knows $new_version* of Debian 12" 'run it on Debian 12'
}

mirror() {
    [[ -z ${EKU_LAB_MIRROR:-} ]] || { echo "$EKU_LAB_MIRROR" && return; }
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^bookworm //p' | head -n 1
}

# The packages are only unpacked: programs run from there, no script of theirs does, and nothing is configured.
setup_template() {
    [[ ! -d $template ]] || return 0
    local mirror folder archive
    mirror=$(mirror)
    [[ -n $mirror ]] || fail 'apt tells no mirror of Debian 12' 'apt-get update, or name a mirror by EKU_LAB_MIRROR=…'
    folder=$(mktemp -d "$cache/fetch.XXXXXX")
    chmod 755 "$folder"
    say "fetching Samba 4.13 of Debian 11 (60 MB)"
    debootstrap --foreign --variant=minbase --force-check-gpg --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        --include=samba,samba-common-bin $old_suite "$folder" "$mirror" >"$lab/debootstrap.log" 2>&1 </dev/null || {
        rm -rf "$folder"
        fail "debootstrap could not get Debian 11 ($old_suite): $(grep '^E:' "$lab/debootstrap.log" || tail -n 1 "$lab/debootstrap.log")" \
            "read $lab/debootstrap.log; if the mirror has no $old_suite any more, name one that has by EKU_LAB_MIRROR=…"
    }
    for archive in "$folder"/var/cache/apt/archives/*.deb; do
        dpkg-deb -x "$archive" "$folder" || fail "could not unpack ${archive##*/}" "$0 setup once more"
        [[ $(dpkg-deb -W --showformat '${Package}' "$archive") != samba ]] ||
            [[ $(dpkg-deb -f "$archive" Version) == "$old_version" ]] ||
            fail "Debian 11 has Samba $(dpkg-deb -f "$archive" Version), the lab knows $old_version" 'if that one does as well, change old_version in samba-setup.sh'
    done
    rm -rf "$folder"/{var/cache/apt,var/lib/apt,debootstrap,usr/share/{doc,man,info,locale}}
    printf '%s\n' root:x:0:0::/root:/bin/sh daemon:x:1:1::/:/bin/false bin:x:2:2::/:/bin/false nobody:x:65534:65534::/:/bin/false >"$folder/etc/passwd"
    printf '%s\n' root:x:0: daemon:x:1: bin:x:2: nogroup:x:65534: >"$folder/etc/group"
    # Without this each session waits 5 s for the name service.
    printf '%s\n' 'passwd: files' 'group: files' 'hosts: files' >"$folder/etc/nsswitch.conf"
    printf '127.0.0.1 localhost\n' >"$folder/etc/hosts"
    chroot "$folder" smbd -V >"$lab/last.log" 2>&1 || fail "Samba 4.13 does not run in its chroot: $(<"$lab/last.log")" "$0 setup once more"
    mv "$folder" "$template"
}

# A lab's chroot shares the files of the untouched one, which nobody changes.
setup_root() {
    [[ -x $lab/root/usr/sbin/smbd ]] || {
        rm -rf "$lab/root" "$lab/root.new"
        cp -al "$template" "$lab/root.new" 2>/dev/null || {
            rm -rf "$lab/root.new"
            cp -a --reflink=auto "$template" "$lab/root.new"
        }
        mv "$lab/root.new" "$lab/root"
    }
    install -D -m 755 "$here/$service.sh" "$lab/root$script"
}

setup_accounts() {
    [[ -e $lab/administrator ]] || (
        umask 077
        printf '%s\n' 'username = root' "password = $(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')" 'domain = EKULAB' >"$lab/administrator"
    )
    mkdir -p "$lab/client"
    # What Samba's own programs, as clients, leave behind stays in the lab.
    printf '%s\n' '[global]' 'workgroup = EKULAB' "private dir = $lab/client" "lock directory = $lab/client" "state directory = $lab/client" \
        "cache directory = $lab/client" 'disable netbios = yes' 'name resolve order = host' >"$lab/client.conf"
}

setup() {
    ((EUID == 0)) || fail 'only root can install Debian packages and build a chroot' "run the same command as root (packages: ${packages[*]})"
    [[ $(dpkg --print-architecture) == amd64 ]] || fail 'the lab is for amd64' 'run it on such a machine'
    mkdir -p "$lab" "$cache"
    exec 9>"$cache/samba.lock"
    flock 9
    install_packages
    check_version
    setup_template
    setup_root
    setup_accounts
    touch "$lab/set-up"
    exec 9>&-
    say "set up in $lab"
}
