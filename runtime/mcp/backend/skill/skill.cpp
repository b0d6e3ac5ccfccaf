#include <mcp/backend/skill/skill.h>

#include <atomic>
#include <utility>

#include <mcp/core/files/file_content.h>
#include <mcp/core/files/mime_type.h>
#include <mcp/core/files/served_folder.h>
#include <mcp/core/files/skill_file.h>
#include <mcp/core/log.h>
#include <mcp/core/sha256.h>

namespace mcp::backend {
namespace {

Error no_such_file() { return {Error::Code::not_found, "there is no such file"}; }

}  // namespace

struct Skill::Impl {
  std::string root;
  std::string front_matter_sha256;
  ServedFolder folder;
  std::atomic<bool> told = false;

  /// Whether SKILL.md, as it was read now, begins as when the server was generated. The log hears of it once,
  /// until it does again.
  bool is_current(const Result<ServedFolder::File>& main) {
    const auto text = main ? front_matter(main->bytes) : std::nullopt;
    const bool current = text && sha256_hex(*text) == front_matter_sha256;
    if (!current && !told.exchange(true)) {
      log_line(LogLevel::warning,
               main ? "a skill is not served: the front matter of its SKILL.md has changed"
                    : "a skill is not served: its SKILL.md cannot be read",
               {{"folder", root}, {"next", "mcpgen build"}});
    }
    if (current) told = false;
    return current;
  }

  std::vector<std::string> paths() const { return folder.list(Glob("**")); }
};

Skill::Skill(const Options& options)
    : impl_(new Impl{std::string(options.root), std::string(options.front_matter_sha256),
                     ServedFolder(options.root, kMaxSkillBytes)}) {}

Result<Contents> Skill::read(std::string_view path) const {
  if (is_hidden(path)) return no_such_file();
  Result<ServedFolder::File> file = impl_->folder.read(std::string(path));
  if (!file) return file.error();
  return Contents().add(file_part(file->path, std::move(file->bytes)));
}

Result<std::vector<mcp::Skill::File>> Skill::list() const {
  if (!impl_->is_current(impl_->folder.read(std::string(kSkillFile)))) return no_such_file();
  std::vector<mcp::Skill::File> files;
  for (std::string& path : impl_->paths()) {
    const std::string_view mime_type = mime_type_of(path);
    files.push_back({std::move(path), std::string(mime_type)});
  }
  return files;
}

Result<std::vector<mcp::Skill::Digest>> Skill::digests() const {
  const Result<ServedFolder::File> main = impl_->folder.read(std::string(kSkillFile));
  if (!impl_->is_current(main)) return no_such_file();
  std::vector<mcp::Skill::Digest> digests;
  for (std::string& path : impl_->paths()) {
    const Result<ServedFolder::File> file = path == kSkillFile ? main : impl_->folder.read(path);
    if (!file && file.error().code == Error::Code::not_found) continue;  // it is gone since it was listed
    if (!file) return file.error();
    digests.push_back({std::move(path), file->bytes.size(), sha256_hex(file->bytes)});
  }
  return digests;
}

std::vector<std::string> Skill::problems() const {
  std::vector<std::string> problems = impl_->folder.problems();
  for (std::string& problem : problems)
    problem += "; folders of skills count from where the server is started";
  return problems;
}

}  // namespace mcp::backend
