#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/transport/http/door/door.h>

namespace mcp::http {

/// Where clients learn who gives out the tokens that are taken here (RFC 9728): at the root, and with the
/// path of what the tokens are for.
class MetadataDoor final : public Door {
 public:
  struct Facts {
    std::string base{};  ///< of every URL that is told: as configured, whatever a request calls the server
    std::string path{};  ///< of what the tokens are for
    std::string_view title{};
    std::vector<std::string> issuers{};
    std::vector<std::string> scopes{};
  };

  explicit MetadataDoor(const Facts& facts);

  /// Where the document is, for a challenge.
  static std::string url(const Facts& facts);

  std::string_view entrance() const override { return path_; }
  bool leads(std::string_view path) const override;
  std::string_view methods(std::string_view) const override { return "GET, HEAD"; }
  std::optional<Response> screen(const Head& head) const override;
  void serve(const Request& request) override;
  bool is_public() const override { return true; }

 private:
  const std::string path_;
  const std::string document_;
};

}  // namespace mcp::http
