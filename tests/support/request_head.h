#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/ascii.h>
#include <mcp/core/authenticator.h>

namespace tst {

/// The head of a request, as far as authenticators look at it.
class Head final : public mcp::RequestHead {
 public:
  using Fields = std::map<std::string, std::string>;
  explicit Head(Fields fields = {}, std::string peer = "192.0.2.1")
      : fields_(std::move(fields)), peer_(std::move(peer)) {}

  /// "" for one behind whom there are many.
  Head& from(std::string peer) {
    peer_ = std::move(peer);
    return *this;
  }
  Head& again() {
    again_ = true;
    return *this;
  }
  std::string_view peer() const override { return peer_; }
  bool speaks_for_many() const override { return peer_.empty(); }
  bool is_seen_again() const override { return again_; }
  std::optional<std::string_view> header(std::string_view name) const override {
    for (const auto& [known, value] : fields_) {
      if (mcp::equal_ignoring_case(known, name)) return value;
    }
    return {};
  }
  void explain(std::string_view why) const override { why_ = why; }
  /// What the log was told last.
  const std::string& why() const { return why_; }

 private:
  mutable std::string why_{};
  Fields fields_;
  std::string peer_;
  bool again_ = false;
};

}  // namespace tst
