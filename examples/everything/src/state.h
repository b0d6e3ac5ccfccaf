#pragma once

namespace everything {

/// What the handlers share: nothing, this server keeps no data.
struct State {};

}  // namespace everything
