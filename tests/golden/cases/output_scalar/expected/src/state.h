#pragma once

namespace sample {

/// What your handlers share: connection pools, clients, caches. main() makes one, by the default constructor,
/// before it serves: read settings there. Handlers may run on several threads: guard what they change.
struct State {};

}  // namespace sample
