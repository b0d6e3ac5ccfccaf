// lists <tools> <rounds>
//
// What answering `tools/list` costs against writing the same bytes from a constant, both into a pipe that
// a thread empties. Prints microseconds of this thread's CPU per answer for each, and their ratio.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>

namespace {

class Pipe final : public mcp::Outlet {
 public:
  Pipe() {
    if (pipe(ends_) != 0) std::exit(1);
    drain_ = std::thread([this] {
      std::vector<char> buffer(1 << 20);
      while (read(ends_[0], buffer.data(), buffer.size()) > 0) {
      }
    });
  }
  ~Pipe() override {
    close(ends_[1]);
    drain_.join();
    close(ends_[0]);
  }
  void send(std::string message) override {
    last_size = message.size();
    for (std::size_t sent = 0; sent < message.size();) {
      const ssize_t n = write(ends_[1], message.data() + sent, message.size() - sent);
      if (n <= 0) std::exit(1);
      sent += static_cast<std::size_t>(n);
    }
  }
  std::size_t last_size = 0;

 private:
  int ends_[2] = {-1, -1};
  std::thread drain_;
};

double thread_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double cost(int rounds, const std::function<void()>& answer) {
  const double begin = thread_microseconds();
  for (int i = 0; i < rounds; ++i) answer();
  return (thread_microseconds() - begin) / rounds;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: lists TOOLS ROUNDS\n");
    return 2;
  }
  const int tools = std::atoi(argv[1]);
  const int rounds = std::atoi(argv[2]);
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(tools));
  mcp::Server server({.name = "lists", .version = "1"});
  for (int i = 0; i < tools; ++i) {
    server.add(mcp::Tool{
        .name = names.emplace_back("tool_" + std::to_string(i)),
        .description = "Does what its name says to the things it is given.",
        .input_schema_json =
            R"({"type":"object","properties":{"name":{"type":"string","description":"Whom it is for"}},"required":["name"]})",
        .call = [](const mcp::Json&, mcp::Context&) { return mcp::ToolAnswer{}; },
    });
  }
  mcp::Engine engine(server);
  auto pipe = std::make_shared<Pipe>();
  const auto peer = engine.connect(pipe);
  const std::string request =
      R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{)"
      R"("io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})";
  peer->receive(request);
  const std::string constant(pipe->last_size, 'x');

  std::vector<double> listed;
  std::vector<double> plain;
  for (int run = 0; run < 7; ++run) {
    listed.push_back(cost(rounds, [&] { peer->receive(request); }));
    plain.push_back(cost(rounds, [&] { pipe->send(constant); }));
  }
  std::vector<double> ratios;
  for (std::size_t i = 0; i < listed.size(); ++i) ratios.push_back(listed[i] / plain[i]);
  std::printf("%zu bytes: %.1f us, from a constant %.1f us, ratio %.2f\n", constant.size(), median(listed),
              median(plain), median(ratios));
}
