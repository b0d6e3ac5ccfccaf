#include <mcp/core/engine/questions.h>

#include <algorithm>
#include <utility>

#include <mcp/json/writer.h>

namespace mcp {
namespace {

bool can_answer(Question::Kind kind, const ClientCapabilities& client) {
  switch (kind) {
    case Question::Kind::form:
      return client.form;
    case Question::Kind::url:
      return client.url;
    case Question::Kind::sampling:
      return client.sampling;
    case Question::Kind::sampling_with_tools:
      return client.sampling_tools;
    case Question::Kind::roots:
      break;
  }
  return client.roots;
}

Error unanswered(std::string message) { return {Error::Code::unanswered, std::move(message)}; }

}  // namespace

Result<const Json*> Questions::ask(Question question, const ClientCapabilities& client, const Fit& fit) {
  const auto reply = replies_.find(question.key);
  if (reply != replies_.end()) {
    if (!reply->second.refusal.empty()) return Error{Error::Code::tool_failed, reply->second.refusal};
    const std::string misfit = fit(reply->second.answer);
    if (misfit.empty()) {
      reply->second.used = true;
      return &*reply->second.answer;
    }
    if (!ask_again)
      return Error{Error::Code::tool_failed, "the answer to `" + question.key + "` does not fit: " + misfit};
    replies_.erase(reply);
  }
  if (!can_answer(question.kind, client)) {
    lacking_.insert(question.kind);
    return unanswered("the client cannot answer `" + question.key + "`");
  }
  const bool known = std::any_of(open_.begin(), open_.end(),
                                 [&](const Question& other) { return other.key == question.key; });
  std::string message = "`" + question.key + "` is not answered yet";
  if (!known) open_.push_back(std::move(question));
  return unanswered(std::move(message));
}

void Questions::answer(std::string_view key, HeldJson answer) {
  replies_.insert_or_assign(std::string(key), Reply{.answer = std::move(answer)});
}

void Questions::refuse(std::string_view key, std::string why) {
  replies_.insert_or_assign(std::string(key), Reply{.refusal = std::move(why)});
}

std::string Questions::lacking() const {
  if (lacking_.empty()) return {};
  const auto lacks = [&](Question::Kind kind) { return lacking_.contains(kind); };
  std::string text;
  JsonWriter writer(text);
  writer.begin_object();
  if (lacks(Question::Kind::form) || lacks(Question::Kind::url)) {
    writer.key("elicitation").begin_object();
    if (lacks(Question::Kind::form)) writer.key("form").begin_object().end_object();
    if (lacks(Question::Kind::url)) writer.key("url").begin_object().end_object();
    writer.end_object();
  }
  if (lacks(Question::Kind::sampling) || lacks(Question::Kind::sampling_with_tools)) {
    writer.key("sampling").begin_object();
    if (lacks(Question::Kind::sampling_with_tools)) writer.key("tools").begin_object().end_object();
    writer.end_object();
  }
  if (lacks(Question::Kind::roots)) writer.key("roots").begin_object().end_object();
  writer.end_object();
  return text;
}

std::map<std::string_view, const Json*> Questions::used() const {
  std::map<std::string_view, const Json*> found;
  for (const auto& [key, reply] : replies_)
    if (reply.used) found.emplace(key, &*reply.answer);
  return found;
}

}  // namespace mcp
