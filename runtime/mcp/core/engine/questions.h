#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/engine/client_capabilities.h>
#include <mcp/core/result.h>
#include <mcp/json/held_json.h>

namespace mcp {

/// One question to the client, in the words of the protocol.
struct Question {
  enum class Kind { form, url, sampling, sampling_with_tools, roots };

  Kind kind = Kind::form;
  std::string key{};
  std::string_view method{};
  std::string params{};  ///< JSON text
};

/// Why an answer does not do, "" when it does.
using Fit = std::function<std::string(const Json& answer)>;

/// The questions of one call and the answers so far. Used by one thread at a time.
class Questions {
 public:
  /// A second question under a key whose answer did not fit, instead of an error. Set from any thread.
  std::atomic<bool> ask_again = false;

  /// The answer under the question's key, or why there is none: then it is open, or cannot be asked.
  Result<const Json*> ask(Question question, const ClientCapabilities& client, const Fit& fit);
  void answer(std::string_view key, HeldJson answer);
  /// The client refused to answer.
  void refuse(std::string_view key, std::string why);

  const std::vector<Question>& open() const { return open_; }
  /// The handler is about to run again.
  void start_round() { open_.clear(); }
  /// Names of what the client would have to support: an object as in its capabilities; "" when nothing lacks.
  std::string lacking() const;
  /// The answers that the handler made use of.
  std::map<std::string_view, const Json*> used() const;

  std::string kept{};                                       ///< what the handler keeps from run to run
  std::map<std::string, std::string, std::less<>> names{};  ///< of questions that need one, by key

 private:
  struct Reply {
    HeldJson answer{};
    std::string refusal{};
    bool used = false;
  };

  std::map<std::string, Reply, std::less<>> replies_{};
  std::vector<Question> open_{};
  std::set<Question::Kind> lacking_{};
};

}  // namespace mcp
