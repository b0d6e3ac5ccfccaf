#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "support/render/formats.h"
#include "support/render/sentence.h"
#include "support/render/snippet.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::string_view kBold = "1";
constexpr std::string_view kRed = "1;31";
constexpr std::string_view kYellow = "1;33";
constexpr std::string_view kBlue = "1;34";
constexpr std::string_view kCyan = "1;36";

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return kRed;
    case Severity::warning:
      return kYellow;
    case Severity::note:
      break;
  }
  return kCyan;
}

bool has_line(const Place& place) { return place.file != nullptr && place.line > 0; }

/// Lists and help of several lines line up under their first.
std::string hanging(std::string_view text, std::size_t indent) {
  std::string lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += visible(text.substr(0, end));
    if (end == text.size()) return lines;
    lines += '\n' + std::string(indent, ' ');
    text.remove_prefix(end + 1);
  }
}

class Block {
 public:
  Block(std::ostream& out, const Diagnostic& diagnostic, bool color)
      : out_(out), diagnostic_(diagnostic), color_(color), gutter_(gutter_of(diagnostic)) {}

  void write() const {
    const Diagnostic& d = diagnostic_;
    const std::string_view color = color_of(d.severity);
    out_ << paint(color, fmt::format("{}[{}]", name_of(d.severity), d.code))
         << paint(kBold, ": " + visible(d.message)) << '\n';
    write_place(d.place, '^', color, d.label, true);
    for (const auto& note : d.notes) {
      out_ << paint(kCyan, "note") << ": " << visible(note.message) << '\n';
      write_place(note.place, '-', kBlue, "", false);
    }
    if (!d.help.empty()) out_ << paint(kCyan, "help") << ": " << hanging(d.help, 6) << '\n';
    out_ << std::string(gutter_ + 1, ' ') << paint(kBlue, "=") << " more: mcpgen explain " << d.code
         << "\n\n";
  }

 private:
  static std::size_t gutter_of(const Diagnostic& diagnostic) {
    int last = diagnostic.place.line;
    for (const auto& note : diagnostic.notes) last = std::max(last, note.place.line);
    return std::to_string(last).size();
  }

  std::string paint(std::string_view color, std::string_view text) const {
    return color_ ? fmt::format("\x1b[{}m{}\x1b[0m", color, text) : std::string(text);
  }

  void write_gutter(std::string_view number, std::string_view after) const {
    out_ << paint(kBlue, fmt::format("{:>{}} |", number, gutter_)) << (after.empty() ? "" : " ") << after
         << '\n';
  }

  void write_place(const Place& place, char mark, std::string_view color, std::string_view label,
                   bool with_line_before) const {
    if (place.file == nullptr) return;
    out_ << std::string(gutter_, ' ') << paint(kBlue, "-->") << ' ' << to_text(place) << '\n';
    if (!has_line(place)) return;
    write_gutter("", "");
    const Place above{place.file, place.line - 1, 1, 1};
    if (with_line_before && !place.file->line(above.line).empty()) {
      write_gutter(std::to_string(above.line), snippet_of(above).line);
    }
    const Snippet snippet = snippet_of(place);
    write_gutter(std::to_string(place.line), snippet.line);
    std::string marks(static_cast<std::size_t>(snippet.mark_width), mark);
    if (!label.empty()) marks += ' ' + visible(label);
    write_gutter("", std::string(static_cast<std::size_t>(snippet.mark_begin), ' ') + paint(color, marks));
    if (with_line_before) write_gutter("", "");
  }

  std::ostream& out_;
  const Diagnostic& diagnostic_;
  bool color_;
  std::size_t gutter_;
};

}  // namespace

void render_pretty(std::ostream& out, const std::vector<Diagnostic>& diagnostics, bool color) {
  for (const Diagnostic& diagnostic : diagnostics) Block(out, diagnostic, color).write();
}

}  // namespace mcpgen
