#!/bin/bash
# Packages the earlier version of the service that drills upgrade from, in target/earlier.
set -euo pipefail
cd "$(dirname "$0")/../../.."
version=${1:-1c5226c}
folder=target/earlier
[ -f "$folder/$version" ] && exit
rm -rf "$folder"
mkdir -p "$folder"
git archive "$version" | tar -x -C "$folder"
mvn -B -q -f "$folder/pom.xml" package -DskipTests -Dspotless.check.skip
touch "$folder/$version"
