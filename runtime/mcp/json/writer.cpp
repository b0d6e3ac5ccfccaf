#include <mcp/json/writer.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <vector>

#include <mcp/json/json.h>
#include <mcp/json/numbers.h>
#include <mcp/json/plain_run.h>
#include <mcp/json/utf8.h>

namespace mcp {
namespace {

template <typename Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  out.append(buffer.data(), end);
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    default:
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
  }
}

/// What stands for the character at `next`, which no run holds. Gives the end of it.
const char* append_special(std::string& out, const char* next, const char* end) {
  const auto byte = static_cast<unsigned char>(*next);
  if (byte < 0x80) {
    append_escape(out, byte);
    return next + 1;
  }
  const std::string_view rest(next, static_cast<std::size_t>(end - next));
  const Utf8Step step = utf8_step(rest, 0);
  out += step.valid ? rest.substr(0, step.length) : kReplacementCharacter;
  return next + step.length;
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  const char* run = text.data();
  const char* next = run;
  const char* const end = run + text.size();
  while (true) {
    next = skip_plain_run(next, end);
    out.append(run, static_cast<std::size_t>(next - run));
    if (next == end) break;
    if (*next == '"' || *next == '\\') {
      out += '\\';
      run = next++;  // the next run begins with the character itself
    } else {
      run = next = append_special(out, next, end);
    }
  }
  out += '"';
}

}  // namespace

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  append_integer(out_, value);
  return *this;
}

JsonWriter& JsonWriter::unsigned_integer(std::uint64_t value) {
  separate();
  append_integer(out_, value);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  append_double(out_, value);
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_quoted(out_, text);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  separate();
  out_ += text;
  return *this;
}

void JsonWriter::scalar(const Json& value) {
  switch (value.type()) {
    case Json::value_t::string:
      string(*value.get_ptr<const std::string*>());
      break;
    case Json::value_t::boolean:
      boolean(*value.get_ptr<const bool*>());
      break;
    case Json::value_t::number_integer:
      integer(*value.get_ptr<const std::int64_t*>());
      break;
    case Json::value_t::number_unsigned:
      unsigned_integer(*value.get_ptr<const std::uint64_t*>());
      break;
    case Json::value_t::number_float:
      number(*value.get_ptr<const double*>());
      break;
    default:
      null();
  }
}

JsonWriter& JsonWriter::value(const Json& value) {
  struct Open {
    Json::const_iterator next;
    Json::const_iterator end;
    bool is_object;
  };
  std::vector<Open> open;
  const auto start = [&](const Json& item) {
    if (!item.is_structured()) return scalar(item);
    item.is_object() ? begin_object() : begin_array();
    open.push_back({item.begin(), item.end(), item.is_object()});
  };
  start(value);
  while (!open.empty()) {
    Open& inner = open.back();
    if (inner.next == inner.end) {
      inner.is_object ? end_object() : end_array();
      open.pop_back();
      continue;
    }
    if (inner.is_object) key(inner.next.key());
    const Json& item = *inner.next;
    ++inner.next;
    start(item);
  }
  return *this;
}

std::string to_text(const Json& value) {
  std::string out;
  JsonWriter(out).value(value);
  return out;
}

}  // namespace mcp
