#!/usr/bin/env bash
# curl.sh REVISION URL TALK: no SDK, only what the specification says has to be sent.
set -euo pipefail
revision=$1 url=$2 talk=$3
capabilities='{"elicitation":{},"sampling":{}}'
modern=$([[ $revision > 2026 ]] && echo yes || true)
scratch=$(mktemp -d)
stop() {
  local left
  left=$(jobs -p)
  [ -z "$left" ] || kill $left 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop EXIT
headers=(-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream'
  -H "MCP-Protocol-Version: $revision")
meta='"progressToken":"p"'
if [ "$modern" ]; then
  meta+=',"io.modelcontextprotocol/protocolVersion":"'$revision'","io.modelcontextprotocol/clientCapabilities":'$capabilities
fi

fail() { echo "$1"; exit 1; }
# wanted TEXT SAID
wanted() { [[ $2 == *"$1"* ]] || fail "should say: $1
says: $2"; }

post() { curl --silent --show-error --no-buffer --max-time 20 "${headers[@]}" "$@" "$url"; }

# request ID METHOD MEMBERS [NAME] [OPTION...]: MEMBERS are those of the parameters, NAME what it is about.
request() {
  local id=$1 method=$2 members=$3 name=${4:-}
  shift 3 && shift $(($# ? 1 : 0))
  local about=()
  if [ "$modern" ]; then about=(-H "Mcp-Method: $method" ${name:+-H "Mcp-Name: $name"}); fi
  post ${about[@]+"${about[@]}"} "$@" --data-binary \
    '{"jsonrpc":"2.0","id":'"$id"',"method":"'"$method"'","params":{'"$members${members:+,}"'"_meta":{'"$meta"'}}}'
}

# call TOOL ARGUMENTS [MEMBERS]
call() { request 1 tools/call '"name":"'"$1"'","arguments":'"$2${3:+,$3}" "$1"; }

# Waits until a stream that goes to a file has said so.
wait_for() {
  for _ in $(seq 200); do
    grep -q "$1" "$2" 2>/dev/null && return
    sleep 0.05
  done
  fail "should say: $1
says: $(cat "$2")"
}

open_session() {
  local opened
  opened=$(post --dump-header "$scratch/head" --data-binary '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{
    "protocolVersion":"'"$revision"'","capabilities":'"$capabilities"',"clientInfo":{"name":"curl","version":"1"}}}')
  wanted '"protocolVersion":"'"$revision"'"' "$opened"
  headers+=(-H "Mcp-Session-Id: $(tr -d '\r' <"$scratch/head" | awk 'tolower($1) == "mcp-session-id:" { print $2 }')")
  tell '{"jsonrpc":"2.0","method":"notifications/initialized"}'
}

# A message of a session that has no answer.
tell() { wanted 202 "$(post --output /dev/null --write-out '%{http_code}' --data-binary "$1")"; }

greet() {
  wanted '"name":"greet"' "$(request 1 tools/list '')"
  wanted 'Hello, Ada!' "$(call greet '{"name":"Ada"}')"
  wanted '/name: is required' "$(call greet '{}')"
}

cancel() {
  local slow='"name":"slow_compute","arguments":{"seconds":600}'
  if [ "$modern" ]; then
    request 7 tools/call "$slow" slow_compute --max-time 0.5 2>/dev/null || true
  else
    request 7 tools/call "$slow" slow_compute >/dev/null &
    sleep 0.5
    tell '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}'
  fi
  wanted Computed "$(call slow_compute '{"seconds":0}')"
}

watch() {
  local uri=test://watched-resource heard=$scratch/heard
  if [ "$modern" ]; then
    request 8 subscriptions/listen '"notifications":{"resourceSubscriptions":["'$uri'"]}' >"$heard" &
    wait_for subscriptions/acknowledged "$heard"
  else
    post --request GET --dump-header "$scratch/opened" >"$heard" &
    wait_for '200 OK' "$scratch/opened"
    wanted '"result":{}' "$(request 1 resources/subscribe '"uri":"'$uri'"')"
  fi
  wanted changed "$(call test_trigger_resource_change '{}')"
  wait_for notifications/resources/updated "$heard"
}

# question TOOL ARGUMENTS KEY ANSWER RESULT: the server asks back before it answers.
question() {
  local asked=$scratch/asked
  if [ "$modern" ]; then
    local first
    first=$(call "$1" "$2")
    wanted '"resultType":"input_required"' "$first"
    local state
    state=$(sed -nE 's/.*("requestState":"[^"]*").*/\1/p' <<<"$first")
    wanted "$5" "$(call "$1" "$2" "\"inputResponses\":{\"$3\":$4}${state:+,$state}")"
    return
  fi
  call "$1" "$2" >"$asked" &
  wait_for '"id":[^,}]*,"method":"[a-z]*/create' "$asked"
  tell '{"jsonrpc":"2.0","id":'"$(sed -nE 's/.*"id":([^,}]*),"method":"[a-z]*\/create.*/\1/p' "$asked")"',"result":'"$4"'}'
  wait_for "$5" "$asked"
}

everything() {
  wanted test://watched-resource "$(request 1 resources/list '')"
  wanted 'Data for ID: 123' "$(request 1 resources/read '"uri":"test://template/123/data"' test://template/123/data)"
  wanted '"name":"test_simple_prompt"' "$(request 1 prompts/list '')"
  local steps
  steps=$(call test_tool_with_progress '{}')
  [ "$(grep -c notifications/progress <<<"$steps")" = 3 ] || fail "not three steps: $steps"
  wanted 'Progress test completed' "$steps"
  cancel
  watch
  question test_sampling '{"prompt":"The capital of France?"}' sample \
    '{"role":"assistant","model":"none","content":{"type":"text","text":"Paris"}}' 'LLM response: Paris'
  [[ $revision < 2025-06-18 ]] || question test_input_required_result_elicitation '{}' user_name \
    '{"action":"accept","content":{"name":"Ada"}}' 'Hello, Ada!'
}

[ "$modern" ] || open_session
greet
[ "$talk" = greet ] || everything
