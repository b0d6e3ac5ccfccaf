#include "log.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>

#include <unistd.h>

#include <mcp/core/descriptor.h>
#include <mcp/core/log_level.h>
#include <mcp/json/utf8.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

std::atomic<LogLevel> least_level = LogLevel::info;

struct Log {
  std::mutex mutex;
  std::string rest;  ///< of lines that were taken in part
  std::size_t dropped = 0;
};

Log& the_log() {
  static Log* const log = new Log;  // never destroyed: threads that never return may still write
  return *log;
}

/// One line of bounded length, whatever the texts contain.
std::string shape(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  constexpr std::size_t kLongestPart = 1000;
  std::string line(log_level_name(level));
  line += ' ';
  for (const char c : to_utf8(message.substr(0, kLongestPart)))
    line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  for (const auto& [name, value] : fields) {
    line.append(" ").append(name).append("=");
    JsonWriter(line).string(value.substr(0, kLongestPart));
  }
  blank_controls(line);
  return line + "\n";
}

}  // namespace

void log_line(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) noexcept try {
  if (level >= least_level) log_text(shape(level, message, fields));
} catch (...) {
  // Without memory for it there is no line.
}

void blank_controls(std::string& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const unsigned char next = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0;
    const bool second_set = byte == 0xc2 && next >= 0x80 && next < 0xa0;  // U+0080 to U+009F
    if (byte == 0x7f || second_set) line[i] = ' ';
    if (second_set) line[++i] = ' ';
  }
}

bool log_text(std::string_view lines) {
  Log& log = the_log();
  const std::lock_guard lock(log.mutex);
  std::string text = log.rest;
  if (log.dropped > 0) text += "(" + std::to_string(log.dropped) + " lines were dropped)\n";
  text += lines;
  const std::size_t taken = write_without_waiting(STDERR_FILENO, text).value_or(0);
  if (taken <= log.rest.size()) {
    log.rest.erase(0, taken);
    ++log.dropped;
    return false;
  }
  log.rest = text.substr(taken);
  log.dropped = 0;
  return true;
}

void set_log_level(LogLevel least) { least_level = least; }

}  // namespace mcp
