#include "key_source.h"

#include <utility>

#include <mcp/core/log.h>

namespace mcp::auth {

Result<std::vector<jose::Algorithm>> read_algorithms(const std::vector<std::string>& names) {
  static const std::vector<std::string> kUsual{"RS256", "ES256", "EdDSA"};
  std::vector<jose::Algorithm> algorithms;
  for (const std::string& name : names.empty() ? kUsual : names) {
    const auto algorithm = jose::algorithm_named(name);
    if (!algorithm)
      return Error{Error::Code::invalid_params, "'" + name + "' is no algorithm that can be checked"};
    algorithms.push_back(*algorithm);
  }
  return algorithms;
}

Result<KeySource::Keys> use_keys(jose::Jwks keys, const std::vector<jose::Algorithm>& algorithms) {
  auto set = jose::KeySet::make(std::move(keys), algorithms);
  if (!set) return set.error();
  for (const std::string& why : set->left_out())
    log_line(LogLevel::warning, "a key of the issuer is not used", {{"why", why}});
  return KeySource::Keys(std::make_shared<jose::KeySet>(*std::move(set)));
}

}  // namespace mcp::auth
