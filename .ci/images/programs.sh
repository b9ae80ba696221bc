# Puts programs and the libraries that they load into a folder: the quickest way to a container image where nothing can be pulled.
# For tests only: dynamically linked programs of this machine, without a package database and without licences.

# A folder for an image; in memory where there is room, because thousands of small files are slow on a busy disk.
new_root() {
  local place=${TMPDIR:-/tmp}
  if [[ $(df --output=avail /dev/shm 2>/dev/null | tail -n 1) -gt 4000000 ]]; then place=/dev/shm; fi
  mktemp -d -p "$place"
}

# stage_programs ROOT PROGRAM...   each under its own path
stage_programs() {
  local root=$1 program
  shift
  for program in "$@"; do
    [[ -e $program ]] || { echo "not on this machine: $program" >&2; return 1; }
    install -D "$(readlink -f "$program")" "$root$program"
    stage_libraries "$root" "$program"
  done
}

# stage_libraries ROOT FILE...   what these programs or libraries load
stage_libraries() {
  local root=$1 library
  shift
  { ldd "$@" 2>/dev/null || true; } | awk '$2 == "=>" { print $3 } $1 ~ "^/.*ld-" { print $1 }' | grep -E '^/(usr/)?lib' | sort -u | while read -r library; do
    [[ -e $root$library ]] || install -D "$(readlink -f "$library")" "$root$library"
  done
}

# stage_skeleton ROOT [NAME:UID]...   folders, accounts, name service, a shell and small tools
stage_skeleton() {
  local root=$1 account
  shift
  mkdir -p "$root"/{tmp,etc,data,run,var/tmp,usr/bin}
  chmod 1777 "$root"/{tmp,data,var/tmp}
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  for account in "$@"; do
    echo "${account%%:*}:x:${account##*:}:${account##*:}::/tmp:/bin/sh" >>"$root/etc/passwd"
    echo "${account%%:*}:x:${account##*:}:" >>"$root/etc/group"
  done
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"
  stage_programs "$root" /bin/sh
  local tool
  for tool in awk cat chmod chown cp env grep id ln ls mkdir mktemp mv rm sleep true; do stage_programs "$root" "$(type -P "$tool")"; done
  [[ -e $root/usr/bin/env ]] || cp "$root/bin/env" "$root/usr/bin/env"
}

# import_image NAME ROOT [CHANGE]...
import_image() {
  local name=$1 root=$2 change
  shift 2
  local changes=()
  for change in "$@"; do changes+=(--change "$change"); done
  tar -C "$root" --numeric-owner -c . | docker import "${changes[@]}" - "$name" >/dev/null
}
