#pragma once

#include <memory>

namespace mcp::jose {

/// How what the crypto library allocated is given back.
template <typename T, void (*free_it)(T*)>
struct FreedBy {
  void operator()(T* object) const { free_it(object); }
};

template <typename T, void (*free_it)(T*)>
using Owned = std::unique_ptr<T, FreedBy<T, free_it>>;

}  // namespace mcp::jose
