#!/usr/bin/env bash
# manifest_1000.sh DIR: writes DIR/mcpgen.yaml with 1,000 tools and DIR/tools.proto with 1,000 messages of
# the same fields.
set -euo pipefail
mkdir -p "$1"
{
  printf 'mcpgen: 1\nname: thousand\nversion: 1.0.0\n\ntools:\n'
  for i in $(seq 1000); do
    printf '  tool_%d:\n    description: Does the thing number %d.\n' "$i" "$i"
    printf '    input:\n      name: string -- Whom it is for\n      count?: integer(1..100) = 20 -- How many\n      exact: boolean -- Whether to round\n'
    printf '    output: { message: string, total: number }\n    annotations: { readOnlyHint: true }\n'
  done
} >"$1/mcpgen.yaml"
{
  printf 'syntax = "proto3";\npackage thousand;\n'
  for i in $(seq 1000); do
    printf '\n// Does the thing number %d.\nmessage Tool%d {\n' "$i" "$i"
    printf '  string name = 1;  // Whom it is for\n  optional int64 count = 2;  // How many\n  bool exact = 3;  // Whether to round\n'
    printf '  string message = 4;\n  double total = 5;\n}\n'
  done
} >"$1/tools.proto"
