// Whatever stands in a template: it is refused at one of its lines, or it is rendered, the same twice.

#include <algorithm>
#include <string>
#include <variant>

#include "emit/template.h"
#include "fuzz.h"

namespace {

mcpgen::View view() {
  using mcpgen::View;
  return View()
      .text("text", "say \"hi\"\\")
      .text("name", "greet")
      .text("empty", "")
      .code("code", "std::string")
      .flag("on", true)
      .flag("off", false)
      .list("list", {View().text("name", "a"), View().text("name", "b").list("list", {View()})})
      .list("none", {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  mcpgen::Templates templates;
  const auto added = templates.add("fuzz", text);
  if (const auto* error = std::get_if<mcpgen::TemplateError>(&added)) {
    require(error->line >= 1 && error->line <= lines && !error->message.empty(), "an error has a line");
    return 0;
  }
  const auto rendered = templates.render("fuzz", view());
  if (const auto* error = std::get_if<mcpgen::TemplateError>(&rendered)) {
    require(error->file == "fuzz" && error->line >= 1 && error->line <= lines, "an error has a line");
    return 0;
  }
  const auto again = templates.render("fuzz", view());
  require(std::get<std::string>(rendered) == std::get<std::string>(again), "it is the same twice");
  return 0;
}
