// How much of what a client sends is read at once, however it comes.

#include <algorithm>
#include <span>

#include <mcp/core/channel.h>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

using mcp::Channel;

/// What is read of a connection at once.
constexpr std::size_t kRead = 64 * 1024;

/// Has the connections of a server read and write by what a test puts between, on the thread that serves
/// them.
class Between final : public mcp::Encryption {
 public:
  using Read = std::function<Channel::Progress(Channel& plain, std::span<char> into)>;

  explicit Between(Read read) : read_(std::move(read)) {}

  mcp::Result<void> load() override { return {}; }
  bool identifies_clients() const override { return false; }
  std::unique_ptr<Channel> over(std::unique_ptr<Channel> plain) override {
    return std::make_unique<Way>(*this, std::move(plain));
  }

  std::atomic<bool> writes = true;

 private:
  class Way final : public Channel {
   public:
    Way(const Between& between, std::unique_ptr<Channel> plain)
        : between_(between), plain_(std::move(plain)) {}

    Progress read(std::span<char> into) override { return between_.read_(*plain_, into); }
    Progress write(std::string_view bytes) override {
      return between_.writes ? plain_->write(bytes) : Progress{Outcome::wait_to_write};
    }
    void finish() override { plain_->finish(); }

   private:
    const Between& between_;
    const std::unique_ptr<Channel> plain_;
  };

  const Read read_;
};

HttpServer::Options by(Between& between) { return {.encryption = &between, .threads = 1}; }

/// Answered with 202; so many bytes long, head and all.
std::string notification(std::size_t bytes) {
  const std::size_t head = post(std::string(bytes, ' ')).size() - bytes;
  std::string body = R"({"jsonrpc":"2.0","method":"notifications/initialized"})";
  body.resize(bytes - head, ' ');
  return post(body);
}

bool reaches(const std::atomic<std::size_t>& value, std::size_t wanted) {
  for (int i = 0; i < 20'000 && value < wanted; ++i) std::this_thread::sleep_for(1ms);
  return value == wanted;
}

}  // namespace

TEST_CASE(
    "LOAD-08 LOAD-19 an endless head behind other requests is cut off by the first of it that is read") {
  std::atomic<std::size_t> passed = 0;
  std::atomic<bool> floods = false;
  std::atomic<int> reads = 0;
  Between between([&](Channel& plain, std::span<char> into) -> Channel::Progress {
    const auto progress = plain.read(into);
    if (!floods || (reads == 0 && progress.outcome != Channel::Outcome::done)) {
      passed += progress.bytes;
      return progress;
    }
    if (++reads > 1000) return {Channel::Outcome::closed};
    std::ranges::fill(into, 'a');
    return {Channel::Outcome::done, into.size()};
  });
  HttpServer server(by(between));
  Socket socket(server.port());
  const std::string call = modern_call("hang");
  const std::string ahead = notification(12'000) + "GET /mcp HTTP/1.1\r\nX: " + std::string(8000, 'a');
  socket.send(call);
  REQUIRE(server.wait_hanging(1));
  socket.send(ahead);
  REQUIRE(reaches(passed, call.size() + ahead.size()));
  floods = true;
  socket.send("a");
  server.release();
  CHECK(socket.receive()->status == 200);
  CHECK(socket.receive()->status == 202);
  CHECK(socket.receive()->status == 431);
  CHECK(socket.is_closed());
  CHECK(reads == 1);
}

TEST_CASE("LOAD-19 of a client that does not read its answers little is read ahead") {
  std::atomic<std::size_t> passed = 0;
  Between between([&](Channel& plain, std::span<char> into) {
    const auto progress = plain.read(into);
    passed += progress.bytes;
    return progress;
  });
  between.writes = false;
  HttpServer server(by(between));
  Socket socket(server.port());
  const std::string call = modern_call("echo");
  const std::string next = notification(20'000);
  constexpr std::size_t kOfHead = 50;
  socket.send(call + next.substr(0, kOfHead));
  REQUIRE(reaches(passed, call.size() + kOfHead));
  socket.send(next.substr(kOfHead));
  constexpr int kAhead = 20;
  for (int i = 1; i < kAhead; ++i) socket.send(next);
  std::this_thread::sleep_for(300ms);
  CHECK(passed < 2 * kRead);
  between.writes = true;
  CHECK(socket.receive()->status == 200);
  for (int i = 0; i < kAhead; ++i) CHECK(socket.receive()->status == 202);
}

TEST_CASE("a request is answered though the rest of it is as long as what is read at once") {
  std::atomic<std::size_t> passed = 0;
  std::atomic<bool> gathers = false;
  std::string gathered;
  Between between([&](Channel& plain, std::span<char> into) -> Channel::Progress {
    const auto progress = plain.read(into.subspan(gathered.size()));
    passed += progress.bytes;
    if (!gathers || progress.outcome != Channel::Outcome::done) return progress;
    gathered.append(into.data() + gathered.size(), progress.bytes);
    if (gathered.size() < into.size()) return {Channel::Outcome::wait_to_read};
    std::ranges::copy(std::exchange(gathered, {}), into.begin());
    return {Channel::Outcome::done, into.size()};
  });
  HttpServer server(by(between));
  Socket socket(server.port());
  const std::string request = notification(kRead + 1000);
  const std::size_t first = request.size() - kRead;
  socket.send(request.substr(0, first));
  REQUIRE(reaches(passed, first));
  gathers = true;
  socket.send(request.substr(first));
  CHECK(socket.receive()->status == 202);
}

TEST_CASE("a client that never stops sending requests leaves others their turn") {
  const std::string whole = notification(kRead);
  Channel* endless = nullptr;
  Socket* other = nullptr;
  int reads = 0;
  std::atomic<int> reads_before = 0;
  std::atomic<bool> over = false;
  Between between([&](Channel& plain, std::span<char> into) -> Channel::Progress {
    if (endless == nullptr) endless = &plain;
    if (&plain != endless) reads_before = reads;
    if (&plain != endless || over) return plain.read(into);
    if (++reads == 10) other->send(modern_call("echo"));
    std::ranges::copy(whole, into.begin());
    return {Channel::Outcome::done, into.size()};
  });
  HttpServer server(by(between));
  Socket waits(server.port());
  other = &waits;
  Socket sends(server.port());
  sends.send("a");  // which is there to be read from then on
  for (int i = 0; i < 500; ++i) CHECK(sends.receive()->status == 202);
  over = true;
  while (reads_before == 0) std::this_thread::sleep_for(1ms);
  CHECK(waits.receive()->status == 200);
  CHECK(reads_before < 20);
}

TEST_CASE("whatever is thrown while a connection is served ends that one only") {
  std::atomic<bool> throws = false;
  Between between([&](Channel& plain, std::span<char> into) {
    if (throws.exchange(false)) throw 5;
    return plain.read(into);
  });
  HttpServer server(by(between));
  Socket stays(server.port());
  CHECK(stays.send(modern_call("echo")).receive()->status == 200);
  Socket ends(server.port());
  CHECK(ends.send(modern_call("echo")).receive()->status == 200);
  throws = true;
  ends.send(modern_call("echo"));
  CHECK(ends.is_closed());
  CHECK(stays.send(modern_call("echo")).receive()->status == 200);
}

}  // namespace http_test
