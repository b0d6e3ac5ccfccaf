#include "launch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/environment.h>
#include <mcp/core/launch/command_line.h>
#include <mcp/core/launch/listening.h>
#include <mcp/core/launch/reload_signal.h>
#include <mcp/core/launch/reports.h>
#include <mcp/core/launch/service_manager.h>
#include <mcp/core/launch/stop_signals.h>
#include <mcp/core/log.h>
#include <mcp/core/log_level.h>

namespace mcp {
namespace {

enum ExitCode { kOrderly = 0, kFailed = 1, kWrongUsage = 2 };

void print(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fflush(to);
}

/// The value of a flag, else of the environment, and which of the two it was.
std::optional<std::pair<std::string, std::string>> chosen(const Flags& flags, const char* flag,
                                                          const char* variable) {
  if (const auto given = flags.find(flag); given != flags.end()) return std::pair(given->second, flag);
  if (const char* value = std::getenv(variable)) return std::pair(value, variable);
  return std::nullopt;
}

Error usage(std::string message) { return {Error::Code::invalid_params, std::move(message)}; }

}  // namespace

struct Launch::Impl {
  Impl(const ServerInfo& of, std::vector<Transport*> ways, std::vector<Command*> verbs)
      : info(of), transports(std::move(ways)), commands(std::move(verbs)) {}
  Impl(const Impl&) = delete;  // `settings` point into it
  Impl& operator=(const Impl&) = delete;

  Result<void> read(std::span<const std::string_view> arguments);
  Result<void> choose_transport();
  Result<void> choose_listening(const ConfigFile& file);
  Result<void> choose_log_level();
  void begin();
  int run_command();
  Result<void> prepare();
  int finish(int code) {
    exit_code = code;
    return code;
  }
  int refuse(const std::vector<std::string>& problems);
  int run(Server& server, Services services);
  void reload(AuditLog* audit) const;
  std::vector<Setting> all_settings(ServerLimits& limits) const;
  std::string why_not_served(const Error& error) const;

