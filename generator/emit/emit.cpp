#include "emit/emit.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "embedded/template_files.h"
#include "emit/template.h"
#include "emit/views.h"
#include "manifest/schema.h"
#include "model/names.h"

namespace mcpgen {
namespace {

const Templates& templates() {
  static const Templates all = [] {
    Templates set;
    for (const EmbeddedFile& file : template_files()) {
      const auto added = set.add(std::string(file.path), file.text);
      if (const auto* error = std::get_if<TemplateError>(&added)) {
        throw std::logic_error(fmt::format("{}:{}: {}", error->file, error->line, error->message));
      }
    }
    return set;
  }();
  return all;
}

/// Our own templates with our own views: a fault is one of ours, and any golden shows it.
std::string render(std::string_view file, const View& view) {
  auto rendered = templates().render(file, view);
  if (const auto* error = std::get_if<TemplateError>(&rendered)) {
    throw std::logic_error(fmt::format("{}:{}: {}", error->file, error->line, error->message));
  }
  return std::move(std::get<std::string>(rendered));
}

/// What editors check the manifest against. Its banner stands in `$comment`, the place JSON has for it.
const std::string& editor_schema() {
  static const std::string text = composed_schema(Catalogue::built_in()).dump(2) + '\n';
  return text;
}

}  // namespace

std::vector<OutputFile> emit(const Model& model, const Layout& layout) {
  const View view = server_view(model, layout);
  const auto ours = [&](std::string name, std::string_view file) {
    return OutputFile{layout.generated + '/' + std::move(name), render(file, view), Owner::mcpgen};
  };
  std::vector<OutputFile> files{
      ours(model.ident + ".h", "generated/server.h"),
      ours(model.ident + ".cpp", "generated/server.cpp"),
      ours("main.cpp", "generated/main.cpp"),
      ours("server.cmake", "generated/server.cmake"),
      {layout.generated + "/mcpgen.schema.json", editor_schema(), Owner::mcpgen},
      {"CMakeLists.txt", render("once/CMakeLists.txt", view), Owner::user},
      {".gitignore", render("once/gitignore", view), Owner::user},
  };
  if (model.handlers.empty()) return files;
  files.push_back({layout.handlers + "/state.h", render("once/state.h", view), Owner::user});
  for (const Handler& handler : model.handlers) files.push_back(emit_stub(model, handler, layout));
  return files;
}

OutputFile emit_stub(const Model& model, const Handler& handler, const Layout& layout) {
  return {layout.handlers + '/' + handler.ident + ".cpp",
          render("once/handler.cpp", stub_view(model, handler, layout)), Owner::user};
}

bool NewProject::has_transport(std::string_view wanted) const {
  return std::ranges::find(transports, wanted) != transports.end();
}

bool NewProject::first_is_pipe() const { return transports.empty() || transports.front() == "stdio"; }

bool NewProject::listens() const {
  return std::ranges::any_of(transports, [](const std::string& each) { return each != "stdio"; });
}

std::vector<OutputFile> emit_new_project(const NewProject& project) {
  const std::string ident = server_identifier(project.name);
  const View view = View()
                        .text("name", project.name)
                        .text("ident", ident)
                        .list("own_includes", own_include_views(ident, true))
                        // stdio alone is what a manifest means that names none
                        .flag("has_transports", project.listens())
                        .flag("jwt", project.auth == "jwt")
                        .flag("api_key", project.auth == "api-key")
                        .flag("oidc", project.auth == "oidc")
                        .flag("asks", project.auth != "none")
                        .flag("pipe", project.has_transport("stdio"))
                        .flag("pipe_first", project.first_is_pipe())
                        .flag("listens", project.listens())
                        .flag("http", project.has_transport("http"))
                        .flag("rest", project.has_transport("rest"))
                        .flag("sse", project.has_transport("sse"))
                        .list("transports", texts(project.transports, "name"));
  const auto file = [&](std::string path, std::string_view from) {
    return OutputFile{std::move(path), render(from, view), Owner::user};
  };
  return {
      file("mcpgen.yaml", "new/mcpgen.yaml"),
      file("src/greet.cpp", "new/greet.cpp"),
      file("tests/" + ident + "_test.cpp", "new/test.cpp"),
      file("CMakeLists.txt", "new/CMakeLists.txt"),
      file("CMakePresets.json", "new/CMakePresets.json"),
      file("README.md", "new/README.md"),
      file(".gitattributes", "new/gitattributes"),
  };
}

}  // namespace mcpgen
