#include <mcp/backend/messages/messages.h>

#include <utility>
#include <variant>

#include <mcp/core/files/served_folder.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "said.h"

namespace mcp::backend {
namespace {

constexpr std::int64_t kLargestFile = 4 * 1024 * 1024;

struct Line {
  Message::Role role;
  Said said;
};

}  // namespace

struct Messages::Impl {
  ServedFolder files;
  std::vector<Line> lines;
  std::vector<std::string> problems;

  explicit Impl(const Options& options) : files(options.root, kLargestFile), problems(files.problems()) {
    const auto read = read_json(options.messages);
    const mcp::Json* messages = std::get_if<mcp::Json>(&read);
    if (!messages || !messages->is_array()) {
      problems.push_back("the messages are not a JSON array");
      return;
    }
    for (const mcp::Json& message : *messages) add(message);
  }

  void add(const mcp::Json& message) {
    const bool user = message.is_object() && message.contains("user");
    const bool assistant = message.is_object() && message.contains("assistant");
    if (user == assistant || message.size() != 1) {
      problems.push_back("a message is said by `user` or by `assistant`");
      return;
    }
    Said said(message[user ? "user" : "assistant"]);
    problems.insert(problems.end(), said.problems().begin(), said.problems().end());
    lines.push_back({user ? Message::Role::user : Message::Role::assistant, std::move(said)});
  }
};

Messages::Messages(const Options& options) : impl_(std::make_shared<const Impl>(options)) {}

Result<mcp::Messages> Messages::get(const mcp::Json& arguments, Context&) const {
  mcp::Messages messages;
  for (const Line& line : impl_->lines) {
    Result<ContentBlock> block = line.said.block(arguments, impl_->files);
    if (!block) return block.error();
    if (line.role == Message::Role::user) {
      messages.user(std::move(*block));
    } else {
      messages.assistant(std::move(*block));
    }
  }
  return messages;
}

std::vector<std::string> Messages::problems() const { return impl_->problems; }

}  // namespace mcp::backend
