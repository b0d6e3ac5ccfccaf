#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mcp/json/discard.h>
#include <mcp/json/json.h>

namespace mcp {

/// Where what is read waits until its array or object is whole. The memory of one text serves the next that
/// the thread reads, unless it was more than a message usually needs.
struct ReadMemory {
  struct Open {
    bool is_object;
    std::size_t values;  ///< where its values begin
    std::size_t keys;
  };

  static ReadMemory take() {
    ReadMemory memory;
    std::swap(memory, spare());
    return memory;
  }
  static void give_back(ReadMemory&& memory) {
    for (Json& value : memory.values) discard(value);
    constexpr std::size_t kUsual = 64;
    const std::size_t most = std::max(
        {memory.open.capacity(), memory.values.capacity(), memory.keys.capacity(), memory.texts.capacity()});
    if (most == 0 || most > kUsual) return;
    memory.open.clear();
    memory.values.clear();
    memory.keys.clear();
    memory.texts.clear();
    spare() = std::move(memory);
  }

  std::vector<Open> open{};
  std::vector<Json> values{};
  std::vector<std::string> keys{};
  std::vector<std::string_view> texts{};  ///< of the outermost values

 private:
  static ReadMemory& spare() {
    thread_local ReadMemory spare;
    return spare;
  }
};

}  // namespace mcp
