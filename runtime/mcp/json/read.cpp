#include <mcp/json/read.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <mcp/json/json.h>
#include <mcp/json/json_parts.h>
#include <mcp/json/plain_run.h>
#include <mcp/json/read_memory.h>
#include <mcp/json/read_number.h>
#include <mcp/json/utf8.h>

namespace mcp {
namespace {

using Kind = JsonFault::Kind;

// Shorter texts first: cheap to tell apart, and any total order serves.
bool before(const std::string* a, const std::string* b) {
  return a->size() != b->size() ? a->size() < b->size() : *a < *b;
}

// Sorting and not hashing: no choice of keys by an attacker makes it slow.
const std::string* repeated_by_sorting(const std::string* first, std::size_t count) {
  std::vector<const std::string*> sorted(count);
  for (std::size_t i = 0; i < count; ++i) sorted[i] = first + i;
  std::sort(sorted.begin(), sorted.end(), before);
  const auto found =
      std::adjacent_find(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return *a == *b; });
  return found == sorted.end() ? nullptr : *found;
}

const std::string* repeated_key(const std::string* first, std::size_t count) {
  constexpr std::size_t kFew = 16;
  if (count > kFew) return repeated_by_sorting(first, count);
  for (std::size_t i = 1; i < count; ++i) {
    if (std::find(first, first + i, first[i]) != first + i) return first + i;
  }
  return nullptr;
}

// In a message, which must not grow with what is refused.
std::string name_of(const std::string& key) {
  constexpr std::size_t kLongest = 64;
  return key.size() <= kLongest ? "the member \"" + key + '"' : "a member";
}

/// One pass over one text. Each container is made once, at its final size, and no text can make the reader
/// recurse.
class Reader {
 public:
  Reader(std::string_view text, const JsonLimits& limits)
      : begin_(text.data()), next_(begin_), end_(begin_ + text.size()), limits_(limits) {}
  ~Reader() { ReadMemory::give_back(std::move(memory_)); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  JsonOrFault read() {
    if (!read_document()) return std::move(fault_);
    return std::move(values_.back());
  }
  std::variant<JsonParts, JsonFault> read_parts() {
    in_parts_ = true;
    if (!read_document()) return std::move(fault_);
    return JsonParts(whole_, std::move(memory_));
  }

 private:
  using Open = ReadMemory::Open;

  bool read_document();
  bool read_element();
  bool read_value();
  bool read_literal(std::string_view word, Json value);
  bool read_number_value();
  bool read_key();
  bool read_string(std::string& out);
  bool read_escape(std::string& out);
  bool read_unicode_escape(std::string& out);
  std::optional<unsigned> read_hex4();
  bool open(bool is_object);
  bool close();
  void note_part();
  Json close_array(std::size_t first);
  Json close_object(const Open& open);

  char peek() const { return next_ == end_ ? '\0' : *next_; }
  std::string_view rest() const { return {next_, static_cast<std::size_t>(end_ - next_)}; }
  void skip_space() {
    if (next_ != end_ && static_cast<unsigned char>(*next_) > ' ') return;  // as most often
    while (next_ != end_ && (*next_ == ' ' || *next_ == '\n' || *next_ == '\r' || *next_ == '\t')) ++next_;
  }
  bool fail(Kind kind, std::string message) {
    fault_ = {kind, static_cast<std::size_t>(next_ - begin_), std::move(message)};
    return false;
  }

  const char* begin_;
  const char* next_;
  const char* end_;
  const JsonLimits& limits_;
  ReadMemory memory_ = ReadMemory::take();
  std::vector<Open>& open_ = memory_.open;
  std::vector<Json>& values_ = memory_.values;
  std::vector<std::string>& keys_ = memory_.keys;
  bool in_parts_ = false;
  const char* part_ = nullptr;  // where the last one begins
  JsonParts::Of whole_ = JsonParts::Of::scalar;
  std::size_t count_ = 0;
  JsonFault fault_;
};

bool Reader::read_document() {
  skip_space();
  if (!read_value()) return false;
  while (!open_.empty()) {
    if (!read_element()) return false;
    if (in_parts_) note_part();
  }
  skip_space();
  return next_ == end_ || fail(Kind::syntax, "there is more text after the value");
}

// Of the innermost open array or object: the next element, or the end.
bool Reader::read_element() {
  const Open& inner = open_.back();
  const char closing = inner.is_object ? '}' : ']';
  skip_space();
  if (peek() == closing) return close();
  if (values_.size() > inner.values) {
    if (peek() != ',') {
      return fail(Kind::syntax, inner.is_object ? "expected ',' or '}'" : "expected ',' or ']'");
    }
    ++next_;
    skip_space();
  }
  if (inner.is_object && !read_key()) return false;
  if (open_.size() == 1) part_ = next_;
  return read_value();
}

// Where it is whole.
void Reader::note_part() {
  if (open_.size() == 1 && memory_.texts.size() < values_.size())
    memory_.texts.emplace_back(part_, static_cast<std::size_t>(next_ - part_));
}

bool Reader::read_value() {
  if (++count_ > limits_.values) return fail(Kind::too_many, "holds too many values");
  switch (peek()) {
    case '{':
      return open(true);
    case '[':
      return open(false);
    case '"':
      return read_string(values_.emplace_back(Json::value_t::string).get_ref<std::string&>());
    case 't':
      return read_literal("true", true);
    case 'f':
      return read_literal("false", false);
    case 'n':
      return read_literal("null", nullptr);
    default:
      return read_number_value();
  }
}

bool Reader::read_literal(std::string_view word, Json value) {
  if (!rest().starts_with(word)) return fail(Kind::syntax, "expected a value");
  next_ += word.size();
  values_.push_back(std::move(value));
  return true;
}

bool Reader::read_number_value() {
  const std::size_t length = number_length(rest());
  if (length == 0) return fail(Kind::syntax, next_ == end_ ? "the text ends too early" : "expected a value");
  std::optional<Json> number = read_number(rest().substr(0, length));
  if (!number) return fail(Kind::number, "the number is too large");
  next_ += length;
  values_.push_back(std::move(*number));
  return true;
}

bool Reader::read_key() {
  if (peek() != '"') return fail(Kind::syntax, "expected a member name in quotes");
  if (!read_string(keys_.emplace_back())) return false;
  skip_space();
  if (peek() != ':') return fail(Kind::syntax, "expected ':'");
  ++next_;
  skip_space();
  return true;
}

bool Reader::read_string(std::string& out) {
  const char* run = ++next_;
  while (true) {
    next_ = skip_plain_run(next_, end_);
    if (next_ == end_) return fail(Kind::syntax, "the string does not end");
    const auto byte = static_cast<unsigned char>(*next_);
    if (byte >= 0x80) {
      const Utf8Step step = utf8_step(rest(), 0);
      if (!step.valid) return fail(Kind::encoding, "the text is not UTF-8");
      next_ += step.length;
      continue;
    }
    if (byte < 0x20) return fail(Kind::syntax, "a control character in a string must be escaped");
    out.append(run, next_);
    if (byte == '"') break;
    if (!read_escape(out)) return false;
    run = next_;
  }
  ++next_;
  return true;
}

bool Reader::read_escape(std::string& out) {
  ++next_;
  const char c = peek();
  switch (c) {
    case '"':
    case '\\':
    case '/':
      out += c;
      break;
    case 'b':
      out += '\b';
      break;
    case 'f':
      out += '\f';
      break;
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 't':
      out += '\t';
      break;
    case 'u':
      return read_unicode_escape(out);
    default:
      return fail(Kind::syntax, "unknown escape in a string");
  }
  ++next_;
  return true;
}

bool Reader::read_unicode_escape(std::string& out) {
  const std::optional<unsigned> first = read_hex4();
  if (!first) return fail(Kind::syntax, "expected four hexadecimal digits after \\u");
  if (*first < 0xD800 || *first > 0xDFFF) {
    append_utf8(out, *first);
    return true;
  }
  const bool paired = *first < 0xDC00 && rest().starts_with("\\u");
  if (paired) ++next_;
  const std::optional<unsigned> second = paired ? read_hex4() : std::nullopt;
  if (!second || *second < 0xDC00 || *second > 0xDFFF)
    return fail(Kind::encoding, "half of a surrogate pair");
  append_utf8(out, 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00));
  return true;
}

// At the `u` of an escape.
std::optional<unsigned> Reader::read_hex4() {
  ++next_;
  if (end_ - next_ < 4) return std::nullopt;
  unsigned value = 0;
  for (const char* digit = next_; digit != next_ + 4; ++digit) {
    const char c = *digit;
    value <<= 4U;
    if (c >= '0' && c <= '9')
      value |= static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      value |= static_cast<unsigned>(c - 'a' + 10);
    else if (c >= 'A' && c <= 'F')
      value |= static_cast<unsigned>(c - 'A' + 10);
    else
      return std::nullopt;
  }
  next_ += 4;
  return value;
}

bool Reader::open(bool is_object) {
  if (open_.size() >= limits_.depth) return fail(Kind::too_deep, "nests too deeply");
  ++next_;
  open_.push_back({is_object, values_.size(), keys_.size()});
  return true;
}

bool Reader::close() {
  const Open inner = open_.back();
  if (inner.is_object) {
    if (const std::string* key = repeated_key(keys_.data() + inner.keys, keys_.size() - inner.keys)) {
      return fail(Kind::duplicate_key, name_of(*key) + " is there twice");
    }
  }
  ++next_;
  open_.pop_back();
  if (in_parts_ && open_.empty()) {
    whole_ = inner.is_object ? JsonParts::Of::object : JsonParts::Of::array;
    return true;
  }
  Json container = inner.is_object ? close_object(inner) : close_array(inner.values);
  values_.resize(inner.values);
  values_.push_back(std::move(container));
  return true;
}

Json Reader::close_array(std::size_t first) {
  Json array(Json::value_t::array);
  const auto begin = values_.begin() + static_cast<std::ptrdiff_t>(first);
  array.get_ref<Json::array_t&>().assign(std::make_move_iterator(begin),
                                         std::make_move_iterator(values_.end()));
  return array;
}

Json Reader::close_object(const Open& open) {
  Json object(Json::value_t::object);
  auto& members = object.get_ref<Json::object_t&>();
  const std::size_t count = keys_.size() - open.keys;
  members.reserve(count);
  // emplace() would search the members for the key each time; that it is new has been seen already.
  for (std::size_t i = 0; i < count; ++i) {
    members.emplace_back(std::move(keys_[open.keys + i]), std::move(values_[open.values + i]));
  }
  keys_.resize(open.keys);
  return object;
}

}  // namespace

JsonOrFault read_json(std::string_view text, const JsonLimits& limits) { return Reader(text, limits).read(); }

std::variant<JsonParts, JsonFault> read_parts(std::string_view text, const JsonLimits& limits) {
  return Reader(text, limits).read_parts();
}

}  // namespace mcp
