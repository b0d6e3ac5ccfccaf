#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace mcp {

/// legacy: `initialize` opens a session. modern: each request says by itself what it needs. none: a call
/// came in no message.
enum class Era { legacy, modern, none };

/// What one revision of the protocol can say. One file per revision holds its values.
struct Revision {
  std::string_view name;
  std::size_t index;  ///< place in revisions()
  Era era = Era::legacy;
  bool batches = false;
  bool audio = false;
  bool tool_annotations = false;
  bool completions_capability = false;
  bool progress_message = false;
  bool structured_output = false;
  bool any_output = false;  ///< structured output need not be an object
  bool resource_links = false;
  bool titles = false;
  bool meta = false;  ///< `_meta` on what is listed and on content
  bool form_elicitation = false;
  bool url_elicitation = false;
  bool elicitation_ids = false;
  bool sampling_modes = false;  ///< clients declare whether they sample with tools, and with context
  bool polling = false;         ///< a client may leave a stream of events and read on later
  bool icons = false;           ///< and `description`, `websiteUrl` of the server
  int missing_resource = -32002;

  bool modern() const { return era == Era::modern; }
};

extern const Revision k2024_11_05;
extern const Revision k2025_03_26;
extern const Revision k2025_06_18;
extern const Revision k2025_11_25;
extern const Revision k2026_07_28;
/// Not one of revisions(): what the newest one can say of content, with nothing of the protocol around it.
/// All trouble is an error.
extern const Revision kNoRevision;

/// Every revision we speak, oldest first.
const std::array<const Revision*, 5>& revisions();

/// Null when we do not speak it.
const Revision* find_revision(std::string_view name);

/// The newest one that `initialize` can agree on.
const Revision& newest_legacy();

/// Whether a server serves `revision` that serves only those in `protocol`, or, when it is empty, all.
bool serves(const std::vector<std::string_view>& protocol, const Revision& revision);

}  // namespace mcp
