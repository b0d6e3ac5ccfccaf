# The figure `http`, sourced by run: calls of `greet` over HTTP, by wrk, against servers that answer with a
# constant of the same size and against the official TypeScript SDK. Every server has one thread that reads
# and answers, and wrk one; the servers are measured in turn, round by round, so that what disturbs the
# machine disturbs them all. MCPGEN_BENCH_SECONDS (2) and MCPGEN_BENCH_ROUNDS (3) say for how long and how often.

declare -A server_pid server_url request_of # what is sent, where it is not the usual
holders=()

# serve NAME COMMAND...: starts a server that writes its URL to descriptor 3.
serve() {
  local name=$1
  shift
  mkfifo "$scratch/$name.url"
  "$@" 3>"$scratch/$name.url" >/dev/null 2>"$scratch/$name.log" &
  server_pid[$name]=$!
  read -r "server_url[$name]" <"$scratch/$name.url" || { cat "$scratch/$name.log" >&2; exit 1; }
}

# nginx wants to be told a port: some are tried.
serve_nginx() {
  local constant=$1 port
  constant=${constant//\\/\\\\}
  constant=${constant//\'/\\\'}
  for _ in $(seq 20); do
    port=$((RANDOM % 30000 + 20000))
    cat >"$scratch/nginx.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $scratch/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_time 1h; default_type application/json;
  client_body_temp_path $scratch/body; proxy_temp_path $scratch/proxy; fastcgi_temp_path $scratch/fastcgi;
  uwsgi_temp_path $scratch/uwsgi; scgi_temp_path $scratch/scgi;
  server { listen 127.0.0.1:$port backlog=1024; location / { return 200 '$constant'; } }
}
CONF
    nginx -p "$scratch" -c "$scratch/nginx.conf" -e "$scratch/nginx.log" >/dev/null 2>&1 &
    server_pid[nginx]=$!
    server_url[nginx]=http://127.0.0.1:$port/mcp
    sleep 0.5
    kill -0 "${server_pid[nginx]}" 2>/dev/null && return
  done
  cat "$scratch/nginx.log" >&2
  exit 1
}

# The call of `greet` as it goes over the wire; also what wrk sends.
write_request() {
  local file=$1 method=$2 name=$3 params=$4 body meta
  meta='"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}'
  body='{"jsonrpc":"2.0","id":1,"method":"'$method'","params":{'$meta,$params'}}'
  printf '%s\r\n' 'POST /mcp HTTP/1.1' 'Host: localhost' 'Content-Type: application/json' \
    'Accept: application/json, text/event-stream' 'MCP-Protocol-Version: 2026-07-28' "Mcp-Method: $method" \
    ${name:+"Mcp-Name: $name"} "Content-Length: ${#body}" '' >"$file"
  printf '%s' "$body" >>"$file"
}

# What NAME answers to it.
answer_of() {
  local port=${server_url[$1]##*:}
  exec 9<>"/dev/tcp/127.0.0.1/${port%%/*}"
  sed 's/^Host:/Connection: close\r\nHost:/' "$scratch/request" >&9
  sed '1,/^\r$/d' <&9
  exec 9<&-
}

# Microseconds of CPU that NAME has used, its threads together.
cpu_of() { awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000000 / tick }' "/proc/${server_pid[$1]}/stat"; }
# KiB that NAME has in memory, and the most that it ever had.
memory_of() { awk '/^VmRSS:/ { print $2 }' "/proc/${server_pid[$1]}/status"; }
peak_of() { awk '/^VmHWM:/ { print $2 }' "/proc/${server_pid[$1]}/status"; }

# load NAME CONNECTIONS [SECONDS]: appends `cpu-per-call calls/s p50 p99` to their file.
load() {
  local before after calls rate p50 p99 errors
  before=$(cpu_of "$1")
  read -r calls rate p50 p99 errors < <(REQUEST=${request_of[$1]:-$scratch/request} wrk -t1 -c"$2" -d"${3:-$seconds}s" \
    -s "$here/call.lua" "${server_url[$1]}" | sed -n 's/^measured //p')
  after=$(cpu_of "$1")
  [ "$errors" = 0 ] || { echo "$1: $errors of $calls calls failed" >&2; exit 1; }
  awk -v u="$before" -v v="$after" -v n="$calls" -v r="$rate" -v a="$p50" -v b="$p99" \
    'BEGIN { printf "%.2f %.0f %.0f %.0f\n", (v - u) / n, r, a, b }' >>"$scratch/$1.$2"
}

# figure_of NAME CONNECTIONS COLUMN
figure_of() { cut -d' ' -f"$3" "$scratch/$1.$2" | median; }
# ratio_to NAME CONNECTIONS COLUMN: round by round, so that both had the same disturbances.
ratio_to() {
  paste -d' ' "$scratch/ours.$2" "$scratch/$1.$2" | awk -v c="$3" '{ printf "%.2f\n", $c / $(c + 4) }' | median
}

# verdict VALUE OP MUST AIM
verdict() {
  awk -v v="$1" -v op="$2" -v must="$3" -v aim="$4" 'function holds(t) { return op == "<=" ? v <= t : v >= t }
    BEGIN { print (holds(must) ? "meets " : "MISSES ") op " " must ", " (holds(aim) ? "meets" : "misses") " the aim " aim }'
}

# compare TEXT YARDSTICK CONNECTIONS COLUMN [OP MUST AIM]
compare() {
  local ratio
  ratio=$(ratio_to "$2" "$3" "$4")
  line "$1" "$(figure_of ours "$3" "$4")" "$(figure_of "$2" "$3" "$4")" "$ratio" "${5:+$(verdict "$ratio" "${@:5}")}"
}

# A greeter whose program reads with one thread, and one whose handler is C++.
http_greeters() {
  greeter_over_http "$here/../../examples/greeter" http_greeter
  "$mcpgen" new "$scratch/fresh" --name greeter --transport stdio,http --no-input >/dev/null
  greeter_over_http "$scratch/fresh" cpp_greeter
}

# greeter_over_http PROJECT NAME: leaves the program NAME in the scratch folder.
greeter_over_http() {
  local project=$scratch/$2.project
  cp -r "$1" "$project"
  grep -q '^transports:' "$project/mcpgen.yaml" || echo 'transports: [stdio, http]' >>"$project/mcpgen.yaml"
  # More connections than by default, for those that only wait.
  printf '%s\n' 'server: { threads: 1 }' 'limits: { connections: 12000 }' >>"$project/mcpgen.yaml"
  quietly "$mcpgen" build --gen-only --quiet "$project"
  build_project "$project" --target greeter
  cp "$project/build/greeter" "$scratch/$2"
}

# hold COUNT [FILE TEXT]: keeps connections to ours open, once each was answered with TEXT.
hold() {
  local said=$scratch/held.${#holders[@]}
  mkfifo "$said"
  "$bin/bench_hold" "${server_url[ours]}" "$@" >"$said" &
  holders+=($!)
  read -r _ <"$said" || exit 1
}
# Lets them go, which had to be open until now.
let_go() {
  local holder
  kill "${holders[@]}"
  for holder in "${holders[@]}"; do wait "$holder" || exit 1; done
  holders=()
  rm -f "$scratch"/held.*
  sleep 1 # the server hears of it
}

# growth KIB [COUNT]: how much more ours has in memory than KIB, each of COUNT; in MiB without.
growth() { awk -v a="$1" -v b="$(memory_of ours)" -v n="${2:-1024}" 'BEGIN { printf "%.1f", (b - a) / n }'; }

# What those who only wait cost in memory, and in time of those who call.
http_crowd() {
  local before each crowd='' idle beside
  before=$(memory_of ours)
  hold 1000
  each=$(growth "$before" 1000) && let_go
  line "memory per silent connection, KiB" "$each" "" "" ""
  before=$(memory_of ours)
  hold 1000 "$scratch/listen" acknowledged
  each=$(growth "$before" 1000) && let_go
  line "memory per idle stream, KiB" "$each" "" "" "$(verdict "$each" '<=' 6 3)"

  idle=10000
  [ "$(ulimit -n)" -ge 11500 ] || idle=$(($(ulimit -n) - 1500))
  server_pid[crowded]=${server_pid[ours]} server_url[crowded]=${server_url[ours]}
  for _ in $(seq $((2 * rounds + 1))); do # one p99 of two seconds says little
    load ours 16
    before=$(memory_of ours)
    hold $idle "$scratch/request" 'Hello, '
    hold 1000 "$scratch/listen" acknowledged
    crowd=${crowd:-$(growth "$before")}
    load crowded 16
    let_go
  done
  line "memory for $idle idle connections, 1,000 streams, MiB" "$crowd" "" "" "$(verdict "$crowd" '<=' 64 32)"
  beside=$(paste -d' ' "$scratch/crowded.16" "$scratch/ours.16" | awk '{ printf "%.2f\n", $4 / $8 }' | median)
  line "HTTP p99 us, 16 connections beside them / alone" "$(figure_of crowded 16 4)" "$(figure_of ours 16 4)" \
    "$beside" "$(meets "$beside" '<=' 2)"
}

http_start() {
  local ms
  ms=$("$bin/bench_first_answer" 9 "$scratch/request" -- "$scratch/http_greeter" serve --transport http --port 0 --ready-fd 3 2>/dev/null)
  line "start to first answer, ms" "$ms" "" "" "$(verdict "$ms" '<=' 20 10)"
}

http() {
  local seconds=${MCPGEN_BENCH_SECONDS:-2} rounds=${MCPGEN_BENCH_ROUNDS:-3} idle loaded kind connections must
  ulimit -n "$(ulimit -Hn)"
  http_greeters
  typescript
  write_request "$scratch/request" tools/call greet '"name":"greet","arguments":{"name":"Ada"}'
  write_request "$scratch/listen" subscriptions/listen '' '"notifications":{"toolsListChanged":true}'
  serve ours "$scratch/http_greeter" serve --transport http --port 0 --ready-fd 3
  answer_of ours >"$scratch/answer"
  idle=$(memory_of ours | awk '{ printf "%.1f", $1 / 1024 }')
  serve in_cpp "$scratch/cpp_greeter" serve --transport http --port 0 --ready-fd 3
  serve typescript node "$scratch/typescript/http.mjs"
  serve_nginx "$(cat "$scratch/answer")"
  for kind in beast basic_parser scanner; do serve $kind "$bin/bench_yardstick" $kind "$scratch/answer"; done

  for kind in ours in_cpp typescript; do
    [[ $(answer_of $kind) == *'Hello, Ada!'* ]] || { echo "$kind does not greet" >&2; exit 1; }
    load $kind 64 1 && rm "$scratch/$kind.64" # warm-up
  done
  for _ in $(seq "$rounds"); do
    for connections in 1 64 256; do
      for kind in ours nginx typescript; do load $kind $connections; done
    done
    for kind in in_cpp beast basic_parser scanner; do load $kind 64; done
  done
  loaded=$(peak_of ours | awk '{ printf "%.1f", $1 / 1024 }')

  for connections in 1 64 256; do
    must=$([ $connections != 64 ] || echo yes) # the table's targets
    compare "HTTP CPU us per call, $connections connections / nginx" nginx $connections 1 ${must:+'<=' 2.5 1.3}
    compare "HTTP calls/s, $connections connections / nginx" nginx $connections 2 ${must:+'>=' 0.4 0.85}
    compare "HTTP p50 us, $connections connections / nginx" nginx $connections 3
    compare "HTTP p99 us, $connections connections / nginx" nginx $connections 4 ${must:+'<=' 4 1.5}
    compare "HTTP calls/s, $connections connections / TypeScript SDK" typescript $connections 2 ${must:+'>=' 15 35}
    compare "HTTP CPU us per call, $connections connections / TypeScript SDK" typescript $connections 1
  done
  compare "HTTP CPU us per call, 64 / ours with a handler in C++" in_cpp 64 1
  compare "HTTP CPU us per call, 64 / constant, Beast's messages" beast 64 1
  compare "HTTP CPU us per call, 64 / constant, Beast's basic_parser" basic_parser 64 1
  compare "HTTP CPU us per call, 64 / constant, our reader" scanner 64 1
  compare "HTTP p99 us, 64 connections / constant, Beast's messages" beast 64 4
  line "memory idle, MiB" "$idle" "" "" "$(verdict "$idle" '<=' 10 5)"
  line "memory under load, MiB" "$loaded" "" "" "$(verdict "$loaded" '<=' 24 12)"
  http_crowd
  http_start
  for kind in "${!server_pid[@]}"; do kill "${server_pid[$kind]}" 2>/dev/null || true; done
}
