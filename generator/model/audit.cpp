#include <utility>

#include <fmt/format.h>

#include "model/builder.h"

namespace mcpgen {

std::string rate_code(const std::optional<mcp::Rate>& rate) {
  if (!rate) return {};
  const std::string per = rate->per == mcp::Rate::Per::user
                              ? ""
                              : fmt::format(", .per = mcp::Rate::Per::{}", mcp::per_name(rate->per));
  return fmt::format("{{.count = {}, .every = std::chrono::milliseconds({}){}}}", rate->count,
                     rate->every.count(), per);
}

void add_audit(ModelBuilder& builder) {
  const auto& audit = builder.manifest.audit;
  if (!audit) return;
  std::vector<PartOption> options;
  if (!audit->file.empty())
    options.push_back({"file", {Initialiser::Kind::text, checked(builder, audit->file), {}}});
  if (!audit->tools.empty()) {
    Initialiser tools{Initialiser::Kind::list, {}, {}};
    for (std::string& tool : checked(builder, audit->tools))
      tools.items.push_back({Initialiser::Kind::text, std::move(tool), {}});
    options.push_back({"tools", std::move(tools)});
  }
  if (audit->required) options.push_back({"required", {Initialiser::Kind::code, "true", {}}});
  builder.model.audit = Part{.cpp_class = "mcp::AuditLog",
                             .header = "mcp/core/audit/audit_log.h",
                             .component = "core",
                             .variable = "audit",
                             .options = std::move(options)};
}

}  // namespace mcpgen
