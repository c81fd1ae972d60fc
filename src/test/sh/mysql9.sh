#!/bin/bash
# A real MySQL 9 beside the system, for the tests: Debian sid's mysql-server-core, unpacked into a cache, never installed.
#   mysql9.sh start [port [options]]   fetches once, makes fresh data, starts on loopback; prints the JDBC address
#   mysql9.sh stop [port]              stops it and removes the data
set -euo pipefail
cache=${MYSQL9_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prahari/mysql9}
root=$cache/root
port=${2:-13390}
options=("${@:3}")
run=${TMPDIR:-/tmp}/prahari-mysql9-$port

fail() { echo "mysql9: $*" >&2; exit 1; }

# With the loader and libraries that came along: sid's are newer than the system's.
server() {
  local loader
  loader=$(find "$root" -name 'ld-linux-*.so.*' | head -1)
  exec "$loader" --library-path "$(dirname "$(find "$root" -name 'libc.so.6' | head -1)"):$root/usr/lib/$(uname -m)-linux-gnu" \
    --argv0 "$root/usr/sbin/mysqld" "$root/usr/sbin/mysqld" --no-defaults --user="$(id -un)" --basedir="$root/usr" \
    --lc-messages-dir="$root/usr/share/mysql" --character-sets-dir="$root/usr/share/mysql/charsets" \
    --plugin-dir="$root/usr/lib/mysql/plugin" --secure-file-priv=NULL --datadir="$run/data" --tmpdir="$run/tmp" \
    --pid-file="$run/server.pid" --log-error="$run/server.err" "$@"
}

running() { local id; id=$(cat "$run/server.pid" 2>/dev/null) && grep -qa mysqld "/proc/$id/cmdline" 2>/dev/null; }

start() {
  running && fail "a server is running on port $port already"
  (: < "/dev/tcp/127.0.0.1/$port") 2>/dev/null && fail "port $port is taken"
  "$(dirname "$0")/sid.sh" "$cache" mysql-server-core
  rm -rf "$run"
  mkdir -p "$run"/{data,tmp}
  (server --initialize-insecure) > "$run/out" 2>&1 || { cat "$run/server.err" "$run/out" >&2; fail "no data could be made"; }
  cat > "$run/init.sql" <<-'SQL'
	CREATE DATABASE prahari CHARACTER SET utf8mb4;
	CREATE USER prahari@'%' IDENTIFIED BY 'prahari';
	GRANT ALL ON *.* TO prahari@'%';
	SQL
  (server --bind-address=127.0.0.1 --port="$port" --mysqlx=OFF --socket="$run/socket" --skip-name-resolve \
    --init-file="$run/init.sql" --max-connections=200 --default-time-zone=+00:00 "${options[@]}") >> "$run/out" 2>&1 < /dev/null &
  local waited
  for waited in $(seq 300); do
    if grep -q "ready for connections.*port: $port" "$run/server.err" 2>/dev/null; then
      disown
      echo "jdbc:mysql://127.0.0.1:$port/prahari"
      return
    fi
    kill -0 $! 2>/dev/null || break
    sleep 0.2
  done
  tail -20 "$run/server.err" "$run/out" >&2
  stop
  fail "the server did not come up after $waited tries"
}

stop() {
  local id
  if running; then
    id=$(cat "$run/server.pid")
    kill "$id"
    for _ in $(seq 150); do kill -0 "$id" 2>/dev/null || break; sleep 0.2; done
    kill -9 "$id" 2>/dev/null || true
  fi
  rm -rf "$run"
}

case ${1:-} in
  start | stop) "$1" ;;
  *) sed -n '2,4p' "$0"; exit 2 ;;
esac
