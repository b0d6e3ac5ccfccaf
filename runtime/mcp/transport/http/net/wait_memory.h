#pragma once

#include <cstddef>
#include <new>
#include <utility>

namespace mcp::http {

/// Memory for one thing that is waited for at a time, time and again: where the machine has no memory left,
/// what has to go on for as long as the server does can still wait. Not kept here: the place of
/// a timer among those of its loop. Outlives what waits.
class WaitMemory {
 public:
  WaitMemory() = default;
  WaitMemory(const WaitMemory&) = delete;
  WaitMemory& operator=(const WaitMemory&) = delete;

  /// The same handler, kept here while it waits.
  template <typename Handler>
  auto keep(Handler handler) {
    return Kept<Handler>{this, std::move(handler)};
  }

 private:
  template <typename T>
  struct Allocator {
    using value_type = T;
    explicit Allocator(WaitMemory* from) : memory(from) {}
    template <typename Other>
    Allocator(const Allocator<Other>& other) : memory(other.memory) {}

    T* allocate(std::size_t) {
      static_assert(sizeof(T) <= sizeof bytes_, "what waits does not fit");
      return static_cast<T*>(memory->take(sizeof(T)));
    }
    void deallocate(T* at, std::size_t) { memory->give_back(at); }
    template <typename Other>
    bool operator==(const Allocator<Other>& other) const {
      return memory == other.memory;
    }

    WaitMemory* memory;
  };

  template <typename Handler>
  struct Kept {
    using allocator_type = Allocator<void>;
    allocator_type get_allocator() const { return allocator_type(memory); }
    void operator()(const auto& error) { handler(error); }

    WaitMemory* memory;
    Handler handler;
  };

  void* take(std::size_t bytes) {
    if (taken_) return ::operator new(bytes);
    taken_ = true;
    return bytes_;
  }
  void give_back(void* at) {
    if (at == bytes_) {
      taken_ = false;
    } else {
      ::operator delete(at);
    }
  }

  alignas(std::max_align_t) std::byte bytes_[256];
  bool taken_ = false;
};

}  // namespace mcp::http
