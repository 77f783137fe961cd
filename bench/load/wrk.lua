-- wrk's side of the benchmark: `wrk ... -s wrk.lua URL -- [BODY_FILE]` posts the file's bytes, and
-- prints what was counted as one line of JSON at the end.

function init(args)
  -- On every request: Vert.x' transcoding wants it on a GET, too.
  wrk.headers["Content-Type"] = "application/json"
  if args[1] then
    local file = assert(io.open(args[1], "rb"))
    wrk.method = "POST"
    wrk.body = file:read("*a")
    file:close()
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"micros":%d,"status":%d,"socket":%d,"p50":%.0f,"p99":%.0f,"p999":%.0f}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
