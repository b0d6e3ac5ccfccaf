#include "document/document.h"

#include <utility>

#include <fmt/format.h>

#include "document/file_loader.h"
#include "document/merge.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// What only the top of a file may say.
constexpr std::string_view kFileKeys[] = {"extends", "include", "profiles"};

/// Each is laid over the whole manifest and checked.
constexpr std::size_t kMostProfiles = 32;

std::vector<std::string> keys_of(const Node& map) {
  std::vector<std::string> keys;
  for (const Member& member : map.members) keys.push_back(member.key);
  return keys;
}

void report_unknown(const std::string& profile, const Node& profiles, Diagnostics& diagnostics) {
  const std::vector<std::string> known = keys_of(profiles);
  diagnostics.error("E0123", profiles.place, fmt::format("there is no profile `{}`", profile))
      .labelled(known.empty() ? "" : "known are " + one_of(known))
      .helped(did_you_mean(profile, known, "add it under `profiles`, or ask for another"));
}

/// A map without what only the top of a file may say.
bool is_applicable(const Node& profile, Diagnostics& diagnostics) {
  if (!profile.is_map()) {
    diagnostics.error("E0118", profile.place, "a profile is a map of the keys that it changes")
        .helped("write them below its name as in the manifest");
    return false;
  }
  bool applicable = true;
  for (const std::string_view key : kFileKeys) {
    const Member* member = profile.member(key);
    if (member == nullptr) continue;
    diagnostics.error("E0118", member->key_place, fmt::format("`{}` works only at the top of a file", key))
        .helped("use an overlay file (`-f`) for that");
    applicable = false;
  }
  return applicable;
}

bool apply_profile(const std::string& name, const Node& profiles, Node& root, Diagnostics& diagnostics) {
  const Node* profile = profiles.find(name);
  if (profile == nullptr) {
    report_unknown(name, profiles, diagnostics);
    return false;
  }
  if (!is_applicable(*profile, diagnostics)) return false;
  merge_over(root, *profile);
  return true;
}

std::vector<Member> applicable_profiles(Node profiles, Diagnostics& diagnostics) {
  if (!profiles.is_map() && profiles.place.file != nullptr) {
    diagnostics.error("E0118", profiles.place, "`profiles` is a map from a name to what it changes")
        .helped("write `profiles: { dev: { … } }`");
  }
  if (profiles.members.size() > kMostProfiles) {
    diagnostics
        .error("E0118", profiles.members[kMostProfiles].key_place,
               fmt::format("a manifest has at most {} profiles", kMostProfiles))
        .helped("put the others into overlay files (`-f`)");
    return {};
  }
  std::vector<Member> applicable;
  for (Member& profile : profiles.members) {
    if (is_applicable(profile.value, diagnostics)) applicable.push_back(std::move(profile));
  }
  return applicable;
}

}  // namespace

std::optional<Document> load_document(const DocumentRequest& request, Sources& sources,
                                      Diagnostics& diagnostics, const DocumentLimits& limits) {
  FileLoader loader(sources, diagnostics, limits);
  std::optional<Node> root = loader.load(request.manifest, {});
  bool complete = root.has_value();
  const bool asks = complete && asks_who_calls(*root);
  for (const std::string& path : request.overlays) {
    std::optional<Node> overlay = loader.load(path, {});
    complete = complete && overlay;
    if (complete) merge_over(*root, std::move(*overlay));
  }
  if (!complete) return std::nullopt;
  Node profiles = take_member(*root, "profiles");
  Document document{std::move(*root), loader.files()};
  if (request.profile.empty()) {
    document.profiles = applicable_profiles(std::move(profiles), diagnostics);
  } else if (!apply_profile(request.profile, profiles, document.root, diagnostics)) {
    return std::nullopt;
  }
  document.auth_taken_away = asks && !asks_who_calls(document.root);
  return document;
}

}  // namespace mcpgen
