-- SPDX-License-Identifier: EUPL-1.2
-- wrk -s page.lua URL -- FILE: cookies, an empty line, paths; each request takes the next of
-- both.
local made, at = {}, 0

function init(words)
	local cookies, paths, into = {}, {}, nil
	into = cookies
	for line in io.lines(words[1]) do
		if line == "" then into = paths else into[#into + 1] = line end
	end
	-- Every session asks for every path, in an order in which neighbours differ in both.
	local count = math.max(#cookies, math.min(#cookies * #paths, 2000))
	for i = 1, count do
		made[i] = wrk.format("GET", paths[1 + (i - 1) % #paths],
			{ Cookie = cookies[1 + (i - 1 + math.floor((i - 1) / #paths)) % #cookies] })
	end
end

function request()
	at = at % #made + 1
	return made[at]
end
