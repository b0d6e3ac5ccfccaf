#include "model/parts.h"

#include <utility>

namespace mcpgen {

Initialiser text(std::string value) { return {Initialiser::Kind::text, std::move(value), {}}; }
Initialiser code(std::string value) { return {Initialiser::Kind::code, std::move(value), {}}; }

Initialiser list(std::vector<std::string> values) {
  Initialiser all{Initialiser::Kind::list, {}, {}};
  for (std::string& value : values) all.items.push_back(text(std::move(value)));
  return all;
}

Part part(const Variant& variant, std::vector<PartOption> options, std::size_t number) {
  return {.cpp_class = variant.cpp_class(),
          .header = variant.header(),
          .component = variant.kind + "_" + variant.name,
          .variable = identifier(variant.name) + (number == 1 ? "" : std::to_string(number)),
          .options = std::move(options),
          .command = variant.command};
}

}  // namespace mcpgen
