#include <mcp/pattern/properties.h>

#include <algorithm>
#include <array>

namespace mcp::pattern {
namespace {

struct Category {
  std::string_view name;
  std::string_view code;
};

constexpr std::array kCategories = {
    Category{"Letter", "L"},
    Category{"Cased_Letter", "L&"},
    Category{"Uppercase_Letter", "Lu"},
    Category{"Lowercase_Letter", "Ll"},
    Category{"Titlecase_Letter", "Lt"},
    Category{"Modifier_Letter", "Lm"},
    Category{"Other_Letter", "Lo"},
    Category{"Mark", "M"},
    Category{"Combining_Mark", "M"},
    Category{"Nonspacing_Mark", "Mn"},
    Category{"Spacing_Mark", "Mc"},
    Category{"Enclosing_Mark", "Me"},
    Category{"Number", "N"},
    Category{"Decimal_Number", "Nd"},
    Category{"digit", "Nd"},
    Category{"Letter_Number", "Nl"},
    Category{"Other_Number", "No"},
    Category{"Punctuation", "P"},
    Category{"punct", "P"},
    Category{"Connector_Punctuation", "Pc"},
    Category{"Dash_Punctuation", "Pd"},
    Category{"Open_Punctuation", "Ps"},
    Category{"Close_Punctuation", "Pe"},
    Category{"Initial_Punctuation", "Pi"},
    Category{"Final_Punctuation", "Pf"},
    Category{"Other_Punctuation", "Po"},
    Category{"Symbol", "S"},
    Category{"Math_Symbol", "Sm"},
    Category{"Currency_Symbol", "Sc"},
    Category{"Modifier_Symbol", "Sk"},
    Category{"Other_Symbol", "So"},
    Category{"Separator", "Z"},
    Category{"Space_Separator", "Zs"},
    Category{"Line_Separator", "Zl"},
    Category{"Paragraph_Separator", "Zp"},
    Category{"Other", "C"},
    Category{"Control", "Cc"},
    Category{"cntrl", "Cc"},
    Category{"Format", "Cf"},
    Category{"Surrogate", "Cs"},
    Category{"Private_Use", "Co"},
    Category{"Unassigned", "Cn"},
    Category{"LC", "L&"},
};

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string category(std::string_view name) {
  const auto found = std::find_if(kCategories.begin(), kCategories.end(),
                                  [&](const Category& entry) { return entry.name == name; });
  return std::string(found == kCategories.end() ? name : found->code);
}

}  // namespace

std::optional<std::string> property_name(std::string_view name) {
  const std::size_t equals = name.find('=');
  if (equals == std::string_view::npos) return is_name(name) ? std::optional(category(name)) : std::nullopt;
  const std::string_view kind = name.substr(0, equals);
  const std::string_view value = name.substr(equals + 1);
  if (!is_name(value)) return std::nullopt;
  if (kind == "General_Category" || kind == "gc") return category(value);
  if (kind == "Script" || kind == "sc") return "sc:" + std::string(value);
  if (kind == "Script_Extensions" || kind == "scx") return "scx:" + std::string(value);
  return std::nullopt;
}

}  // namespace mcp::pattern