  const ServerInfo& info;
  std::vector<Transport*> transports;
  std::vector<Command*> commands;
  std::string program{};
  CommandLine line{};
  std::vector<Override> overrides{};
  Transport* transport = nullptr;
  std::string transport_origin = "manifest";
  Transport* listener = find_listener(transports);  ///< nullptr: none
  ServerLimits no_limits{};                         ///< stands for those of the server that is not made yet
  std::vector<Setting> settings = all_settings(no_limits);
  std::optional<ListenChoice> listen{};  ///< where there is a listener
  ReadyNotice ready{};
  ServiceManager manager{};
  std::optional<int> exit_code{};
};

Result<void> Launch::Impl::read(std::span<const std::string_view> arguments) {
  auto parsed = parse_command_line(arguments, settings, listener != nullptr, commands);
  if (!parsed) return parsed.error();
  line = *std::move(parsed);
  if (line.verb == CommandLine::Verb::help || line.verb == CommandLine::Verb::version) return {};
  ConfigFile file;
  if (const auto path = line.flags.find("--config"); path != line.flags.end()) {
    auto said = read_config_file(path->second, settings, listener != nullptr);
    if (!said) return said.error();
    file = *std::move(said);
  }
  auto found = find_overrides(settings, line.flags, file);
  if (!found) return found.error();
  overrides = *std::move(found);
  apply_overrides(overrides, settings);
  if (auto level = choose_log_level(); !level) return level;
  if (auto chosen = choose_transport(); !chosen) return chosen;
  return choose_listening(file);
}

Result<void> Launch::Impl::choose_log_level() {
  const auto wanted = chosen(line.flags, "--log-level", "MCPGEN_LOG_LEVEL");
  if (!wanted) return {};
  const auto level = parse_log_level(wanted->first);
  if (!level)
    return usage(wanted->second + " takes debug, info, notice, warning, error, critical, alert or " +
                 "emergency, not `" + wanted->first + "`");
  set_log_level(*level);
  return {};
}

Result<void> Launch::Impl::choose_transport() {
  transport = transports.empty() ? nullptr : transports.front();
  const auto wanted = chosen(line.flags, "--transport", "MCPGEN_TRANSPORT");
  if (!wanted) return {};
  const auto named = std::ranges::find(transports, wanted->first, &Transport::name);
  if (named == transports.end()) {
    std::string names;
    for (const Transport* known : transports) names += " " + std::string(known->name());
    return usage(wanted->second + ": this server has no transport `" + wanted->first + "`, only" + names);
  }
  transport = *named;
  transport_origin = wanted->second;
  return {};
}

Result<void> Launch::Impl::choose_listening(const ConfigFile& file) {
  if (listener == nullptr) return {};
  const bool serves = line.verb == CommandLine::Verb::none || line.verb == CommandLine::Verb::serve;
  std::vector<std::string_view> own(kListenFlags.begin(), kListenFlags.end());
  for (const Setting& setting : listener->settings()) own.push_back(setting.flag);
  for (const std::string_view flag : own) {
    if (serves && transport != listener && line.flags.contains(flag))
      return usage(std::string(flag) + " goes with --transport " + std::string(listener->name()));
  }
  auto chosen = choose_address(line.flags, file, listener->listens_on());
  const bool open = !chosen && chosen.error().code == Error::Code::unavailable;
  if (open && (!serves || transport != listener)) return {};  // what `${NAME}` stands for is not needed
  if (open && manager.passes_socket()) chosen = ListenChoice{};
  if (!chosen) return chosen.error();
  auto notice = ready_notice(line.flags);
  if (!notice) return notice.error();
  listen = *std::move(chosen);
  ready = *std::move(notice);
  return {};
}

/// Answers what needs no server; otherwise the transport takes what is its own.
void Launch::Impl::begin() {
  using Verb = CommandLine::Verb;
  switch (line.verb) {
    case Verb::help:
      print(stdout, help_text(info, program, transports, settings, commands));
      finish(kOrderly);
      return;
    case Verb::version:
      print(stdout, version_text(info, line.json));
      finish(kOrderly);
      return;
    case Verb::config:
      return;
    case Verb::command:
      run_command();
      return;
    case Verb::none:
      if (transport != nullptr && transport->serves_stdin() && ::isatty(STDIN_FILENO) == 1) {
        print(stdout, terminal_text(info, program, transports));
        finish(kOrderly);
        return;
      }
      break;
    case Verb::serve:
      break;
  }
  if (transport == nullptr) {
    refuse({"it was built without any transport"});
    return;
  }
  survive_closed_pipes();
  if (const auto prepared = prepare(); !prepared) refuse({prepared.error().message});
}

int Launch::Impl::run_command() {
  const Result<std::string> done = line.command->run(line.arguments);
  if (done) {
    print(stdout, *done);
    return finish(kOrderly);
  }
  const bool misused = done.error().code == Error::Code::invalid_params;
  const std::string command = program + " " + std::string(line.command->name());
  print(stderr,
        command + ": " + done.error().message + "\n" + (misused ? "Try `" + command + " --help`.\n" : ""));
  return finish(misused ? kWrongUsage : kFailed);
}

/// The transport learns where to serve, and takes what is its own.
Result<void> Launch::Impl::prepare() {
  if (transport == listener && listener != nullptr) {
    auto socket = manager.take_socket();
    if (!socket) return socket.error();
    if (*socket) {
      listen->origin = "the service manager";
      listener->listen_with(*std::move(socket));
    }
    listener->listen_on(listen->address, [this](std::string_view url) {
      ready(url);
      manager.tell("READY=1");
    });
  }
  transport->prepare();
  return {};
}

int Launch::Impl::refuse(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) print(stderr, program + ": cannot serve: " + problem + "\n");
  return finish(kFailed);
}

