// check ROOT: every #include of ours against the tables in tests/layering, and every file's length.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int kMaxLines = 400;

using Table = std::map<std::string, std::vector<std::string>>;

/// `left: right right …`, one a line, `#` for comments.
Table read_table(const fs::path& file) {
  Table table;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    std::istringstream words(line.substr(colon + 1));
    auto& right = table[line.substr(0, colon)];
    for (std::string word; words >> word;) right.push_back(word);
  }
  return table;
}

/// Is `path` the folder or file `place`, or below it? A place that ends in `/` is a mere prefix.
bool lies_in(const std::string& path, const std::string& place) {
  if (!path.starts_with(place)) return false;
  return path.size() == place.size() || place.back() == '/' || path[place.size()] == '/';
}

bool lies_in_any(const std::string& path, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(),
                     [&](const std::string& place) { return lies_in(path, place); });
}

/// The places of the longest entry that `path` lies in; nullptr when there is none.
const std::pair<const std::string, std::vector<std::string>>* entry_for(const Table& table,
                                                                        const std::string& path) {
  const std::pair<const std::string, std::vector<std::string>>* best = nullptr;
  for (const auto& entry : table) {
    if (lies_in(path, entry.first) && (best == nullptr || entry.first.size() > best->first.size()))
      best = &entry;
  }
  return best;
}

class Check {
 public:
  explicit Check(fs::path root)
      : root_(std::move(root)),
        layers_(read_table(root_ / "tests/layering/layers.txt")),
        third_party_(read_table(root_ / "tests/layering/third_party.txt")),
        long_files_(read_table(root_ / "tests/layering/long_files.txt")) {
    name_variants();
  }

  int run() {
    for (const char* top : {"cmake", "generator", "runtime", "schemas", "templates", "tests"}) {
      if (fs::exists(root_ / top)) folder(root_ / top);
    }
    for (const auto& [path, _] : long_files_) {
      if (!long_seen_.contains(path))
        complain(path, 0, "is not above the limit any more: take it off long_files.txt");
    }
    std::cout << files_ << " files, " << faults_ << " faults\n";
    return faults_ == 0 && files_ > 0 ? 0 : 1;
  }

 private:
  void folder(const fs::path& top) {
    static const std::set<std::string> kWritten{".cmake", ".cpp", ".h", ".json", ".mjs", ".py", ".sh"};
    for (auto at = fs::recursive_directory_iterator(top); at != fs::recursive_directory_iterator(); ++at) {
      const std::string name = at->path().filename();
      if (at->is_directory() && (name == "expected" || name == "node_modules"))
        at.disable_recursion_pending();
      if (at->is_regular_file() && kWritten.contains(at->path().extension())) file(at->path());
    }
  }

  void name_variants() {
    const auto template_entry = layers_.extract("runtime/mcp/VARIANT");
    for (const auto& kind : fs::directory_iterator(root_ / "runtime/mcp")) {
      if (!kind.is_directory()) continue;
      for (const auto& folder : fs::directory_iterator(kind)) {
        if (!fs::exists(folder.path() / "variant.yaml")) continue;
        layers_.try_emplace(fs::relative(folder.path(), root_).string(), template_entry.mapped());
      }
    }
  }

  void complain(const std::string& path, int line, const std::string& what) {
    std::cout << path << ':' << line << ": error: " << what << '\n';
    ++faults_;
  }

  void file(const fs::path& full) {
    ++files_;
    const std::string path = fs::relative(full, root_).string();
    const bool is_template = path.starts_with("templates/");
    const bool cpp = !is_template && (path.ends_with(".cpp") || path.ends_with(".h"));
    std::ifstream in(full);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (cpp && line.starts_with("#include ")) include(path, number, line);
    }
    if (number <= kMaxLines) return;
    const auto* reason = entry_for(long_files_, path);
    if (reason == nullptr) {
      complain(path, number, "above 400 lines, and no reason in long_files.txt");
    } else {
      long_seen_.insert(reason->first);
    }
  }

  void include(const std::string& path, int number, const std::string& line) {
    const bool angled = line[9] == '<';
    const std::size_t end = line.find(angled ? '>' : '"', 10);
    const std::string name = line.substr(10, end - 10);
    if (const auto* allowed = entry_for(third_party_, name); angled && allowed != nullptr) {
      if (!lies_in_any(path, allowed->second)) complain(path, number, "<" + name + "> is not for this file");
      return;
    }
    const bool is_test = path.ends_with("_test.cpp") || path.starts_with("tests/");
    if (is_test) return;
    const std::string target = resolve(path, name, angled);
    if (target.empty()) {
      // Of all headers only those of C++ itself are plain words.
      if (angled && name.find_first_of("./") != std::string::npos)
        complain(path, number, "<" + name + "> is in no table");
      if (!angled) complain(path, number, "\"" + name + "\" is no file of ours");
      return;
    }
    const auto* layer = entry_for(layers_, path);
    if (layer == nullptr) {
      complain(path, number, "its folder is not in layers.txt");
    } else if (!lies_in(target, own_folder(layer->first)) && !lies_in_any(target, layer->second)) {
      complain(path, number, layer->first + " must not include " + target);
    }
  }

  /// An entry may name a single file: its own folder is then the one it lies in.
  static std::string own_folder(const std::string& entry) {
    return entry.ends_with(".cpp") ? fs::path(entry).parent_path().string() : entry;
  }

  std::string resolve(const std::string& path, const std::string& name, bool angled) const {
    if (angled) return fs::exists(root_ / "runtime" / name) ? "runtime/" + name : "";
    if (name.starts_with("embedded/")) return fs::path(path).parent_path().string() + "/" + name;
    const std::string beside = (fs::path(path).parent_path() / name).lexically_normal().string();
    for (const std::string& candidate : {"generator/" + name, "runtime/" + name, beside}) {
      if (fs::exists(root_ / candidate)) return candidate;
    }
    return "";
  }

  fs::path root_;
  Table layers_;
  Table third_party_;
  Table long_files_;
  std::set<std::string> long_seen_;
  int files_ = 0;
  int faults_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: check ROOT\n";
    return 2;
  }
  return Check(argv[1]).run();
}
