#pragma once

#include <nlohmann/json.hpp>

#include <mcp/json/json_fwd.h>
