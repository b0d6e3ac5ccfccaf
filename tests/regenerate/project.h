#pragma once

#include <map>
#include <string>
#include <string_view>

#include "scratch_folder.h"

namespace regenerate {

/// What a run said, and how it ended.
struct Run {
  int exit_code = 0;
  std::string said;
};

/// Every file of a project by its path; what is no plain file has the text of a link's target.
using Tree = std::map<std::string, std::string>;

/// A project in a folder of its own, worked on with the tool itself.
class Project {
 public:
  explicit Project(std::string_view manifest) { write("mcpgen.yaml", manifest); }

  void write(std::string_view path, std::string_view text) { folder_.file(path, text); }
  void append(const std::string& path, std::string_view text);
  void remove(const std::string& path);
  const tst::ScratchFolder& folder() const { return folder_; }

  /// `mcpgen build --gen-only`.
  Run generate() const;
  Tree tree() const;

 private:
  tst::ScratchFolder folder_;
};

/// Runs the tool.
Run run(std::initializer_list<std::string> arguments);

/// What an empty folder becomes with a manifest.
Tree fresh(std::string_view manifest);

/// The part of a tree that is mcpgen's.
Tree owned(const Tree& tree);
/// The rest, without the manifest.
Tree users(const Tree& tree);

}  // namespace regenerate
