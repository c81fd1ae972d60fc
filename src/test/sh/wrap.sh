#!/bin/bash
# Makes programs that sid.sh has unpacked run beside the system, whose loader and libraries are older.
#   wrap.sh FOLDER PROGRAM...   puts them into FOLDER/bin, and prints that
set -euo pipefail
cache=$1
root=$cache/root
shift
loader=$(find "$root" -name 'ld-linux-*.so.*' | head -1)
libraries="$(dirname "$(find "$root" -name 'libc.so.6' | head -1)"):$root/usr/lib/$(uname -m)-linux-gnu"
mkdir -p "$cache/bin"
for tool in "$@"; do
  printf '#!/bin/sh\nexec "%s" --library-path "%s" --argv0 %s "%s" "$@"\n' "$loader" "$libraries" "$tool" "$root/usr/bin/$tool" > "$cache/bin/$tool"
  chmod +x "$cache/bin/$tool"
done
echo "$cache/bin"