int Launch::Impl::run(Server& server, Services services) {
  const StopSignals signals;
  if (!signals) return refuse({"cannot make a pipe"});
  const std::stop_callback stopping(signals.token(), [this] { manager.tell("STOPPING=1"); });
  if (services.audit != nullptr) {
    if (const auto opened = services.audit->open(); !opened) return refuse({opened.error().message});
  }
  std::optional<ReloadSignal> reload_signal;
  if (transport->reloads() || services.audit != nullptr)
    reload_signal.emplace([this, audit = services.audit] { reload(audit); });
  auto engine = std::make_unique<Engine>(server, services);
  const Result<void> served = transport->serve(*engine, signals.token());

  const auto winding_up = winding_up_time(server.limits().grace);
  const bool held_up = !served && served.error().code == Error::Code::deadline_exceeded;
  if (held_up || !engine->stop(std::chrono::steady_clock::now() + winding_up)) {
    log_line(LogLevel::warning, "a handler was still running when the grace time was over");
    std::_Exit(kOrderly);  // nothing may be destroyed that the handler could touch
  }
  if (!served) return refuse({why_not_served(served.error())});
  return finish(kOrderly);
}

/// What the operator has changed is read again, and what was moved away made anew.
void Launch::Impl::reload(AuditLog* audit) const {
  if (audit != nullptr) {  // first: the transport may wait for others
    if (const auto opened = audit->open(); !opened)
      log_line(LogLevel::error, "the audit log stays what it was", {{"why", opened.error().message}});
  }
  transport->reload();
}

/// Those of the server, then those of its transports.
std::vector<Setting> Launch::Impl::all_settings(ServerLimits& limits) const {
  std::vector<Setting> all = settings_of(limits);
  for (Transport* each : transports) {
    const std::vector<Setting> own = each->settings();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

/// What failed, and for an address whose word it was and how it is changed.
std::string Launch::Impl::why_not_served(const Error& error) const {
  const bool about_address = transport == listener && error.code == Error::Code::unavailable;
  if (!about_address) return error.message;
  return error.message + " (the address: " + listen->origin + "; to change it: --listen, --host, --port, " +
         kListenVariable + ")";
}

Launch::Launch(int argc, char** argv, const ServerInfo& info, std::vector<Transport*> transports,
               std::vector<Command*> commands)
    : impl_(std::make_unique<Impl>(info, std::move(transports), std::move(commands))) {
  const std::vector<std::string_view> arguments(argv + std::min(argc, 1), argv + argc);
  impl_->program = argc > 0 ? argv[0] : std::string(info.name);
  impl_->manager = ServiceManager::take_over();
  declare_environment(info.environment);
  if (const auto read = impl_->read(arguments); !read) {
    print(stderr, impl_->program + ": " + read.error().message + "\nTry `" + impl_->program + " --help`.\n");
    impl_->finish(kWrongUsage);
    return;
  }
  impl_->begin();
}

Launch::~Launch() = default;

bool Launch::done() const { return impl_->exit_code.has_value(); }

int Launch::exit_code() const { return impl_->exit_code.value_or(kOrderly); }

int Launch::serve(Server& server, Services services) {
  if (done()) return exit_code();
  const std::vector<Setting> settings = impl_->all_settings(server.limits());
  apply_overrides(impl_->overrides, settings);
  if (impl_->line.verb == CommandLine::Verb::config) {
    const std::string_view name = impl_->transport == nullptr ? "" : impl_->transport->name();
    print(stdout,
          config_text({impl_->info, settings, impl_->overrides, name, impl_->transport_origin, impl_->listen},
                      impl_->line.json));
    return impl_->finish(kOrderly);
  }

  std::vector<std::string> problems = environment_problems(impl_->info.environment);
  problems.insert(problems.end(), server.problems().begin(), server.problems().end());
  if (!problems.empty()) return impl_->refuse(problems);
  try {
    return impl_->run(server, services);
  } catch (const std::exception& error) {
    return impl_->refuse({std::string("the machine gives no thread or memory for it: ") + error.what()});
  }
}

}  // namespace mcp
