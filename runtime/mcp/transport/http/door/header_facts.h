#pragma once

#include <string>

#include <mcp/core/revision/classify.h>
#include <mcp/transport/http/wire/head.h>

namespace mcp::http {

/// What the headers of a request say about its message.
class HeadFacts {
 public:
  explicit HeadFacts(const Head& head);
  HeadFacts(const HeadFacts&) = delete;
  HeadFacts& operator=(const HeadFacts&) = delete;

  const HeaderFacts& facts() const { return facts_; }

 private:
  std::string name_{};  ///< what the header encodes
  HeaderFacts facts_{};
};

}  // namespace mcp::http
