#include "environment.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <utility>

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

bool is_name(std::string_view text) {
  const auto is_word = [](char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::ranges::all_of(text, is_word);
}

/// What stands between `${` and `}`.
Result<std::string> expand_reference(std::string_view reference) {
  constexpr std::string_view kFile = "file:";
  if (reference.starts_with(kFile)) return read_value_file(std::string(reference.substr(kFile.size())));

  const std::size_t colon = reference.find(':');
  const std::string name(reference.substr(0, colon));
  const std::string_view rest = colon == std::string_view::npos ? "" : reference.substr(colon);
  if (!is_name(name) || !(rest.empty() || rest.starts_with(":-") || rest.starts_with(":?"))) {
    return unusable("${" + std::string(reference) +
                    "} is not a reference: write ${NAME}, ${NAME:-default}, " +
                    "${NAME:?message}, ${file:/path}, or $$ for a dollar");
  }

  Result<std::optional<std::string>> value = environment_value(name);
  if (!value) return value.error();
  // As in a shell, an empty value does not satisfy `:-` and `:?`.
  if (*value && (rest.empty() || !(*value)->empty())) return *std::move(*value);
  if (rest.starts_with(":-")) return std::string(rest.substr(2));
  if (rest.starts_with(":?")) return unusable(name + ": " + std::string(rest.substr(2)));
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

Result<std::string> expand(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    out += text.substr(0, dollar);
    text.remove_prefix(dollar);
    if (text.starts_with("$$")) {
      out += '$';
      text.remove_prefix(2);
    } else if (text.starts_with("${")) {
      const std::size_t end = text.find('}');
      if (end == std::string_view::npos)
        return unusable("a } is missing after " + std::string(text.substr(0, 40)));
      Result<std::string> value = expand_reference(text.substr(2, end - 2));
      if (!value) return value.error();
      out += *value;
      text.remove_prefix(end + 1);
    } else if (!text.empty()) {
      out += '$';
      text.remove_prefix(1);
    }
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
