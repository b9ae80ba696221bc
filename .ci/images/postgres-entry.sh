# Entry point of the stand-in: leaves root, makes the cluster once, then runs the command. POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB as upstream.
set -eu
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres /var/lib/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=999 --regid=999 --clear-groups /bin/sh "$0" "$@"
fi
if ! [ -s "$PGDATA/PG_VERSION" ]; then
  password=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:?}" >"$password"
  initdb -D "$PGDATA" -U "$user" --pwfile="$password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-instructions >/dev/null
  rm "$password"
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    echo "CREATE DATABASE \"$database\";" | postgres --single -D "$PGDATA" postgres >/dev/null
  fi
fi
# The server is not the first process: that one inherits what probes leave behind, and PostgreSQL would take their deaths for a crash.
"$@" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/tmp &
server=$!
trap 'kill -INT "$server"' INT TERM
while kill -0 "$server" 2>/dev/null; do wait "$server" || true; done
