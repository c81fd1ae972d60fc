#!/bin/bash
# MariaDB's client tools, as new as its server that the tests start: Debian sid's, beside the system.
#   mariadb-tools.sh   fetches once; prints the folder with mariadb, mariadb-dump and mariadb-binlog, for PATH
set -euo pipefail
cache=${MARIADB_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prahari/mariadb-tools}
root=$cache/root
"$(dirname "$0")/sid.sh" "$cache" mariadb-client
# With the loader and libraries that came along: sid's are newer than the system's.
loader=$(find "$root" -name 'ld-linux-*.so.*' | head -1)
libraries="$(dirname "$(find "$root" -name 'libc.so.6' | head -1)"):$root/usr/lib/$(uname -m)-linux-gnu"
mkdir -p "$cache/bin"
for tool in mariadb mariadb-dump mariadb-binlog; do
  printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 %s "%s" "$@"\n' "$loader" "$libraries" "$tool" "$root/usr/bin/$tool" > "$cache/bin/$tool"
  chmod +x "$cache/bin/$tool"
done
echo "$cache/bin"
