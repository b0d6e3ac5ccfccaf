#include <mcp/core/engine/skill_entry.h>

#include <utility>

#include <mcp/core/files/skill_file.h>
#include <mcp/core/template/place.h>

namespace mcp {
namespace {

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

SkillEntry::SkillEntry(Skill from)
    : skill(std::move(from)),
      folder("skill://" + std::string(skill.path)),
      uri(uri_of(kSkillFile)),
      files(folder + "/{+path}") {}

std::string_view SkillEntry::name() const { return last_part(skill.path); }

std::string SkillEntry::uri_of(std::string_view path) const {
  std::string text = folder + '/';
  append_percent_encoded(text, path, "/");
  return text;
}

Resource::Listed SkillEntry::listed(const Skill::File& file) const {
  const bool main = file.path == kSkillFile;
  return {.uri = uri_of(file.path),
          .name = std::string(main ? name() : last_part(file.path)),
          .mime_type = file.mime_type,
          .description = std::string(main ? skill.description : std::string_view())};
}

}  // namespace mcp
