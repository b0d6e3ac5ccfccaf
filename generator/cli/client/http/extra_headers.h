#pragma once

#include <istream>
#include <string_view>
#include <variant>

#include "cli/client/http/http_message.h"
#include "cli/options.h"

namespace mcpgen {

/// May the value of such a header not stand on the command line? Its name has one of the words auth, cookie,
/// credential, key, passwd, password, secret, session or token in it.
bool is_secret_header(std::string_view name);

/// The headers that --header and --bearer ask for, secrets read from where they are found.
std::variant<HttpFields, UsageFault> read_extra_headers(const Given& given, std::istream& in);

}  // namespace mcpgen
