#pragma once

namespace example {

/// What your handlers share: connection pools, clients, caches. main() makes one before serving.
/// Handlers may run on several threads: guard what they change.
struct State {};

}  // namespace example
