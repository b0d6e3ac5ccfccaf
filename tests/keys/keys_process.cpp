// A process of its own at a database of keys, for the tests beside this file: keys_process PATH COMMAND
// [ARGUMENT...]. It prints a line for each call that was acknowledged, at once: it may be killed at any time.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include <mcp/auth/api_key/api_key.h>
#include <mcp/auth/api_key/key_store.h>

namespace {

using namespace std::chrono_literals;
using mcp::auth::keys::KeyStore;

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::exit(1);
}

/// Makes, replaces and revokes keys until it is killed; their names begin with `prefix`.
void storm(KeyStore& store, const std::string& prefix) {
  std::mt19937 random(std::random_device{}());
  for (int round = 0;; ++round) {
    const std::string name = prefix + std::to_string(round);
    if (const auto made = store.create({.name = name})) say("made " + name + " " + made->text);
    if (random() % 2 == 0) {
      if (const auto rotated = store.rotate(name, 0s)) say("rotated " + name + " " + rotated->text);
    }
    if (random() % 2 == 0 && store.revoke(name)) say("revoked " + name + " -");
  }
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  const std::string& command = arguments.at(1);
  ::dup2(STDOUT_FILENO, STDERR_FILENO);
  mcp::auth::ApiKey auth({.database = "sqlite:///" + arguments.at(0), .scopes = {"all"}});
  if (command == "load") {
    const auto loaded = auth.load();
    say(loaded ? "loaded" : loaded.error().message);
    return 0;
  }
  if (command == "storm") {
    const auto store = KeyStore::open({.database = {.file = {arguments.at(0), 1 << 30}}});
    if (!store) return 1;
    storm(**store, arguments.at(2));
  }
  const std::vector<std::string_view> rest(arguments.begin() + 1, arguments.end());
  const auto done = auth.keys()->run(rest);
  say(done ? *done : done.error().message);
  return 0;
}
