#include <mcp/schema/uri.h>

#include <charconv>

namespace mcp::schema {
namespace {

std::optional<std::string_view> cut_after(std::string_view& text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view tail = text.substr(at + 1);
  text = text.substr(0, at);
  return tail;
}

std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const bool rooted = path.front() == '/';
    const std::size_t end = path.find('/', rooted ? 1 : 0);
    const std::string_view segment =
        path.substr(rooted ? 1 : 0, end == path.npos ? end : end - (rooted ? 1 : 0));
    const bool last = end == std::string_view::npos;
    path.remove_prefix(last ? path.size() : end);
    if (segment == "..") {
      const std::size_t slash = out.rfind('/');
      out.resize(slash == std::string::npos ? 0 : slash);
    }
    if (segment == "." || segment == "..") {
      if (last && rooted) out += '/';
      continue;
    }
    if (rooted) out += '/';
    out += segment;
  }
  return out;
}

std::string merged_path(const UriParts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return '/' + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  return std::string(base.path.substr(0, slash == std::string_view::npos ? 0 : slash + 1)) +
         std::string(path);
}

std::string joined(const UriParts& parts) {
  std::string out;
  if (parts.scheme) out.append(*parts.scheme) += ':';
  if (parts.authority) out.append("//").append(*parts.authority);
  out += parts.path;
  if (parts.query) out.append("?").append(*parts.query);
  if (parts.fragment) out.append("#").append(*parts.fragment);
  return out;
}

}  // namespace

UriParts split_uri(std::string_view text) {
  UriParts parts;
  parts.fragment = cut_after(text, '#');
  parts.query = cut_after(text, '?');
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && colon < text.find('/')) {
    parts.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find('/'), text.size());
    parts.authority = text.substr(0, end);
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const UriParts from = split_uri(base);
  UriParts to = split_uri(reference);
  std::string path(to.path);
  if (!to.scheme) {
    to.scheme = from.scheme;
    if (!to.authority) {
      to.authority = from.authority;
      if (path.empty()) {
        path = from.path;
        if (!to.query) to.query = from.query;
      } else if (path.front() != '/') {
        path = merged_path(from, path);
      }
    }
  }
  path = without_dot_segments(path);
  to.path = path;
  return joined(to);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && text.size() - i >= 3) {
      const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
      if (error == std::errc() && end == text.data() + i + 3) {
        out += static_cast<char>(byte);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace mcp::schema
