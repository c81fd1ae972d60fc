#!/bin/bash
# Packages of Debian sid beside the system: unpacked into a folder with all they need, never installed.
#   sid.sh FOLDER PACKAGE...   fetches once, into FOLDER/root
set -euo pipefail
cache=$1
root=$cache/root
shift

fail() { echo "sid: $*" >&2; exit 1; }

[ -e "$root/complete" ] && exit
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || fail "needs apt-get and dpkg-deb"
# The mirror is the one this machine uses anyway.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/p' | grep -v security | head -1 || true)
[ -n "$mirror" ] || fail "no Debian mirror is named in /etc/apt"
rm -rf "$cache"
mkdir -p "$cache"/{lists/partial,archives/partial,state,root}
: > "$cache/state/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$cache/sid.list"
apt=(apt-get -q -o "Dir::Etc::SourceList=$cache/sid.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State=$cache/state" -o "Dir::State::Lists=$cache/lists" -o "Dir::State::status=$cache/state/status"
  -o "Dir::Cache=$cache" -o "Dir::Cache::Archives=$cache/archives" -o APT::Sandbox::User=root
  -o Debug::NoLocking=1 -o Acquire::Retries=3 -o Acquire::Languages=none)
"${apt[@]}" update > "$cache/apt.log" 2>&1 || fail "the package lists could not be fetched: $cache/apt.log"
"${apt[@]}" -y --no-install-recommends --download-only install "$@" >> "$cache/apt.log" 2>&1 ||
  fail "$* could not be fetched: $cache/apt.log"
for package in "$cache"/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
rm -rf "$cache"/{lists,archives,state}
touch "$root/complete"
