#include "environment.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <utility>

#include <mcp/core/template/template_text.h>

namespace mcp {
namespace {

constexpr std::size_t kFileBytes = 1024 * 1024;

struct Declared {
  std::string fallback{};
  bool has_fallback = false;
  bool required = false;
};

class Declarations {
 public:
  void add(const EnvVariable& variable) {
    const std::lock_guard lock(mutex_);
    variables_[std::string(variable.name)] = {.fallback = std::string(variable.fallback),
                                              .has_fallback = variable.has_fallback,
                                              .required = variable.required};
  }

  std::optional<Declared> find(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Declared> variables_;
};

Declarations& declarations() {
  static Declarations table;
  return table;
}

Error unusable(std::string message) { return {Error::Code::unavailable, std::move(message)}; }

Result<std::string> value_of(const TemplatePiece& variable) {
  const std::string name(variable.text);
  Result<std::optional<std::string>> value = environment_value(name);
  if (!value) return value.error();
  // As in a shell, an empty value does not satisfy `:-` and `:?`.
  const bool may_be_empty = variable.without == TemplatePiece::Without::error;
  if (*value && (may_be_empty || !(*value)->empty())) return *std::move(*value);
  if (variable.without == TemplatePiece::Without::fallback) return std::string(variable.instead);
  if (variable.without == TemplatePiece::Without::message)
    return unusable(name + ": " + std::string(variable.instead));
  const std::optional<Declared> declared = declarations().find(name);
  if (declared && !declared->required) return std::string();
  return unusable("the environment variable " + name + " is not set");
}

}  // namespace

Result<std::string> read_value_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kFileBytes + 1, '\0');
  if (!file || !(file.read(text.data(), static_cast<std::streamsize>(text.size())) || file.eof())) {
    return unusable("cannot read the file " + path +
                    (errno == 0 ? "" : std::string(": ") + std::strerror(errno)));
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kFileBytes) return unusable("the file " + path + " is larger than 1 MiB");
  // Editors and `echo` leave line breaks there.
  text.erase(text.find_last_not_of("\r\n") + 1);
  return text;
}

void declare_environment(const std::vector<EnvVariable>& declared) {
  for (const EnvVariable& variable : declared) declarations().add(variable);
}

Result<std::optional<std::string>> environment_value(std::string_view name) {
  const std::string key(name);
  const char* value = std::getenv(key.c_str());
  if (const char* path = std::getenv((key + "_FILE").c_str())) {
    if (value) return unusable("both " + key + " and " + key + "_FILE are set: keep one");
    Result<std::string> text = read_value_file(path);
    if (!text) return unusable(key + "_FILE: " + text.error().message);
    return std::optional(*std::move(text));
  }
  if (value) return std::optional<std::string>(value);
  std::optional<Declared> declared = declarations().find(key);
  if (declared && declared->has_fallback) return std::optional(std::move(declared->fallback));
  return std::optional<std::string>();
}

Result<std::string> operators_value(const TemplatePiece& piece) {
  switch (piece.kind) {
    case TemplatePiece::Kind::variable:
      return value_of(piece);
    case TemplatePiece::Kind::file:
      return read_value_file(std::string(piece.text));
    case TemplatePiece::Kind::fault:
      return unusable(fault_text(piece));
    default:
      return std::string(piece.text);
  }
}

Result<std::string> expand(std::string_view text) {
  std::string out;
  for (const TemplatePiece& piece : split_template(text, Braces::text)) {
    const Result<std::string> value = operators_value(piece);
    if (!value) return value.error();
    out += *value;
  }
  return out;
}

std::string choice_text(const EnvVariable& variable) {
  std::string text;
  for (std::size_t i = 0; i < variable.values.size(); ++i) {
    if (i > 0) text += i + 1 == variable.values.size() ? " or " : ", ";
    text += '`' + std::string(variable.values[i]) + '`';
  }
  return text;
}

namespace {

/// The line that says what the operator has to do; "" when all is well.
std::string problem_with(const EnvVariable& variable) {
  const std::string name(variable.name);
  const Result<std::optional<std::string>> value = environment_value(name);
  if (!value) return value.error().message;
  if (!*value) {
    if (!variable.required) return {};
    return "set the environment variable " + name +
           (variable.description.empty() ? "" : ": " + std::string(variable.description));
  }
  if (variable.values.empty() || std::ranges::find(variable.values, **value) != variable.values.end())
    return {};
  return "the environment variable " + name + " must be " + choice_text(variable);
}

}  // namespace

std::vector<std::string> environment_problems(const std::vector<EnvVariable>& declared) {
  std::vector<std::string> problems;
  for (const EnvVariable& variable : declared) {
    std::string problem = problem_with(variable);
    if (!problem.empty()) problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace mcp
