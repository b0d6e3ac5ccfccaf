# The figure `auth`, sourced by run: what it costs a call to know who calls. One greeter by each mode, each with one
# thread that reads and answers, measured in turn as those of `http` are; tokens and keys are the same in every call.

# auth_credentials: a key pair, the issuer's documents and a token, as $scratch/issuer has them.
auth_credentials() {
  local issuer=$1 folder=$scratch/issuer
  "$mcpgen" token keygen --type rsa --kid one --out "$folder/key.pem" --public "$folder/public.pem" \
    --jwks "$folder/jwks.json" >/dev/null 2>&1
  mkdir -p "$folder/.well-known"
  echo '{"issuer":"'"$issuer"'","jwks_uri":"'"$issuer"'/jwks.json"}' >"$folder/.well-known/openid-configuration"
  "$mcpgen" token mint --key "@$folder/key.pem" --kid one --issuer "$issuer" --audience https://mcp.example.com/mcp \
    --subject bench --ttl 1h >"$folder/token"
}

# An issuer that only shows files; its URL.
auth_issuer() {
  mkdir -p "$scratch/issuer"
  mkfifo "$scratch/issuer.url"
  python3 -u - "$scratch/issuer" >"$scratch/issuer.url" 2>/dev/null <<'PYTHON' &
import functools, http.server, sys
class Documents(http.server.SimpleHTTPRequestHandler):
    extensions_map = {"": "application/json"}
files = functools.partial(Documents, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), files)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
PYTHON
  read -r issuer <"$scratch/issuer.url"
}

# auth_server MODE SECTION: builds a greeter with this `auth`, and starts it as MODE.
auth_server() {
  local project=$scratch/auth_$1
  cp -r "$here/../../examples/greeter" "$project"
  printf '%s\n' 'transports: [http]' 'server: { threads: 1 }' "auth: $2" >>"$project/mcpgen.yaml"
  quietly "$mcpgen" build --gen-only --quiet "$project"
  build_project "$project" --target greeter
  [ "$1" != api-key ] || (cd "$project" && build/greeter keys create bench --json |
    sed -E 's/.*"key":"([^"]+)".*/\1/' >"$scratch/issuer/key")
  cd "$project"
  serve "$1" build/greeter --port 0 --ready-fd 3
  cd "$here"
}

auth() {
  local seconds=${MCPGEN_BENCH_SECONDS:-2} rounds=${MCPGEN_BENCH_ROUNDS:-5} mode issuer ratio folder=$scratch/issuer
  auth_issuer
  auth_credentials "$issuer"
  write_request "$scratch/request" tools/call greet '"name":"greet","arguments":{"name":"Ada"}'
  auth_server none none
  auth_server api-key api-key
  auth_server jwt "{ mode: jwt, issuer: '$issuer', audience: https://mcp.example.com/mcp, publicKey: '\${file:$folder/public.pem}' }"
  auth_server oidc "{ mode: oidc, issuer: '$issuer', insecureIssuer: true, audience: https://mcp.example.com/mcp }"
  request_of[api-key]=$(with_line "X-API-Key: $(cat "$folder/key")")
  request_of[jwt]=$(with_line "Authorization: Bearer $(cat "$folder/token")")
  request_of[oidc]=${request_of[jwt]}
  for mode in none api-key jwt oidc; do
    load $mode 64 1 && rm "$scratch/$mode.64" # warm-up
  done
  for _ in $(seq "$rounds"); do
    for mode in none api-key jwt oidc; do load $mode 64; done
  done
  for mode in api-key jwt oidc; do
    ratio=$(paste -d' ' "$scratch/$mode.64" "$scratch/none.64" | awk '{ printf "%.2f\n", $2 / $6 }' | median)
    line "HTTP calls/s, 64 connections, auth $mode / none" "$(figure_of $mode 64 2)" "$(figure_of none 64 2)" "$ratio" \
      "$(meets "$ratio" '>=' 0.85)"
    line "CPU us per call: auth $mode, none" "$(figure_of $mode 64 1)" "$(figure_of none 64 1)" "" ""
  done
  kill "${server_pid[none]}" "${server_pid[api-key]}" "${server_pid[jwt]}" "${server_pid[oidc]}"
}

# The request with a header line more, as a file.
with_line() {
  local file
  file=$(mktemp -p "$scratch")
  sed "1a $1\r" "$scratch/request" >"$file"
  echo "$file"
}
