#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>

#include <mcp/core/engine/page.h>
#include <mcp/core/engine/result_text.h>
#include <mcp/core/engine/server_impl.h>
#include <mcp/core/principal.h>
#include <mcp/core/revision/revision.h>

namespace mcp {

/// The answers to the list methods, which show each caller what it may use. Each page is rendered once per
/// revision and choice of entries, when it is first asked for; after that an answer is a copy of constant
/// text. Only folders, which may change, are listed anew.
class Listings {
 public:
  enum class Kind { tools, prompts, resources, templates };

  Listings(const Server::Impl& server, const ResultTexts& texts) : server_(server), texts_(texts) {}

  /// Are there folders, which must be read for each answer about resources?
  bool has_folders() const;
  /// The JSON text of the result, or null when there is no such page.
  std::shared_ptr<const std::string> page(Kind kind, const Revision& revision, const Principal& principal,
                                          std::size_t number);

 private:
  /// The last part says which entries are left out, "" for none.
  using Key = std::tuple<Kind, std::size_t, std::size_t, std::string>;

  std::optional<std::string> render(Kind kind, const Revision& revision, const Principal& principal,
                                    std::size_t number) const;
  std::shared_ptr<const std::string> page_with_folders(const Revision& revision, const Principal& principal,
                                                       std::size_t number) const;

  const Server::Impl& server_;
  const ResultTexts& texts_;
  std::mutex mutex_{};
  std::map<Key, std::shared_ptr<const std::string>> rendered_{};
};

}  // namespace mcp
