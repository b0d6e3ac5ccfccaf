-- What wrk sends, and what it says of it: `measured <calls> <calls/s> <p50 us> <p99 us> <errors>`.
local file = assert(io.open(os.getenv("REQUEST"), "rb"))
local text = file:read("*a")
file:close()

function request() return text end

function done(summary, latency)
  local failed = summary.errors
  print(string.format("measured %d %f %d %d %d", summary.requests, summary.requests * 1e6 / summary.duration,
    latency:percentile(50), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.timeout + failed.status))
end
