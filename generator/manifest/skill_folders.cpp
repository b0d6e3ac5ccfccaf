#include "manifest/skill_folders.h"

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <mcp/core/files/rooted_folder.h>
#include <mcp/core/files/skill_file.h>
#include <mcp/core/sha256.h>

#include "document/document.h"
#include "document/yaml_precheck.h"
#include "manifest/schema.h"
#include "manifest/shape.h"
#include "manifest/shape_match.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

// Far more than a warning needs to say how many there are.
constexpr std::size_t kMostFiles = 10'000;
constexpr std::size_t kShown = 200;

void count_files(const mcp::RootedFolder& folder, const fs::path& path, SkillFolder& into) {
  for (const std::string& file : folder.list(mcp::Glob("**"), kMostFiles)) {
    std::error_code gone;
    const std::uintmax_t size = fs::file_size(path / file, gone);
    ++into.files;
    if (!gone) into.bytes += size;
  }
}

/// What YAML takes for something else would not be text for clients either.
void check_is_text(const Node& front_matter, std::string_view key, Diagnostics& diagnostics) {
  const Node& value = *front_matter.find(key);
  if (value.is_string()) return;
  diagnostics.error("E0203", value.place, fmt::format("`{}` must be text", key))
      .labelled(fmt::format("this is {}", kind_name(value.kind)))
      .helped("put it in quotes");
}

/// Nothing when it has faults.
std::optional<Node> read_front_matter(const SourceFile& source, Diagnostics& diagnostics) {
  std::optional<Node> root = read_document(source, diagnostics);
  if (!root) return {};
  static const nlohmann::ordered_json schema = skill_schema();
  Node taken_as_text = *root;  // clients read what is written
  if (!check_shape(taken_as_text, schema, diagnostics).empty()) return {};
  for (const char* key : {"name", "description"}) check_is_text(*root, key, diagnostics);
  if (diagnostics.has_errors()) return {};
  return root;
}

/// Whether it says anything.
bool has_content(const SourceFile& front_matter) {
  for (int line = 2; line <= front_matter.line_count(); ++line) {
    if (!is_blank_or_comment(front_matter.line(line))) return true;
  }
  return false;
}

std::optional<std::string> read_skill_file(const mcp::RootedFolder& folder, const Text& root,
                                           Diagnostics& diagnostics) {
  auto text = folder.read(mcp::kSkillFile, mcp::kMaxSkillBytes);
  if (text) return *std::move(text);
  diagnostics
      .error("E0802", root.place,
             fmt::format("`{}` in the folder `{}` cannot be read: {}", mcp::kSkillFile, root.value,
                         text.error().message))
      .helped("a skill begins in a regular file of that name, not in a link");
  return {};
}

}  // namespace

const SkillFolder* SkillFolders::read(const Text& root, Diagnostics& diagnostics) {
  const std::string path = (fs::path(manifest_).parent_path() / root.value).lexically_normal().string();
  auto found = known_.find(path);
  if (found == known_.end()) {
    const auto folder = mcp::RootedFolder::open(path);
    if (!folder) {
      diagnostics.error("E0801", root.place, folder.error().message)
          .helped(fmt::format("make it, with a {}; the path counts from the manifest", mcp::kSkillFile));
      return nullptr;
    }
    const auto text = read_skill_file(*folder, root, diagnostics);
    if (!text) return nullptr;
    found = known_.try_emplace(path).first;
    read_into(found->second, path, *text);
    if (found->second.folder) count_files(*folder, path, *found->second.folder);
  }
  for (const Diagnostic& finding : found->second.findings.all()) diagnostics.add(finding);
  return found->second.folder ? &*found->second.folder : nullptr;
}

void SkillFolders::read_into(Known& known, const std::string& path, std::string_view text) {
  const auto front_matter = mcp::front_matter(text);
  // The source ends where the front matter does, so that lines are counted as in the file.
  const std::string_view shown =
      front_matter ? *front_matter : text.substr(0, text.find('\n')).substr(0, kShown);
  const SourceFile& source = sources_.add((fs::path(path) / mcp::kSkillFile).string(), std::string(shown));
  if (!front_matter || !has_content(source)) {
    known.findings
        .error("E0803", {&source, 1, 1, 2}, fmt::format("this {} has no front matter", mcp::kSkillFile))
        .labelled("expected YAML between two lines `---`")
        .helped("begin with a line `---`, `name:` and `description:`, and another line `---`");
    return;
  }
  if (auto root = read_front_matter(source, known.findings))
    known.folder = SkillFolder{*std::move(root), mcp::sha256_hex(*front_matter)};
}

}  // namespace mcpgen
