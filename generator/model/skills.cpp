#include "model/builder.h"
#include "model/text.h"

namespace mcpgen {

void add_skill(ModelBuilder& builder, const SkillEntry& entry) {
  if (builder.catalogue.find("backend", "skill") == nullptr) {
    builder.diagnostics.error("E0706", entry.path.place, "this mcpgen has no skills");
    return;
  }
  builder.model.skills.push_back({.variable = variable_ident(builder, "skill", entry.path),
                                  .path = checked(builder, entry.path),
                                  .root = checked(builder, entry.root),
                                  .description = checked(builder, entry.description),
                                  .front_matter_json = json_or_empty(builder, entry.front_matter),
                                  .front_matter_sha256 = entry.front_matter_sha256,
                                  .scopes = checked(builder, entry.scopes)});
}

}  // namespace mcpgen
