#pragma once

#include <utility>

#include <mcp/json/discard.h>
#include <mcp/json/json.h>

namespace mcp {

/// A value that ends by discard().
class HeldJson {
 public:
  HeldJson() = default;
  HeldJson(Json value) : value_(std::move(value)) {}
  HeldJson(HeldJson&& other) noexcept : value_(std::move(other.value_)) {}
  HeldJson& operator=(HeldJson&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~HeldJson() { discard(value_); }

  operator const Json&() const { return value_; }
  Json& operator*() { return value_; }
  const Json& operator*() const { return value_; }
  Json* operator->() { return &value_; }
  const Json* operator->() const { return &value_; }

 private:
  Json value_{};
};

}  // namespace mcp
