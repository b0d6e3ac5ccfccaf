#include "reports.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <mcp/core/describe_version.h>
#include <mcp/core/environment.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

std::string title_line(const ServerInfo& info) {
  std::string line = std::string(info.name) + " " + std::string(info.version);
  const std::string_view says = info.title.empty() ? info.description : info.title;
  if (!says.empty()) line += ": " + std::string(says.substr(0, says.find('\n')));
  return line + "\n";
}

/// Lines of a name and what it is, in two columns.
std::string columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = 0;
  for (const auto& [name, text] : rows) width = std::max(width, name.size());
  std::string out;
  for (const auto& [name, text] : rows) {
    out += "  " + name + std::string(width - name.size(), ' ') + "  " + text + "\n";
  }
  return out;
}

/// Where this program is, for a client that starts it from anywhere.
std::string program_path(std::string_view program) {
  std::error_code error;
  std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) path = std::filesystem::absolute(program, error);
  return error ? std::string(program) : path.string();
}

/// The entry of a client's configuration file that starts this server.
std::string client_entry(const ServerInfo& info, std::string_view program) {
  std::string entry;
  JsonWriter writer(entry);
  writer.begin_object().key("mcpServers").begin_object().key(info.name).begin_object();
  writer.key("command").string(program_path(program));
  const auto needed = [](const EnvVariable& variable) { return variable.required; };
  if (std::ranges::any_of(info.environment, needed)) {
    writer.key("env").begin_object();
    for (const EnvVariable& variable : info.environment) {
      if (needed(variable)) writer.key(variable.name).string("...");
    }
    writer.end_object();
  }
  writer.end_object().end_object().end_object();
  return entry;
}

struct ConfigLine {
  std::string name;
  std::string value;
  std::string origin;
};

ConfigLine environment_line(const EnvVariable& variable) {
  ConfigLine line{std::string(variable.name), "", "not set"};
  const Result<std::optional<std::string>> value = environment_value(variable.name);
  if (!value) {
    line.origin = value.error().message;
  } else if (*value) {
    line.value = variable.secret ? "********" : **value;
    if (std::getenv(line.name.c_str())) {
      line.origin = "environment";
    } else {
      const std::string file = line.name + "_FILE";
      line.origin = std::getenv(file.c_str()) ? file : "manifest";
    }
  } else if (variable.required) {
    line.origin = "not set, but required";
  }
  return line;
}

/// As it is where it cannot be told what stands for `${NAME}`.
std::string expanded(const std::string& text) {
  auto value = expand(text);
  return value ? *std::move(value) : text;
}

ConfigLine setting_line(const Setting& setting, const std::vector<Override>& overrides) {
  const std::string value = setting_text(setting);
  const auto given = std::ranges::find(overrides, setting.path, &Override::path);
  std::string origin = value == setting.standard ? "default" : "manifest";
  if (given != overrides.end()) origin = given->origin;
  return {std::string(setting.path), expanded(value), std::move(origin)};
}

std::vector<ConfigLine> config_lines(const ConfigReport& report) {
  std::vector<ConfigLine> lines = {
      {"transport", std::string(report.transport), std::string(report.transport_origin)}};
  if (report.listen)
    lines.push_back({std::string(kListenPath), address_text(report.listen->address), report.listen->origin});
  for (const Setting& setting : report.settings) lines.push_back(setting_line(setting, report.overrides));
  std::ranges::sort(lines.begin() + 1, lines.end(), {}, &ConfigLine::name);
  for (const EnvVariable& variable : report.info.environment) lines.push_back(environment_line(variable));
  return lines;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

std::string with_transport(const std::string& program, const Transport& transport) {
  return program + " --transport " + std::string(transport.name());
}

void add_listen_options(Rows& options) {
  options.emplace_back("--listen ADDRESS",
                       "HOST:PORT or unix:/PATH to listen on [" + std::string(kListenVariable) + "]");
  options.emplace_back("--host HOST", "address or name to listen on");
  options.emplace_back("--port PORT", "port to listen on; 0 takes a free one");
  options.emplace_back("--ready-fd N", "write the URL to this descriptor once it listens, then close it");
}

std::string example_host(const Transport& listener) {
  const auto address = read_address(listener.listens_on());
  return address && address->socket.empty() ? address->host : ListenAddress{}.host;
}

Rows examples(const std::string& program, const std::vector<Transport*>& transports) {
  const Transport* listener = find_listener(transports);
  const bool pipe = transports.empty() || transports.front()->serves_stdin();
  Rows rows;
  if (pipe) rows.emplace_back(program, "serve: the command of your client's configuration");
  if (listener != nullptr)
    rows.emplace_back((pipe ? with_transport(program, *listener) : program) + " --port 9000",
                      "serve on " + address_text({example_host(*listener), 9000, {}}));
  rows.emplace_back(program + " --timeout 60", "give each call a minute");
  rows.emplace_back(program + " config", "show every setting and where it comes from");
  if (pipe) rows.emplace_back("mcpgen list " + program, "show what it offers");
  return rows;
}

}  // namespace

