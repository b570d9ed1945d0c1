-- SPDX-License-Identifier: EUPL-1.2
-- wrk -s report.lua URL -- TOKEN TYPES UNITS: reports, each with a key of its own.
local token, types, units, run, number
local words = { "en", "dörr", "trappa", "lampa", "hall", "väska", "bil", "fönster", "golv",
	"larm", "nyckel", "cykel", "skola", "matsal", "korridor", "besökare", "halt", "trasig",
	"öppen", "borta", "sönder", "sent", "kväll", "morgon", "rast", "gård", "port", "rök" }

local function split(text)
	local list = {}
	for one in string.gmatch(text, "[^,]+") do list[#list + 1] = one end
	return list
end

function init(arguments)
	token, types, units = arguments[1], split(arguments[2]), split(arguments[3])
	math.randomseed(os.time())
	run, number = math.random(1, 1000000000), 0
end

local function story()
	local said = {}
	for i = 1, 30 do said[i] = words[math.random(#words)] end
	return table.concat(said, " ")
end

function request()
	number = number + 1
	return wrk.format("POST", "/api/v1/events", {
		["Content-Type"] = "application/json",
		["Authorization"] = "Bearer " .. token,
		["Idempotency-Key"] = run .. "-" .. number,
	}, string.format('{"unit_id": "%s", "type": "%s", "story": "%s",'
		.. ' "occurred_at": "2026-03-02T21:10"}',
		units[1 + number % #units], types[1 + number % #types], story()))
end
