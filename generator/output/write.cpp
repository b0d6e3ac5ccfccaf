// All or nothing. Our folder is written anew beside the old one, unchanged files as further names of the
// same file, so that they keep their time; then the two change places in one step. Files of the user's
// come first: they are only ever created, and harmless while nothing compiles them. What fails on the way
// takes back what it did; what is killed on the way leaves the old folder whole, and a scratch folder that
// the next run removes.
#include <algorithm>

#include <fmt/format.h>

#include "output/folder.h"
#include "output/output.h"

namespace mcpgen {
namespace {

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

class Writer {
 public:
  Writer(const OutputPlan& plan, Diagnostics& diagnostics) : plan_(plan), diagnostics_(diagnostics) {}

  bool write() {
    if (open_root() && stage() && create_user_files() && swap()) return true;
    take_back();
    return false;
  }

 private:
  bool fail(const std::string& path, const std::string& why) {
    diagnostics_.error("E0712", Place{}, fmt::format("cannot write `{}`: {}", path, why))
        .helped("nothing was changed");
    return false;
  }

  bool open_root() {
    std::error_code failed;
    std::filesystem::create_directories(plan_.root, failed);
    root_ = Folder::open(plan_.root);
    if (!root_.is_open()) return fail(plan_.root.string(), failed ? failed.message() : "it cannot be opened");
    root_.lock(Folder::For::writing);
    if (root_.state(scratch()) == Folder::State::folder) root_.remove_folder(scratch());
    return true;
  }

  std::string scratch() const { return "." + plan_.generated + ".mcpgen-new"; }

  /// The new state of our folder, complete, under another name.
  bool stage() {
    if (plan_.up_to_date()) return true;
    if (std::string why = root_.make_folder(scratch()); !why.empty()) return fail(scratch(), why);
    staged_ = true;
    const Folder old = root_.enter(plan_.generated);
    const Folder fresh = root_.enter(scratch());
    return std::ranges::all_of(plan_.changes,
                               [&](const Change& change) { return stage(change, old, fresh); }) &&
           carry_over(old, fresh);
  }

  bool stage(const Change& change, const Folder& old, const Folder& fresh) {
    if (change.owner == Owner::user || change.kind == Change::Kind::remove) return true;
    const std::string name = file_name(change.path);
    const bool same = change.kind == Change::Kind::keep && old.read(name) == change.before;
    if (same && old.link(name, fresh, name).empty()) return true;
    const std::string why = fresh.create(name, change.after);
    return why.empty() || fail(change.path, why);
  }

  /// Files of other tools. What came after the survey is not ours to remove.
  bool carry_over(const Folder& old, const Folder& fresh) {
    if (!old.is_open()) return true;
    for (const std::string& name : old.names()) {
      const std::string path = plan_.generated + '/' + name;
      if (is_left_alone(name)) {
        if (old.link(name, fresh, name).empty()) continue;
        const std::string why = fresh.create(name, old.read(name).value_or(""));
        if (!why.empty()) return fail(path, why);
      } else if (std::ranges::count(plan_.changes, path, &Change::path) == 0) {
        return fail(path, "it appeared meanwhile");
      }
    }
    return true;
  }

  bool create_user_files() {
    return std::ranges::all_of(plan_.changes, [&](const Change& change) {
      return change.owner != Owner::user || change.kind != Change::Kind::create || create(change);
    });
  }

  bool create(const Change& change) {
    Folder folder;
    const Folder* at = &root_;
    std::string done;
    std::string rest = change.path;
    for (std::size_t slash = rest.find('/'); slash != std::string::npos; slash = rest.find('/')) {
      const std::string name = rest.substr(0, slash);
      done += done.empty() ? name : '/' + name;
      if (at->state(name) == Folder::State::absent) {
        if (std::string why = at->make_folder(name); !why.empty()) return fail(done, why);
        created_.push_back(done);
      }
      folder = at->enter(name);
      if (!folder.is_open()) return fail(change.path, fmt::format("`{}` is not a folder", done));
      at = &folder;
      rest.erase(0, slash + 1);
    }
    if (at->state(rest) != Folder::State::absent) return true;
    // Under a name of its own first: a file of the user's is there whole or not at all.
    const std::string temporary = "." + rest + ".mcpgen-new";
    if (at->state(temporary) == Folder::State::file) at->remove(temporary);
    std::string why = at->create(temporary, change.after);
    if (why.empty()) why = at->rename_new(temporary, rest);
    at->remove(temporary);
    if (!why.empty()) return fail(change.path, why);
    created_.push_back(change.path);
    return true;
  }

  bool swap() {
    if (!staged_) return true;
    const bool first = root_.state(plan_.generated) == Folder::State::absent;
    const std::string why =
        first ? root_.rename(scratch(), plan_.generated) : root_.exchange(scratch(), plan_.generated);
    if (!why.empty()) return fail(plan_.generated, why);
    staged_ = false;
    if (!first) root_.remove_folder(scratch());
    return true;
  }

  void take_back() {
    if (staged_) root_.remove_folder(scratch());
    std::ranges::reverse(created_);
    for (const std::string& path : created_) {
      std::error_code ignored;  // a folder in which the user has put something meanwhile stays
      std::filesystem::remove(plan_.root / path, ignored);
    }
  }

  const OutputPlan& plan_;
  Diagnostics& diagnostics_;
  Folder root_;
  bool staged_ = false;
  std::vector<std::string> created_;  ///< below the root, in order
};

}  // namespace

bool write_output(const OutputPlan& plan, Diagnostics& diagnostics) {
  return Writer(plan, diagnostics).write();
}

}  // namespace mcpgen
