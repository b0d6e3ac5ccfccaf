#include "failing_memory.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

#include <execinfo.h>

namespace {

enum class Order { none, refuse, refused };

thread_local Order here = Order::none;
thread_local bool spared = false;

/// Who is called by whom, from here up.
std::uint64_t place() {
  std::array<void*, 48> callers{};
  const int count = ::backtrace(callers.data(), static_cast<int>(callers.size()));
  std::uint64_t sum = 14695981039346656037U;
  for (int i = 0; i < count; ++i)
    sum = (sum ^ reinterpret_cast<std::uintptr_t>(callers[static_cast<std::size_t>(i)])) * 1099511628211U;
  return sum;
}

/// The places where memory was refused. Takes none itself.
struct Places {
  bool add(std::uint64_t place) {
    if (std::find(known.begin(), known.begin() + count, place) != known.begin() + count) return false;
    if (static_cast<std::size_t>(count) == known.size()) std::abort();
    known[static_cast<std::size_t>(count++)] = place;
    return true;
  }

  std::array<std::uint64_t, 4096> known{};
  int count = 0;
};

std::mutex mutex;  // so that a place counts as known only where memory was refused, whoever asks meanwhile
Places places;
std::atomic<Order> elsewhere = Order::none;
std::atomic<long> given = 0;

bool refused() {
  const bool asked_here = here == Order::refuse;
  if (!asked_here && (spared || elsewhere != Order::refuse)) return false;
  const std::uint64_t asked_at = place();
  const std::lock_guard lock(mutex);
  if (!asked_here && elsewhere != Order::refuse) return false;
  if (!places.add(asked_at)) return false;
  if (asked_here) {
    here = Order::refused;
  } else {
    elsewhere = Order::refused;
  }
  return true;
}

void* give(std::size_t size, std::size_t alignment = 0) noexcept {
  if (refused()) return nullptr;
  ++given;
  if (alignment == 0) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* give_or_throw(std::size_t size, std::size_t alignment = 0) {
  void* const memory = give(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void take_back(void* memory) noexcept {
  if (memory != nullptr) --given;
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return give_or_throw(size); }
void* operator new[](std::size_t size) { return give_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return give_or_throw(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { take_back(memory); }
void operator delete[](void* memory) noexcept { take_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { take_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { take_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { take_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { take_back(memory); }

namespace scarcity {

void forget_places() {
  const std::lock_guard lock(mutex);
  places.count = 0;
}

long given_out() { return given; }

OneRefused::OneRefused() {
  spared = true;
  elsewhere = Order::refuse;
}
OneRefused::~OneRefused() {
  const std::lock_guard lock(mutex);
  elsewhere = Order::none;
  spared = false;
}
bool OneRefused::happened() const { return elsewhere == Order::refused; }

OneRefusedHere::OneRefusedHere() { here = Order::refuse; }
OneRefusedHere::~OneRefusedHere() { here = Order::none; }
bool OneRefusedHere::happened() const { return here == Order::refused; }

}  // namespace scarcity
