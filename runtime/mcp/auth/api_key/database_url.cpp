#include "database_url.h"

namespace mcp::auth::keys {

Result<std::string> path_of(std::string_view url) {
  constexpr std::string_view kStart = "sqlite:///";
  const bool usable = url.starts_with(kStart) && url.size() > kStart.size() && url.back() != '/' &&
                      url.find_first_of(std::string_view("?#\0", 3)) == std::string_view::npos;
  if (!usable)
    return Error{Error::Code::invalid_params,
                 "the database of API keys is `sqlite:///keys.db`, in the working folder, or "
                 "`sqlite:////var/lib/keys.db`, not `" +
                     std::string(url) + "`"};
  return std::string(url.substr(kStart.size()));
}

}  // namespace mcp::auth::keys
