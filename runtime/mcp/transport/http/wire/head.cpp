#include "head.h"

#include <algorithm>
#include <utility>

namespace mcp::http {
namespace {

constexpr std::pair<std::string_view, Name> kNames[] = {
    {"x-api-key", Name::api_key},
    {"authorization", Name::authorization},
    {"content-encoding", Name::content_encoding},
    {"content-length", Name::content_length},
    {"content-type", Name::content_type},
    {"expect", Name::expect},
    {"host", Name::host},
    {"last-event-id", Name::last_event_id},
    {"mcp-method", Name::mcp_method},
    {"mcp-name", Name::mcp_name},
    {"mcp-protocol-version", Name::mcp_protocol_version},
    {"mcp-session-id", Name::mcp_session_id},
    {"origin", Name::origin},
    {"x-request-id", Name::request_id},
    {"transfer-encoding", Name::transfer_encoding},
};

void rebase(std::string_view& view, std::string_view from, std::string_view to) {
  if (view.data() >= from.data() && view.data() <= from.data() + from.size())
    view = {to.data() + (view.data() - from.data()), view.size()};
}

}  // namespace

std::optional<Name> find_name(std::string_view written) {
  const auto found = std::ranges::find_if(
      kNames, [&](const auto& known) { return equal_ignoring_case(known.first, written); });
  if (found == std::end(kNames)) return {};
  return found->second;
}

bool Head::add(Field field) {
  fields_.push_back(field);
  const auto name = find_name(field.name);
  if (!name) return true;
  auto& known = known_[static_cast<std::size_t>(*name)];
  if (known) return false;
  known = field.value;
  return true;
}

void Head::clear() {
  fields_.clear();
  known_.fill(std::nullopt);
  method = path = query = {};
  keep_alive = true;
  http_1_0 = false;
}

std::optional<std::string_view> Head::operator[](Name name) const {
  return known_[static_cast<std::size_t>(name)];
}

std::optional<std::string_view> Head::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      fields_, [&](const Field& field) { return equal_ignoring_case(field.name, name); });
  if (found == fields_.end()) return {};
  return found->value;
}

void Head::move(std::string_view from, std::string_view to) {
  for (std::string_view* view : {&method, &path, &query}) rebase(*view, from, to);
  for (Field& field : fields_) {
    rebase(field.name, from, to);
    rebase(field.value, from, to);
  }
  for (auto& value : known_) {
    if (value) rebase(*value, from, to);
  }
}

}  // namespace mcp::http
