#pragma once

#include <optional>
#include <string>

#include "manifest/testing.h"
#include "model/model.h"

namespace mcpgen::tst {

/// The model of a manifest, without its first three lines, for tests.
struct Modelled {
  explicit Modelled(const std::string& rest, const std::string& name = "sample")
      : read("mcpgen: 1\nname: " + name + "\nversion: 1.0.0\n" + rest) {
    if (read.manifest) model = build_model(*read.manifest, Catalogue::built_in(), read.diagnostics);
  }

  Read read;
  std::optional<Model> model{};
};

}  // namespace mcpgen::tst
