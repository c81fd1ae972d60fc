#!/bin/bash
# MySQL's client tools, as new as the server of mysql9.sh: Debian sid's, beside the system.
#   mysql-tools.sh   fetches once; prints the folder with mysql, mysqldump and mysqlbinlog, for PATH
set -euo pipefail
cache=${MYSQL_TOOLS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prahari/mysql-tools}
"$(dirname "$0")/sid.sh" "$cache" mysql-client mysql-server-core
"$(dirname "$0")/wrap.sh" "$cache" mysql mysqldump mysqlbinlog
