#!/bin/bash
# MariaDB's client tools, as new as its server that the tests start: Debian sid's, beside the system.
#   mariadb-tools.sh   fetches once; prints the folder with mariadb, mariadb-dump and mariadb-binlog, for PATH
set -euo pipefail
cache=${MARIADB_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prahari/mariadb-tools}
"$(dirname "$0")/sid.sh" "$cache" mariadb-client
"$(dirname "$0")/wrap.sh" "$cache" mariadb mariadb-dump mariadb-binlog
