#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp::backend {

/// Serves a folder as a skill: what digests() is of is what read() gives.
class Skill {
 public:
  struct Options {
    std::string_view root{};
    /// SHA-256 of the front matter that the server was generated from: with another one there is no skill.
    std::string_view front_matter_sha256{};
  };

  explicit Skill(const Options& options);

  Result<Contents> read(std::string_view path) const;
  Result<std::vector<mcp::Skill::File>> list() const;
  Result<std::vector<mcp::Skill::Digest>> digests() const;
  std::vector<std::string> problems() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mcp::backend
