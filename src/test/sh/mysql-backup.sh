#!/bin/bash
# The drill of src/main/scripts/backup on MySQL 9, with the packaged service's commands as writers (mvn package before):
# dump, a change, a second, another change, log, drop, restore to that second. Ends with 1 if not all of it is as it was.
set -euo pipefail
cd "$(dirname "$0")/../../.."
port=13392
tools=$(src/test/sh/mysql-tools.sh)
export PATH=$tools:$PATH PRAHARI_BACKUP_TOOLS=mysql PRAHARI_DB_URL=jdbc:mysql://127.0.0.1:$port/prahari \
  PRAHARI_DB_USER=prahari PRAHARI_DB_PASSWORD=prahari PRAHARI_DB_PUBLIC_KEY_RETRIEVAL=true \
  PRAHARI_PEPPER=of-the-drill-of-backups-on-mysql-0 PRAHARI_AUDIT_CHECKPOINTS=
folder=$(mktemp -d)
trap 'src/test/sh/mysql9.sh stop $port; rm -rf "$folder"' EXIT
src/test/sh/mysql9.sh start $port --log-bin=log --server-id=1 --sync-binlog=1

fail() { echo "mysql-backup: $*" >&2; exit 1; }
service() { java -jar target/prahari-0.1.0.jar "$@" config.yml > "$folder/out" 2>&1 || { tail "$folder/out"; fail "$*"; }; }
ask() { mysql --defaults-file="$folder/prahari" --batch --skip-column-names -e "$1"; }
as() { printf '[client]\nhost=127.0.0.1\nport=%s\nuser=%s\npassword=%s\n' "$port" "$1" "$1" > "$folder/$1"; }
backup() { PRAHARI_BACKUP_OPTIONS=$folder/$1 src/main/scripts/backup "$2" "$folder/backups" "${@:3}"; }
change() { service key --name "$1" --scopes all --departments all --out "$folder/$1.key"; }
state() { ask "SELECT GROUP_CONCAT(name ORDER BY name), (SELECT sequence FROM prahari.change_head),
  (SELECT COUNT(*) FROM prahari.change_log), (SELECT COUNT(*) FROM prahari.audit_log) FROM prahari.client"; }

umask 077
as prahari
as backup
export PRAHARI_KEYSET=$folder/keyset.json
java -jar target/prahari-0.1.0.jar keys create --out "$PRAHARI_KEYSET"
service db migrate
service seed
# As .github/operations.md has it.
mysql --no-defaults --user=root --socket="${TMPDIR:-/tmp}/prahari-mysql9-$port/socket" -e "CREATE USER backup@'%' IDENTIFIED BY 'backup';
  GRANT SELECT, LOCK TABLES, SHOW VIEW, EVENT, TRIGGER, RELOAD, PROCESS, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO backup@'%'"

change before
backup backup full
dumped=$(state)
change between
backup backup log
change later
sleep 1.1
second=$(date -u +%Y-%m-%dT%H:%M:%S)
wanted=$(state)
sleep 1.1
change after
backup backup log
ask "DROP DATABASE prahari"
start=$SECONDS
backup prahari restore "$second"
found=$(state)
echo "dumped:   $dumped"
echo "wanted:   $wanted"
echo "restored: $found, within $((SECONDS - start)) s"
[ "$wanted" != "$dumped" ] || fail "the dump alone would do: nothing is shown"
[ "$found" = "$wanted" ] || fail "what was restored is not what was there"
service audit verify
[ "$(grep -c ' good$' "$folder/out")" -gt 0 ] && ! grep -q ' bad' "$folder/out" || fail "the audit trail is not good: $(cat "$folder/out")"
ask "SELECT 1 FROM prahari.client WHERE name = 'after'" | grep -q 1 && fail "what came later is there"
echo "mysql-backup: $second was brought back"
