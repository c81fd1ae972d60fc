#!/bin/bash
# Specmatic (npm) makes requests of the contract, good ones and bad ones, and holds the answers of the filled demo against it.
#   specmatic.sh fetch         fetches it once; ends with 1 if it cannot be had
#   specmatic.sh [seconds]     ends with 1 if an answer was a 5xx, undocumented or unlike the contract
# What it is given of the contract, and why not all, is in src/test/js/specmatic.js. These are kept out by its own filter:
#   /v1/webhooks...            it would make the service send to addresses that it made up
#   cap.xml                    it takes XML apart, where the contract says no more than that it is text
#   DELETE, /v1/clients/{id}/keys   would take away what the others ask for, the key that it asks with among it
set -euo pipefail
cd "$(dirname "$0")/../../.."
version=2.55.1
limit=${1:-150}
cache=${SPECMATIC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prahari/specmatic-$version}
run=$PWD/target/specmatic
port=18390
filter="METHOD!='DELETE' && PATH!='/v1/webhooks' && PATH!='/v1/webhooks/{id}' && PATH!='/v1/webhooks/{id}/test'"
filter+=" && PATH!='/v1/webhooks/{id}/secret' && PATH!='/v1/campaigns/{slug}/cap.xml' && PATH!='/v1/clients/{id}/keys'"

jar=$cache/node_modules/specmatic/specmatic.jar
[ -f "$jar" ] || npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache" "specmatic@$version"
[ -f "$jar" ] || { echo "specmatic: $jar is not there" >&2; exit 1; }
[ "${1:-}" != fetch ] || exit 0
(: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null && { echo "specmatic: port $port is taken" >&2; exit 2; }

mvn -q -B -Ddemo compile dependency:build-classpath -Dmdep.outputFile=target/demo.classpath
rm -rf "$run"
mkdir -p "$run"
cp config.yml "$run"
path=$PWD/target/classes:$(cat target/demo.classpath)
judge=$PWD/src/test/js/specmatic.js
cd "$run"
PRAHARI_PORT=$port PRAHARI_ADMIN_PORT=$((port + 1)) PRAHARI_LIMIT_CLIENT=1000000 PRAHARI_LIMIT_CLIENT_BURST=1000000 \
  PRAHARI_LIMIT_ANONYMOUS=1000000 PRAHARI_LIMIT_ANONYMOUS_BURST=1000000 java -cp "$path" org.prahari.app.Demo > demo.log 2>&1 &
demo=$!
trap 'kill $demo 2> /dev/null; wait $demo 2> /dev/null || true' EXIT
for _ in $(seq 240); do
  grep -q 'ready\.' demo.log && break
  kill -0 $demo 2> /dev/null || { cat demo.log >&2; exit 2; }
  sleep 0.5
done

address=http://localhost:$port
clientKey=$(cat data/admin.key)
export clientKey accessToken=$clientKey MAX_TEST_REQUEST_COMBINATIONS=1
node "$judge" prepare "$address" "$clientKey" contract.json
mkdir control
node "$judge" falsify contract.json control/contract.json

# ask SECONDS FILTER: its own verdict is of no use, for without our data it expects success of what names things that are not there.
ask() {
  cat > specmatic.yaml <<-'YAML'
	version: 2
	contracts: [{provides: [contract.json]}]
	test: {resiliencyTests: {enable: all}}
	YAML
  timeout "$1" java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" test --testBaseURL="$address" --filter="$2" \
    > specmatic.log 2>&1 || [ $? != 124 ] || echo "specmatic: not done after $1 s; what there is, is judged"
  node "$judge" judge contract.json specmatic.log
}

if (cd control && ask 60 "PATH='/v1/regions/{id}'" > said) || ! grep -q neverThere control/said; then
  echo "specmatic: the negative control, a contract with a promise that is not kept, was not caught" >&2
  exit 1
fi
echo "specmatic: a promise that is not kept is caught"
ask "$limit" "$filter"
