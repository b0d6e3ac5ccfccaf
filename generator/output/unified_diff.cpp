// The shortest list of insertions and deletions between two texts, by Myers' greedy algorithm: V[k] is how
// far one gets on diagonal k with d edits; going back through the saved V gives the edits. What both texts
// begin and end with is cut off first, and texts that differ in more than kMostEdits lines are shown as
// replaced: nobody reads such a diff line by line.
#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "output/output.h"

namespace mcpgen {
namespace {

constexpr int kMostEdits = 2000;
constexpr std::size_t kContext = 3;

using Lines = std::vector<std::string_view>;

struct Edit {
  char mark;  ///< ' ', '-', '+'
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// For each d, how far every diagonal got; empty when more than kMostEdits are needed.
std::vector<std::vector<int>> trace(const Lines& a, const Lines& b) {
  const int n = static_cast<int>(a.size());
  const int m = static_cast<int>(b.size());
  const int most = std::min(n + m, kMostEdits);
  std::vector<std::vector<int>> saved;
  std::vector<int> v(static_cast<std::size_t>(most) * 2 + 3, 0);
  const auto at = [&](int k) -> int& { return v[static_cast<std::size_t>(std::int64_t{k} + most + 1)]; };
  for (int d = 0; d <= most; ++d) {
    for (int k = -d; k <= d; k += 2) {
      int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      at(k) = x;
      if (x < n || x - k < m) continue;
      saved.push_back({v.begin() + most - d, v.begin() + most + d + 3});
      return saved;
    }
    saved.push_back({v.begin() + most - d, v.begin() + most + d + 3});
  }
  return {};
}

std::vector<Edit> replaced(const Lines& a, const Lines& b) {
  std::vector<Edit> edits;
  for (const std::string_view line : a) edits.push_back({'-', line});
  for (const std::string_view line : b) edits.push_back({'+', line});
  return edits;
}

std::vector<Edit> shortest(const Lines& a, const Lines& b) {
  const auto saved = trace(a, b);
  if (saved.empty()) return replaced(a, b);
  std::vector<Edit> backwards;
  int x = static_cast<int>(a.size());
  int y = static_cast<int>(b.size());
  for (int d = static_cast<int>(saved.size()) - 1; d > 0; --d) {
    const auto before = [&](int k) {
      // saved[d - 1] holds diagonals -d … d.
      const int place = k + d;
      return saved[static_cast<std::size_t>(d) - 1][static_cast<std::size_t>(place)];
    };
    const int k = x - y;
    const bool down = k == -d || (k != d && before(k - 1) < before(k + 1));
    const int from_x = before(down ? k + 1 : k - 1);
    const int from_y = from_x - (down ? k + 1 : k - 1);
    while (x > from_x && y > from_y) {
      backwards.push_back({' ', a[static_cast<std::size_t>(--x)]});
      --y;
    }
    if (down) {
      backwards.push_back({'+', b[static_cast<std::size_t>(--y)]});
    } else {
      backwards.push_back({'-', a[static_cast<std::size_t>(--x)]});
    }
  }
  while (x > 0) backwards.push_back({' ', a[static_cast<std::size_t>(--x)]});
  std::ranges::reverse(backwards);
  return backwards;
}

std::vector<Edit> edits_between(const std::string& before, const std::string& after) {
  Lines a = lines_of(before);
  Lines b = lines_of(after);
  const auto [a_start, b_start] = std::ranges::mismatch(a, b);
  const Lines head(a.begin(), a_start);
  a.erase(a.begin(), a_start);
  b.erase(b.begin(), b_start);
  Lines tail;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }
  std::vector<Edit> edits;
  for (const std::string_view line : head) edits.push_back({' ', line});
  for (const Edit& edit : shortest(a, b)) edits.push_back(edit);
  for (auto line = tail.rbegin(); line != tail.rend(); ++line) edits.push_back({' ', *line});
  return edits;
}

/// Counts the lines of one side, and names a range of them as diff does.
struct Side {
  std::size_t next = 1;
  std::size_t count = 0;

  std::string range() const {
    const std::size_t start = count == 0 ? next - 1 : next;
    return count == 1 ? fmt::format("{}", start) : fmt::format("{},{}", start, count);
  }
};

std::string hunks(const std::vector<Edit>& edits) {
  std::string out;
  Side old_side;
  Side new_side;
  const auto is_change = [](const Edit& edit) { return edit.mark != ' '; };
  for (auto at = edits.begin(); at != edits.end();) {
    const auto change = std::find_if(at, edits.end(), is_change);
    if (change == edits.end()) break;
    const auto lead = std::min<std::ptrdiff_t>(change - at, kContext);
    old_side.next += static_cast<std::size_t>(change - at - lead);
    new_side.next += static_cast<std::size_t>(change - at - lead);
    // A hunk goes on while the next change is near enough for the contexts to touch.
    auto last = change;
    for (auto next = change; next != edits.end() && next - last <= static_cast<std::ptrdiff_t>(2 * kContext);
         ++next) {
      if (is_change(*next)) last = next;
    }
    const auto end = last + 1 + std::min<std::ptrdiff_t>(edits.end() - last - 1, kContext);
    std::string body;
    old_side.count = new_side.count = 0;
    for (auto edit = change - lead; edit != end; ++edit) {
      old_side.count += edit->mark != '+' ? 1U : 0U;
      new_side.count += edit->mark != '-' ? 1U : 0U;
      body += edit->mark;
      body += edit->line;
      if (!edit->line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    out += fmt::format("@@ -{} +{} @@\n{}", old_side.range(), new_side.range(), body);
    old_side.next += old_side.count;
    new_side.next += new_side.count;
    at = end;
  }
  return out;
}

}  // namespace

std::string unified_diff(const OutputPlan& plan) {
  std::string out;
  for (const Change& change : plan.changes) {
    if (change.owner == Owner::user || change.kind == Change::Kind::keep) continue;
    const bool created = change.kind == Change::Kind::create;
    const bool removed = change.kind == Change::Kind::remove;
    out += fmt::format("--- {}\n+++ {}\n", created ? "/dev/null" : "a/" + change.path,
                       removed ? "/dev/null" : "b/" + change.path);
    out += hunks(edits_between(change.before, change.after));
  }
  return out;
}

}  // namespace mcpgen
