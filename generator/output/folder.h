#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mcpgen {

/// An open folder of the user's disk. Whatever is done in it is done to the folder that was opened, and
/// never through a symbolic link.
class Folder {
 public:
  enum class State { absent, file, folder, link, other };

  Folder() = default;
  Folder(Folder&& other) noexcept;
  Folder& operator=(Folder&& other) noexcept;
  ~Folder();

  static Folder open(const std::filesystem::path& path);
  /// A folder in this one; not open when there is none or it is a link.
  Folder enter(const std::string& name) const;
  bool is_open() const { return fd_ >= 0; }

  State state(const std::string& name) const;
  std::optional<std::string> read(const std::string& name) const;
  /// What is in it, sorted.
  std::vector<std::string> names() const;

  // Each returns "" or why it failed.

  std::string make_folder(const std::string& name) const;
  /// Fails when something of that name is there.
  std::string create(const std::string& name, const std::string& text) const;
  /// One more name, in another folder, for a file that is here.
  std::string link(const std::string& name, const Folder& to, const std::string& new_name) const;
  std::string remove(const std::string& name) const;
  /// A folder of files, none of which is a folder.
  std::string remove_folder(const std::string& name) const;
  std::string rename(const std::string& from, const std::string& to) const;
  /// Fails when something is called `to`. `from` may remain as a second name.
  std::string rename_new(const std::string& from, const std::string& to) const;
  /// Two folders of files change places: at once where the system can, otherwise one after the other. Where
  /// only files can be renamed, `one` is left with those that `other` alone had.
  std::string exchange(const std::string& one, const std::string& other) const;

  enum class For { reading, writing };
  /// Waits until no other mcpgen writes here, or reads what is to be written; until this Folder is gone.
  void lock(For what) const;

 private:
  explicit Folder(int fd) : fd_(fd) {}

  /// To another folder, in place of what has the name there.
  std::string move(const std::string& name, const Folder& to) const;
  std::string exchange_files(const std::string& one, const std::string& other) const;

  int fd_ = -1;
};

/// A file of another tool's among ours (.DS_Store, .gitattributes): neither a fault nor touched.
inline bool is_left_alone(const std::string& name) { return name.starts_with('.'); }

}  // namespace mcpgen
