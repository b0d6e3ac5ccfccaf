#include "manifest/reading.h"

namespace mcpgen {

std::optional<AuditEntry> read_audit(const Node& root, Reading& reading) {
  const Node* observability = root.find("observability");
  const Node* audit = observability ? observability->find("audit") : nullptr;
  if (!audit || audit->is_null()) return std::nullopt;
  if (!audit->is_map()) return audit->boolean ? std::optional(AuditEntry{}) : std::nullopt;
  return AuditEntry{.file = read_operators_text(*audit, "file", reading),
                    .tools = read_texts(*audit, "tools"),
                    .required = read_flag(*audit, "required")};
}

}  // namespace mcpgen
