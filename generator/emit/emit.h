#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/output_file.h"
#include "model/model.h"

namespace mcpgen {

/// Where the files of a project go, relative to its folder.
struct Layout {
  std::string generated = "generated";
  std::string handlers = "src";
  std::string to_manifest{};  ///< the manifest's folder, "" for the project's own
};

/// Every file of a server: ours, and the user's first version of theirs. Cannot fail: all is decided.
std::vector<OutputFile> emit(const Model& model, const Layout& layout = {});

/// The first version of the file in which a handler is defined.
OutputFile emit_stub(const Model& model, const Handler& handler, const Layout& layout = {});

/// What `mcpgen new` starts a project with: a manifest with one tool `greet`, its handler, a test.
struct NewProject {
  std::string name = "hello";
  std::vector<std::string> transports{"stdio"};  ///< one at least
  std::string auth = "none";

  bool has_transport(std::string_view name) const;
  /// Whether a client that names no transport is served through a pipe.
  bool first_is_pipe() const;
  /// Whether it has a URL.
  bool listens() const;
};
std::vector<OutputFile> emit_new_project(const NewProject& project);

}  // namespace mcpgen
