#!/usr/bin/env bash
# inspector.sh REVISION URL TALK: the command lines of the official MCP Inspector: one that connects for each
# question, and mcpdo, whose daemon stays connected. What they cannot do: answer sampling, which they tell no
# server that they could; take a call back, which goes on when mcpdo is interrupted; and show that a watched
# resource changed where they do not run in a terminal.
set -euo pipefail
revision=$1 url=$2 talk=$3
era=legacy
if [[ $revision > 2026 ]]; then era=modern; fi
HOME=$(mktemp -d) # where it keeps what it knows of servers
export HOME
stop() {
  [ -z "${MCP_INSPECTOR_DAEMON_DIR:-}" ] || { node "$mcpdo" daemon stop >/dev/null 2>&1 && rm -rf "$MCP_INSPECTOR_DAEMON_DIR"; } || true
  rm -rf "$HOME"
}
trap stop EXIT
clients=${MCPGEN_CLIENTS:?}/node/node_modules/@modelcontextprotocol/inspector/clients
launcher=$clients/launcher/build/index.js
mcpdo=$clients/mcpdo/build/mcp-bin.js

# expect TEXT OPTION...: what it says has the text in it.
expect() {
  local wanted=$1 said
  shift
  said=$(node "$launcher" --cli "$url" --transport http --protocol-era "$era" --format json --quiet "$@" 2>&1) || true
  [[ $said == *"$wanted"* ]] || { printf '%s\n  should say: %s\n  says: %s\n' "$*" "$wanted" "$said"; exit 1; }
}

# connected TEXT COMMAND...: the same of mcpdo, which leaves what it said in $said.
connected() {
  local wanted=$1
  shift
  said=$(timeout 20 node "$mcpdo" --format json --connection "$url" "$@" </dev/null 2>&1) || true
  [[ $said == *"$wanted"* ]] || { printf 'mcpdo %s\n  should say: %s\n  says: %s\n' "$*" "$wanted" "$said"; exit 1; }
}

expect '"name":"greet"' --method tools/list
expect 'Hello, Ada!' --method tools/call --tool-name greet --tool-arg name=Ada
expect '/name: is required' --method tools/call --tool-name greet
[ "$talk" = everything ] || exit 0
expect 'test://watched-resource' --method resources/list
expect 'Data for ID: 123' --method resources/read --uri test://template/123/data
expect '"name":"test_simple_prompt"' --method prompts/list
expect "arg1='a', arg2='b'" --method prompts/get --prompt-name test_prompt_with_arguments --prompt-args arg1=a arg2=b
expect 'Progress test completed' --method tools/call --tool-name test_tool_with_progress

eval "$(node "$mcpdo" private 2>/dev/null)"
connected "\"protocolEra\": \"$era\"" connect "$url" --era "$era"
connected elicitationPending tools/call test_input_required_result_elicitation
question=$(sed -nE 's/.*"elicitationId": *"([^"]*)".*/\1/p' <<<"$said")
connected 'Hello, Ada!' elicitation/respond "$question" name:=Ada
connected subscribed resources/subscribe test://watched-resource
connected 'watched resource changed' tools/call test_trigger_resource_change
connected unsubscribed resources/unsubscribe test://watched-resource
