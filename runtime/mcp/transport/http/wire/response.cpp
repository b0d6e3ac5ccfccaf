#include "response.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace mcp::http {
namespace {

constexpr std::pair<int, std::string_view> kReasons[] = {
    {200, "OK"},
    {202, "Accepted"},
    {204, "No Content"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

/// What there was too much of is soon done with, or was refused for its share.
constexpr std::chrono::seconds kSoon{1};

void write_number(std::string& out, std::size_t value, int base = 10) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value, base).ptr;
  out.append(digits.begin(), end);
}

/// As RFC 9110 writes it, in English whatever the locale. Made once a second.
std::string_view date() {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  thread_local std::time_t made = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == made) return text;
  made = now;
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> rest{};
  text.assign(kDays[parts.tm_wday]);
  text.append(rest.data(), std::strftime(rest.data(), rest.size(), ", %d ", &parts));
  text.append(kMonths[parts.tm_mon]);
  text.append(rest.data(), std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT", &parts));
  return text;
}

bool fits_on_a_line(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void write_field(std::string& out, std::string_view name, std::string_view value) {
  if (!fits_on_a_line(value)) return;
  out.append(name).append(": ").append(value).append("\r\n");
}

void write_head(std::string& out, const Response& response, Framing framing) {
  out += "HTTP/1.1 ";
  write_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason(response.status)).append("\r\n");
  write_field(out, "Date", date());
  if (!response.content_type.empty()) write_field(out, "Content-Type", response.content_type);
  for (const auto& [name, value] : response.fields) write_field(out, name, value);
  if (response.status == 429 || response.status == 503)
    write_field(out, "Retry-After", std::to_string(std::max(kSoon, response.retry_after).count()));
  if (!framing.keep_alive) {
    write_field(out, "Connection", "close");
  } else if (framing.http_1_0) {
    write_field(out, "Connection", "keep-alive");
  }
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string_view reason(int status) {
  const auto found = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
  return found == std::end(kReasons) ? "" : found->second;
}

Response plain(int status, std::string_view text) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::string(text) + "\n"};
}

void write_response(std::string& out, const Response& response, Framing framing) {
  out.reserve(out.size() + response.body.size() + 256);
  write_head(out, response, framing);
  if (has_body(response.status)) {
    out += "Content-Length: ";
    write_number(out, response.body.size());
    out += "\r\n";
  }
  out += "\r\n";
  if (!framing.head_only) out += response.body;
}

void write_begin(std::string& out, const Response& head, Framing framing) {
  write_head(out, head, framing);
  out += framing.http_1_0 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
}

void write_part(std::string& out, std::string_view bytes, Framing framing) {
  if (bytes.empty()) return;  // as a chunk it would be the end
  if (framing.http_1_0) {
    out += bytes;
    return;
  }
  write_number(out, bytes.size(), 16);
  out.append("\r\n").append(bytes).append("\r\n");
}

void write_end(std::string& out, Framing framing) {
  if (!framing.http_1_0) out += "0\r\n\r\n";
}

}  // namespace mcp::http
