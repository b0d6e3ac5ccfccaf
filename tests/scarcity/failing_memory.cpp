#include "failing_memory.h"

#include <array>
#include <atomic>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <new>

#include <dlfcn.h>
#include <execinfo.h>

namespace {

std::atomic<int> left_elsewhere = INT_MAX;  // pieces until the one that is refused, which is at 0
thread_local bool spared = false;
thread_local int left_here = INT_MAX;

/// nlohmann_json takes memory where nothing may be thrown, to destroy a value for one, and the process ends
/// where there is none: that is not ours to mend. Known by the names of who calls, which the program exports.
bool is_for_json() {
  std::array<void*, 12> callers{};
  const int count = ::backtrace(callers.data(), static_cast<int>(callers.size()));
  for (int i = 0; i < count; ++i) {
    Dl_info info{};
    if (::dladdr(callers[static_cast<std::size_t>(i)], &info) == 0 || info.dli_sname == nullptr) continue;
    if (std::strstr(info.dli_sname, "nlohmann") != nullptr) return true;
  }
  return false;
}

/// True for the piece at 0, or the next one after it that may be refused.
template <typename Count>
bool is_due(Count& left) {
  if (left < 0) return false;
  if (left == 0 && is_for_json()) return false;
  return left-- == 0;
}

bool refused() {
  if (left_here != INT_MAX) return is_due(left_here);
  if (spared || left_elsewhere == INT_MAX) return false;
  return is_due(left_elsewhere);
}

void* give(std::size_t size, std::size_t alignment = 0) noexcept {
  if (refused()) return nullptr;
  if (alignment == 0) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* give_or_throw(std::size_t size, std::size_t alignment = 0) {
  void* const memory = give(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return give_or_throw(size); }
void* operator new[](std::size_t size) { return give_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return give_or_throw(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace scarcity {

OneRefused::OneRefused(int before) {
  spared = true;
  left_elsewhere = before;
}
OneRefused::~OneRefused() {
  left_elsewhere = INT_MAX;
  spared = false;
}
bool OneRefused::happened() const { return left_elsewhere < 0; }

OneRefusedHere::OneRefusedHere(int before) { left_here = before; }
OneRefusedHere::~OneRefusedHere() { left_here = INT_MAX; }
bool OneRefusedHere::happened() const { return left_here < 0; }

}  // namespace scarcity
