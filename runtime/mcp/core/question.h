#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// A form the client shows its user: a message and flat fields. Never ask for secrets in a form.
class Form {
 public:
  explicit Form(std::string message);

  Form& text(std::string name, std::string_view description = {}, bool required = true);
  Form& integer(std::string name, std::string_view description = {}, bool required = true);
  Form& number(std::string name, std::string_view description = {}, bool required = true);
  Form& boolean(std::string name, std::string_view description = {}, bool required = true);
  Form& choice(std::string name, const std::vector<std::string>& values, std::string_view description = {},
               bool required = true);
  /// A field whose JSON Schema is given as text: formats, ranges, defaults, titled choices.
  Form& field(std::string name, std::string_view schema, bool required = true);

  const std::string& message() const { return message_; }
  /// JSON text of requestedSchema.
  std::string schema() const;

 private:
  struct Field {
    std::string name{};
    std::string schema{};
    bool required;
  };
  std::string message_{};
  std::vector<Field> fields_;
};

/// What the user did with a form or a link.
struct Answer {
  enum class Action { accept, decline, cancel };
  Action action = Action::cancel;
  std::string content{};  ///< JSON text of the fields, checked against the form; "{}" unless accepted

  bool accepted() const { return action == Action::accept; }
  /// The field's text, its JSON text when it is not a string, or "" when it is absent.
  std::string text(std::string_view field) const;
  std::optional<double> number(std::string_view field) const;
  std::optional<bool> boolean(std::string_view field) const;
  Json json() const;
};

/// Which model should answer: advice to the client. Priorities go from 0, not important, to 1, the most.
struct ModelPreferences {
  std::vector<std::string> hints{};  ///< names of models or parts of names, the best one first
  std::optional<double> cost{};
  std::optional<double> speed{};
  std::optional<double> intelligence{};
};

/// A question for the client's model. Deprecated by the protocol since 2026-07-28.
struct SampleRequest {
  enum class Include { nothing, this_server, all_servers };
  enum class ToolChoice { automatic, required, none };

  std::string prompt{};    ///< one message of the user; for more, write `messages`
  std::string messages{};  ///< JSON text of the array `messages`, when `prompt` is not enough
  std::string system_prompt{};
  std::int64_t max_tokens = 1000;
  std::optional<double> temperature{};
  std::vector<std::string> stop_sequences{};
  ModelPreferences model{};
  Include include_context = Include::nothing;  ///< left out where the client does not declare that it can
  std::string metadata{};                      ///< JSON text of an object for the provider of the model
  /// JSON text of an array of tools that the model may use. Then only a client is asked that declares
  /// `sampling.tools`; without, the Result is Error::unanswered, and the caller learns what its client lacks.
  std::string tools{};
  ToolChoice tool_choice = ToolChoice::automatic;  ///< among `tools`
};

/// A tool that the client's model wants to be used; what came of it goes into the `messages` of another
/// SampleRequest.
struct ToolUse {
  std::string id{};
  std::string name{};
  std::string input{};  ///< JSON text of the arguments
};

/// What the client's model said.
struct Sample {
  std::string role{};
  std::string text{};     ///< its text blocks, joined
  std::string content{};  ///< JSON text of `content` as it came
  std::string model{};
  std::string stop_reason{};
  std::vector<ToolUse> tool_uses{};
};

/// A folder the client lets the server work in. Deprecated by the protocol since 2026-07-28.
struct Root {
  std::string uri{};
  std::string name{};
};

}  // namespace mcp
