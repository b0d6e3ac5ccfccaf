#include "listening.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <mcp/core/descriptor.h>
#include <mcp/core/environment.h>

namespace mcp {
namespace {

Error refused(std::string_view origin, std::string_view expected, std::string_view text) {
  return {Error::Code::invalid_params,
          std::string(origin) + " takes " + std::string(expected) + ", not `" + std::string(text) + "`"};
}

Result<ListenChoice> parse(std::string_view text, std::string_view name, std::string_view origin) {
  auto address = read_address(text);
  if (!address)
    return refused(name, "an address such as 127.0.0.1:8080, [::1]:8080 or unix:/run/example.sock", text);
  return ListenChoice{*std::move(address), std::string(origin)};
}

Result<ListenChoice> parse_built_in(std::string_view written) {
  auto text = expand(written);
  if (!text) return Error{text.error().code, std::string(kListenPath) + ": " + text.error().message};
  return parse(*text, std::string(kListenPath) + " in the manifest",
               written == kDefaultListen ? "default" : "manifest");
}

/// What is said besides `--host` and `--port`.
Result<ListenChoice> choose_whole(const Flags& flags, const ConfigFile& file, std::string_view built_in) {
  if (const auto given = flags.find("--listen"); given != flags.end())
    return parse(given->second, given->first, given->first);
  if (flags.contains("--host") && flags.contains("--port")) return ListenChoice{};
  if (const char* text = std::getenv(kListenVariable)) return parse(text, kListenVariable, kListenVariable);
  if (const auto value = file.find(kListenPath); value != file.end())
    return parse(value->second, value->first + " in --config", "--config");
  return parse_built_in(built_in);
}

void add_origin(std::string& origins, std::string_view flag) {
  origins += (origins.empty() ? "" : " and ") + std::string(flag);
}

/// An open descriptor that is not one of the standard three.
std::optional<int> read_descriptor(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  // Not for children of the handlers: whoever waits for the end of it would wait for them.
  if (!whole || number <= STDERR_FILENO || ::fcntl(number, F_SETFD, FD_CLOEXEC) != 0) return std::nullopt;
  return number;
}

}  // namespace

Transport* find_listener(const std::vector<Transport*>& transports) {
  const auto found = std::ranges::find_if(
      transports, [](const Transport* transport) { return !transport->listens_on().empty(); });
  return found == transports.end() ? nullptr : *found;
}

Result<ListenChoice> choose_address(const Flags& flags, const ConfigFile& file, std::string_view built_in) {
  auto choice = choose_whole(flags, file, built_in);
  if (!choice) return choice;
  if (!flags.contains("--host") && !flags.contains("--port")) return choice;
  if (flags.contains("--listen"))
    return Error{Error::Code::invalid_params, "--listen says it all: leave --host and --port out"};
  choice->address.socket.clear();
  std::string origins;
  if (const auto given = flags.find("--host"); given != flags.end()) {
    const auto host = read_host(given->second);
    if (!host) return refused("--host", "an address or a name, such as 127.0.0.1", given->second);
    choice->address.host = *host;
    add_origin(origins, "--host");
  }
  if (const auto given = flags.find("--port"); given != flags.end()) {
    const auto port = read_port(given->second);
    if (!port) return refused("--port", "a number from 0, a free one, to 65535", given->second);
    choice->address.port = *port;
    add_origin(origins, "--port");
  }
  choice->origin = std::move(origins);
  return choice;
}

Result<ReadyNotice> ready_notice(const Flags& flags) {
  const auto given = flags.find("--ready-fd");
  if (given == flags.end()) return ReadyNotice([](std::string_view) {});
  const auto number = read_descriptor(given->second);
  if (!number) return refused("--ready-fd", "the number of an open descriptor from 3 on", given->second);
  return ReadyNotice([descriptor = std::make_shared<Descriptor>(*number)](std::string_view url) {
    write_without_waiting(descriptor->get(), std::string(url) + "\n");
    *descriptor = Descriptor();
  });
}

}  // namespace mcp