std::string help_text(const ServerInfo& info, std::string_view program,
                      const std::vector<Transport*>& transports, std::span<const Setting> settings,
                      const std::vector<Command*>& commands) {
  const std::string name(program);
  const Transport* listener = find_listener(transports);
  std::string names;
  for (const Transport* transport : transports) {
    names += (names.empty() ? "" : ", ") + std::string(transport->name());
  }
  std::vector<std::pair<std::string, std::string>> options = {{"--transport NAME", "one of: " + names}};
  if (listener != nullptr) add_listen_options(options);
  for (const Setting& setting : settings) {
    if (setting.flag.empty()) continue;
    options.emplace_back(std::string(setting.flag) + " " + std::string(setting.argument),
                         std::string(setting.help) + " [" + variable_of(setting.path) + "]");
  }
  options.emplace_back("--log-level LEVEL",
                       "least important log lines to show, debug to emergency "
                       "[MCPGEN_LOG_LEVEL]");
  options.emplace_back("--config FILE",
                       listener == nullptr
                           ? "settings as JSON: {\"limits\": {\"timeout\": \"20s\"}}"
                           : "settings as JSON: {\"server\": {\"listen\": \"127.0.0.1:9000\"}}");
  options.emplace_back("--json", "print `config` or `version` as JSON");

  std::string text = title_line(info);
  text += "\nExamples:\n" + columns(examples(name, transports));
  Rows verbs = {{"serve", "serve until the client goes or SIGTERM comes (default)"},
                {"config [--json]", "print the effective settings, secrets masked"},
                {"version [--json]", "print name, version and protocol revisions"}};
  for (const Command* command : commands)
    verbs.emplace_back(std::string(command->name()) + " ...", command->summary());
  text += "\nCommands:\n" + columns(verbs);
  text += "\nOptions:\n" + columns(options);
  if (!info.environment.empty()) {
    std::vector<std::pair<std::string, std::string>> variables;
    for (const EnvVariable& variable : info.environment) {
      std::string about(variable.description);
      if (!variable.values.empty()) about += " (" + choice_text(variable) + ")";
      if (variable.required) about += " (required)";
      variables.emplace_back(variable.name, std::move(about));
    }
    text += "\nEnvironment (or NAME_FILE with the path of a file):\n" + columns(variables);
  }
  text +=
      "\nExit codes: 0 stopped in order or done, 1 cannot serve or do it, 2 wrong command line,\n"
      "130 or 143 a second SIGINT or SIGTERM came.\n";
  return text;
}

std::string terminal_text(const ServerInfo& info, std::string_view program,
                          const std::vector<Transport*>& transports) {
  const std::string name(program);
  const Transport* listener = find_listener(transports);
  const std::string over_network =
      listener == nullptr ? "" : "Serve it over the network:\n  " + with_transport(name, *listener) + "\n\n";
  return title_line(info) + "\nThis is an MCP server: a client starts it and talks to it through a pipe." +
         "\nPut this into the client's configuration:\n\n  " + client_entry(info, program) +
         "\n\nTry it now:\n  mcpgen list " + name + "\n\n" + over_network + name + " --help shows more; " +
         name + " serve serves this terminal.\n";
}

std::string version_text(const ServerInfo& info, bool json) {
  if (!json) return std::string(info.name) + " " + std::string(info.version) + "\n";
  return describe_version(info) + "\n";
}

std::string config_text(const ConfigReport& report, bool json) {
  const std::vector<ConfigLine> lines = config_lines(report);
  std::string text;
  if (json) {
    JsonWriter writer(text);
    writer.begin_object();
    for (const ConfigLine& line : lines) {
      writer.key(line.name).begin_object();
      writer.key("value").string(line.value).key("origin").string(line.origin).end_object();
    }
    writer.end_object();
    return text + "\n";
  }
  std::size_t width = 0;
  for (const ConfigLine& line : lines) width = std::max(width, line.value.size());
  std::vector<std::pair<std::string, std::string>> rows;
  rows.reserve(lines.size());
  for (const ConfigLine& line : lines) {
    rows.emplace_back(line.name, line.value + std::string(width - line.value.size() + 2, ' ') + line.origin);
  }
  return columns(rows);
}

}  // namespace mcp
