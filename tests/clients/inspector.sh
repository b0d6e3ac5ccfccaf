#!/usr/bin/env bash
# inspector.sh REVISION URL TALK: the command line of the official MCP Inspector, a connection per question.
# It can neither be asked nor watch, nor take a call back.
set -euo pipefail
revision=$1 url=$2 talk=$3
era=legacy
if [[ $revision > 2026 ]]; then era=modern; fi
HOME=$(mktemp -d) # where it keeps what it knows of servers
export HOME
trap 'rm -rf "$HOME"' EXIT
launcher=${MCPGEN_CLIENTS:?}/node/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js

# expect TEXT OPTION...: what it says has the text in it.
expect() {
  local wanted=$1 said
  shift
  said=$(node "$launcher" --cli "$url" --transport http --protocol-era "$era" --format json --quiet "$@" 2>&1) || true
  [[ $said == *"$wanted"* ]] || { printf '%s\n  should say: %s\n  says: %s\n' "$*" "$wanted" "$said"; exit 1; }
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
