#include "support/text.h"

#include <utility>

#include <fmt/format.h>

#include <mcp/core/nearest_word.h>

#include "support/unicode.h"

namespace mcpgen {

std::string one_of(const std::vector<std::string>& choices) {
  std::string joined;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) joined += i + 1 == choices.size() ? " or " : ", ";
    joined += choices[i];
  }
  return joined;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string visible(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = code_point_at(text, i);
    if (!c) {
      shown += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(text[i]));
    } else if (is_invisible(c->value)) {
      shown += fmt::format("\\u{{{:04x}}}", static_cast<std::uint32_t>(c->value));
    } else {
      shown += text.substr(i, c->size);
    }
    i += c ? c->size : 1;
  }
  return shown;
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  return std::string(mcp::nearest_word(word, {candidates.begin(), candidates.end()}));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                         std::string otherwise) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? std::move(otherwise) : fmt::format("did you mean `{}`?", near);
}

}  // namespace mcpgen
