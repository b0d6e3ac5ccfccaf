// A process of its own at a store, for the tests beside this file: store_process PATH COMMAND [ARGUMENT...].
// It prints a line for each call that was acknowledged, at once: it may be killed at any time.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#include <mcp/store/sqlite/sqlite.h>

namespace {

using namespace std::chrono_literals;
using mcp::store::Sqlite;

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::exit(1);
}

/// Issues, consumes and revokes until it is killed; the names begin with `prefix`.
void storm(Sqlite& store, const std::string& prefix) {
  std::mt19937 random(std::random_device{}());
  for (int round = 0;; ++round) {
    const std::string name = prefix + std::to_string(round);
    if (store.put_in_family(name, name, "v", 1h)) say("put " + name);
    if (random() % 2 == 0) {
      const auto taken = store.consume_once(name);
      if (taken && *taken) say("consumed " + name);
    }
    if (random() % 2 == 0 && store.revoke_family(name, 1h)) say("revoked " + name);
  }
}

void consume(Sqlite& store, int count) {
  for (int i = 0; i < count; ++i) {
    const auto taken = store.consume_once(std::to_string(i));
    if (taken && *taken) say(std::to_string(i));
  }
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  const auto store = Sqlite::make({.path = arguments.at(0)});
  if (!store) {
    std::cerr << store.error().message << "\n";
    return 1;
  }
  const std::string& command = arguments.at(1);
  if (command == "storm") storm(**store, arguments.at(2));
  if (command == "consume") consume(**store, std::stoi(arguments.at(2)));
  if (command == "revoke" && (*store)->revoke_family(arguments.at(2), 1h)) say("revoked");
  if (command == "publish" && (*store)->publish(arguments.at(2), arguments.at(3))) say("published");
  return 0;
}
