#include <mcp/schema/nearest.h>

#include <algorithm>
#include <string_view>
#include <tuple>

namespace mcp::schema {
namespace {

constexpr std::string_view kMustBe = "must be ";

// The more a value gets right before it goes wrong, the nearer: a wrong type or a wrong constant says
// that another alternative is meant; a fault further inside says that this one is.
auto distance(const std::vector<Violation>& violations, const std::string& pointer) {
  std::size_t here = 0;
  std::size_t constants = 0;
  for (const Violation& violation : violations) {
    const bool choice =
        violation.message.starts_with("must be \"") || violation.message.starts_with("must be one of ");
    if (violation.pointer == pointer) ++here;
    if (choice) ++constants;
  }
  return std::make_tuple(here, constants, violations.size());
}

// "must be a string or null" out of two alternatives that want one and the other.
std::string joined(const std::vector<std::vector<Violation>>& failures) {
  std::vector<std::string> wanted;
  for (const auto& violations : failures) {
    const std::string& message = violations.front().message;
    if (std::find(wanted.begin(), wanted.end(), message) == wanted.end()) wanted.push_back(message);
  }
  const bool same_verb =
      std::all_of(wanted.begin(), wanted.end(), [](const auto& text) { return text.starts_with(kMustBe); });
  std::string out = wanted.front();
  for (std::size_t i = 1; i < wanted.size(); ++i) {
    out += " or ";
    out += same_verb ? wanted[i].substr(kMustBe.size()) : wanted[i];
  }
  return out;
}

}  // namespace

std::vector<Violation> nearest_failure(Run& run, const std::vector<const Node*>& alternatives,
                                       const Json& value, const Place& place) {
  const std::string pointer = place.pointer();
  std::vector<std::vector<Violation>> failures;
  for (const Node* node : alternatives) {
    std::vector<Violation> violations = run.explain(*node, value, place);
    if (!violations.empty()) failures.push_back(std::move(violations));
  }
  if (failures.empty()) return {};
  const bool one_thing_each = std::all_of(failures.begin(), failures.end(), [&](const auto& violations) {
    return violations.size() == 1 && violations.front().pointer == pointer;
  });
  if (one_thing_each) return {{pointer, joined(failures)}};
  return *std::min_element(failures.begin(), failures.end(), [&](const auto& a, const auto& b) {
    return distance(a, pointer) < distance(b, pointer);
  });
}

}  // namespace mcp::schema
