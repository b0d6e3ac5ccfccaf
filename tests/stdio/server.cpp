// A server whose tools behave as badly as handlers can.

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

#include <unistd.h>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/context.h>
#include <mcp/core/launch.h>
#include <mcp/json/json.h>
#include <mcp/transport/stdio/stdio.h>

namespace {

using Answer = mcp::Result<mcp::ToolAnswer>;
using mcp::Context;
using mcp::Json;

mcp::ToolAnswer says(std::string text) { return {.content = mcp::Content(std::move(text))}; }

Answer echo(const Json& arguments, Context&) { return says(arguments.value("text", "")); }

Answer sleep_for(const Json& arguments, Context&) {
  std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 0)));
  return says(arguments.value("text", ""));
}

/// Once the client has said what its roots are, if it has to.
Answer sleep_when_answered(const Json& arguments, Context& context) {
  if (!arguments.contains("ask")) return sleep_for(arguments, context);
  const auto roots = context.roots("roots");
  return roots ? sleep_for(arguments, context) : roots.error();
}

/// Until the client or the deadline cancels it.
Answer wait_for_cancel(const Json&, Context& context) {
  std::mutex mutex;
  std::condition_variable_any cancelled;
  std::unique_lock lock(mutex);
  cancelled.wait(lock, context.stop_token(), [] { return false; });
  std::cerr << "wait was cancelled" << std::endl;
  return says("cancelled");
}

Answer hang(const Json&, Context&) {
  for (;;) ::pause();
}

Answer spin(const Json&, Context&) {
  std::atomic<unsigned> turns = 0;
  for (;;) ++turns;
}

Answer print(const Json&, Context&) {
  std::printf("by printf\n");
  std::fflush(stdout);
  std::cout << "by cout" << std::endl;
  const bool shell = std::system("echo by system") == 0;
  const bool raw = ::write(STDOUT_FILENO, "by write\n", 9) == 9;
  const bool no_input = std::getchar() == EOF;
  return says(shell && raw && no_input ? "printed" : "failed");
}

Answer throw_something(const Json& arguments, Context&) {
  const std::string what = arguments.value("what", "");
  if (what == "exception") throw std::runtime_error("/secret/path");
  if (what == "int") throw 42;
  if (what == "nullptr") throw nullptr;
  if (what == "bad_alloc") throw std::bad_alloc();
  throw std::string("what?");
}

Answer bad_utf8(const Json&, Context&) { return says("a\xff\xc0\x80z"); }

Answer lines(const Json&, Context&) {
  using namespace std::string_literals;
  return says("a\nb\r\nc\u2028d\u0085e\0f\x1bg\x7f"s);
}

Answer big(const Json& arguments, Context&) { return says(std::string(arguments.value("bytes", 0u), 'x')); }

/// The descriptors that a child process finds open, with the one it needs to look.
Answer inherited(const Json&, Context&) {
  std::FILE* child = ::popen("exec ls /proc/self/fd", "re");
  if (child == nullptr) return mcp::Error{mcp::Error::Code::tool_failed, "no child"};
  std::string found;
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), child) != nullptr) found += line.data();
  ::pclose(child);
  return says(found);
}

Answer flood(const Json& arguments, Context& context) {
  const int count = arguments.value("count", 0);
  for (int i = 1; i <= count; ++i) context.progress(i, count, "going on and on and on");
  return says("flooded");
}

void add(mcp::Server& server, std::string_view name, Answer (*call)(const Json&, Context&),
         bool quick = false) {
  server.add(
      mcp::Tool{.name = name, .input_schema_json = R"({"type":"object"})", .call = call, .quick = quick});
}

const mcp::ServerInfo kInfo = {
    .name = "badly-behaved",
    .version = "1.2.3",
    .description = "A server for tests",
    .environment =
        {
            {.name = "STDIO_TEST_COLOUR", .description = "any", .fallback = "blue", .has_fallback = true},
            {.name = "STDIO_TEST_KEY", .description = "the key", .secret = true},
            {.name = "STDIO_TEST_NEEDED", .description = "what is needed", .fallback = {}, .required = true},
        },
};

}  // namespace

int main(int argc, char** argv) {
  mcp::transport::Stdio stdio;
  mcp::Launch launch(argc, argv, kInfo, {&stdio});
  if (launch.done()) return launch.exit_code();

  mcp::Server server(kInfo);
  add(server, "echo", echo);
  server.add(mcp::Tool{
      .name = "guarded", .input_schema_json = R"({"type":"object"})", .scopes = {"admin"}, .call = echo});
  add(server, "quick_echo", echo, true);
  add(server, "sleep", sleep_for);
  add(server, "sleep_when_answered", sleep_when_answered);
  add(server, "wait", wait_for_cancel);
  add(server, "hang", hang);
  add(server, "spin", spin);
  add(server, "print", print);
  add(server, "throw", throw_something);
  add(server, "bad_utf8", bad_utf8);
  add(server, "lines", lines);
  add(server, "big", big);
  add(server, "inherited", inherited);
  add(server, "flood", flood);
  mcp::AuditLog audit({.file = "${STDIO_TEST_AUDIT:-}"});
  return launch.serve(server, {.audit = std::getenv("STDIO_TEST_AUDIT") != nullptr ? &audit : nullptr});
}
