# A container engine with compose: the one that runs, else Debian's docker.io, started here.

engine_answers() { command -v docker >/dev/null && docker info >/dev/null 2>&1; }

install_engine() {
  if ! engine_answers; then
    if [[ -S $state/docker.sock ]]; then export DOCKER_HOST=unix://$state/docker.sock; fi
  fi
  engine_answers || command -v dockerd >/dev/null || install_packages docker.io iptables iproute2
  if ! docker compose version >/dev/null 2>&1; then
    export DOCKER_CONFIG=$state/config
    docker compose version >/dev/null 2>&1 || bring_compose
  fi
}

# What the stand-ins are made from.
install_for_standins() {
  local needed=()
  command -v mmdebstrap >/dev/null || needed+=(mmdebstrap)
  command -v redis-server >/dev/null || needed+=(redis-server)
  [[ -n $(find /usr/lib/postgresql -name pg_isready 2>/dev/null) ]] || needed+=(postgresql-client)
  ((${#needed[@]} == 0)) || install_packages "${needed[@]}"
}

install_packages() {
  if ! command -v apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
    echo "containers: $* must be installed, or this be run as root on Debian." >&2
    return 1
  fi
  echo "containers: installing $* ..." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$state/apt.log" 2>&1 || {
    tail -n 20 "$state/apt.log" >&2
    return 1
  }
}

# Debian 12 has only the old compose: the plugins of Debian 13 are unpacked beside it, checked by apt's signatures, not installed.
bring_compose() {
  if ! command -v apt-get >/dev/null; then
    echo 'containers: docker compose is missing: install the compose plugin.' >&2
    return 1
  fi
  local apt_dir=$state/apt mirror
  mkdir -p "$apt_dir"/{lists/partial,archives/partial,x} "$DOCKER_CONFIG/cli-plugins"
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v -- security | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt_dir/sources.list"
  local options=(-o "Dir::Etc::sourcelist=$apt_dir/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt_dir/lists"
    -o "Dir::Cache=$apt_dir" -o APT::Sandbox::User=root)
  (
    cd "$apt_dir" || exit
    { apt-get "${options[@]}" update -qq && apt-get "${options[@]}" download -qq docker-compose docker-buildx; } >"$state/compose.log" 2>&1 || {
      tail -n 20 "$state/compose.log" >&2
      exit 1
    }
    for package in *.deb; do dpkg-deb -x "$package" x; done
  )
  ln -sf "$apt_dir"/x/usr/libexec/docker/cli-plugins/docker-* "$DOCKER_CONFIG/cli-plugins/"
  docker compose version >&2
}

start_engine() {
  if engine_answers; then return; fi
  export DOCKER_HOST=unix://$state/docker.sock
  clear_leftovers
  local options
  # Where the kernel lends no overlays or no packet filter, the second try does without.
  for options in '' '--storage-driver=vfs --iptables=false --ip-masq=false'; do
    # shellcheck disable=SC2086
    dockerd --data-root "$state/data" --exec-root "$state/exec" --pidfile "$state/pid" -H "$DOCKER_HOST" $options >"$state/dockerd.log" 2>&1 &
    local tries
    for ((tries = 0; tries < 240; tries += 1)); do
      if engine_answers; then return; fi
      sleep 0.5
      kill -0 $! 2>/dev/null || break
    done
    kill $! 2>/dev/null || true
    wait $! 2>/dev/null || true
  done
  echo 'containers: dockerd does not start here:' >&2
  tail -n 20 "$state/dockerd.log" >&2
  return 1
}

# An engine that was killed leaves its bridges, with the addresses that the next one gives to its own: packets for the new containers then go to the
# old bridge, and no port answers. It leaves its folders mounted, too; the next one would neither unmount nor remove them.
clear_leftovers() {
  unmount_leftovers
  # Never those of another engine.
  if ! command -v pgrep >/dev/null || pgrep -x dockerd >/dev/null; then return; fi
  local bridge
  for bridge in /sys/class/net/docker0 /sys/class/net/br-*; do
    bridge=${bridge##*/}
    if [[ -e /sys/class/net/$bridge/bridge && $bridge =~ ^(docker0|br-[0-9a-f]{12})$ ]]; then ip link delete "$bridge" type bridge || true; fi
  done
}

unmount_leftovers() {
  local place
  awk -v under="$state/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r place; do umount -l "$place" || true; done
}

# Fails at once where containers run and their ports do not answer from outside: every test would wait for them in vain.
check_ports() {
  local id port deadline=$((SECONDS + 30))
  id=$(docker run -d -p 127.0.0.1::6379 "${REDIS_IMAGE:-redis:7-bookworm}")
  port=$(docker port "$id" 6379 | head -n 1)
  while ((SECONDS < deadline)); do
    # shellcheck disable=SC2016
    if timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"; printf "PING\r\n" >&3; [[ -n $(head -c 1 <&3) ]]' - "${port##*:}" 2>/dev/null; then
      docker rm -f "$id" >/dev/null
      return
    fi
    sleep 0.5
  done
  echo "containers: a container runs and its port ${port##*:} does not answer. Another engine may have left a bridge with the same address" \
    '("ip -br address" shows it, "ip link delete NAME" removes it), or a packet filter stands between.' >&2
  docker rm -f "$id" >/dev/null
  return 1
}

# Ends the engine that was started here, and what it kept.
stop_engine() {
  if [[ -n ${KEEP_ENGINE:-} || ! -f $state/pid ]]; then return; fi
  local pid tries
  pid=$(cat "$state/pid")
  kill "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 240; tries += 1)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  clear_leftovers
  rm -rf "$state/data" "$state/exec"
}
