-- Sends events in batches to a studio, each event once, for: wrk -t1 -c8 -d30 -s events.lua http://127.0.0.1:PORT -- KEY [EVENTS-PER-BATCH]
local sent = 0
local run = tostring(os.time())
local key, size

function init(args)
    key = args[1]
    size = tonumber(args[2] or "20")
end

function request()
    local rows = {}
    for at = 1, size do
        sent = sent + 1
        rows[at] = string.format(
            '{"id":"%s-%d","type":"impression","recommendationId":"0f6c2f1ab34de89071c5","panelVersion":"9b2d4c7e1f","anchor":"CAM-D7-BODY","sku":"MEM-128-V60","position":1,"visitor":"v-%d"}',
            run, sent, sent % 5000)
    end
    return wrk.format("POST", "/api/v1/events",
        { ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json" }, '{"events":[' .. table.concat(rows, ",") .. ']}')
end
