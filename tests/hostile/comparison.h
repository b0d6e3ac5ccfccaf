#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/output_file.h"

namespace hostile {

/// A text and the mark that it took the place of.
struct Swap {
  std::string mark;
  std::string text;
};

/// Everything in which `files` differ from the `harmless` ones other than they may: the same kinds of
/// tokens in the same order, no difference but names made of the mark and literals, and each literal that
/// had the mark in it stands for the text's exact bytes.
std::vector<std::string> differences(const std::vector<mcpgen::OutputFile>& harmless,
                                     const std::vector<mcpgen::OutputFile>& files, const Swap& swap);

}  // namespace hostile
