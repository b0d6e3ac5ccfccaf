#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mcpgen {

/// What a template may name: texts, flags and lists. A text reaches the output only through the filter of
/// the place it lands in; code was put together by the model from checked names and passes as it is.
class View {
 public:
  struct Code {
    std::string value;
  };
  using Value = std::variant<std::string, Code, bool, std::vector<View>>;

  View& text(std::string name, std::string value) { return put(std::move(name), std::move(value)); }
  View& code(std::string name, std::string value) { return put(std::move(name), Code{std::move(value)}); }
  View& flag(std::string name, bool value) { return put(std::move(name), value); }
  /// Each item gets the flags `first` and `last`.
  View& list(std::string name, std::vector<View> items) {
    for (View& item : items) item.flag("first", &item == &items.front()).flag("last", &item == &items.back());
    return put(std::move(name), std::move(items));
  }

  const Value* find(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
  }

 private:
  View& put(std::string name, Value value) {
    values_.insert_or_assign(std::move(name), std::move(value));
    return *this;
  }

  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace mcpgen
