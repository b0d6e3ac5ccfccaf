#include "database_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mcp/core/descriptor.h>
#include <mcp/store/sqlite/schema.h>

namespace mcp::store::sqlite {
namespace {

constexpr std::size_t kPageBytes = 4096;

Error refusal(const std::string& path, const std::string& why) {
  return {Error::Code::internal, "the store in " + path + " cannot be used: " + why};
}

Error system_refusal(const std::string& path) {
  return refusal(path, std::error_code(errno, std::generic_category()).message());
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 || errno != ENOENT;
}

Result<void> check_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return system_refusal(path);
  if (!S_ISREG(status.st_mode)) return refusal(path, "it is not a file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return refusal(path, "others than its owner may use it: `chmod 600` it");
  if (status.st_size == 0)
    return refusal(path,
                   "it is empty, and may have been cut short: put a backup in its place, or remove it "
                   "to begin without what it held");
  return {};
}

Result<void> check_kind(const std::string& path, const FileKind& kind) {
  if (kind.application != kApplication)
    return refusal(path, "it is the database of another program: name another file");
  if (kind.version < 0 || kind.version > kNewestVersion)
    return refusal(path, "it has version " + std::to_string(kind.version) +
                             " of the schema, and this server knows " + std::to_string(kNewestVersion) +
                             " at the most: run the server that wrote it, or put a backup in its place");
  return {};
}

/// For each connection: the file does not remember them, but for the journal mode, which copies may lack.
Result<void> apply_settings(Connection& connection, const DatabaseFile& file) {
  const auto mode = connection.run("PRAGMA journal_mode = WAL");
  if (!mode) return mode.error();
  if (mode->at(0).at(0) != Value("wal"))
    return refusal(file.path, "its file system cannot share memory between processes");
  const std::string limit =
      "PRAGMA max_page_count = " + std::to_string(std::max<std::size_t>(file.bytes / kPageBytes, 1));
  // `fullfsync` is for macOS, where a sync alone leaves bytes in the disk's cache.
  for (const std::string_view setting :
       {std::string_view("PRAGMA synchronous = FULL"), std::string_view("PRAGMA fullfsync = ON"),
        std::string_view("PRAGMA checkpoint_fullfsync = ON"), std::string_view("PRAGMA secure_delete = ON"),
        std::string_view("PRAGMA cell_size_check = ON"), std::string_view(limit)}) {
    if (auto done = connection.run(setting); !done) return done.error();
  }
  return {};
}

/// Files that are removed again, with what SQLite puts beside them.
class Draft {
 public:
  explicit Draft(std::string path) : path_(std::move(path)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) ::unlink((path_ + ending).c_str());
  }

 private:
  std::string path_;
};

Result<void> fill(const DatabaseFile& draft, Deadline deadline) {
  auto connection = Connection::open(draft.path, deadline);
  if (!connection) return connection.error();
  if (auto set = apply_settings(**connection, draft); !set) return set;
  if (auto made = migrate(**connection); !made) return made;
  // Whoever closes it does the same, but hears nothing of a disk that fails.
  const auto copied = (*connection)->run("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!copied) return copied.error();
  if (copied->at(0).at(0) != Value(std::int64_t{0})) return refusal(draft.path, "another program uses it");
  return {};
}

bool sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened && ::fsync(opened.get()) == 0;
}

}  // namespace

Result<void> make_if_absent(const DatabaseFile& file, Deadline deadline) {
  if (exists(file.path)) return {};
  if (exists(file.path + "-wal"))
    return refusal(file.path,
                   "it is missing, but its last changes are there in the file with the ending -wal: put "
                   "it back, or remove that one too to begin without what both held");
  std::string draft = file.path + "-XXXXXX";
  if (!Descriptor(::mkstemp(draft.data()))) return system_refusal(file.path);
  const Draft removed(draft);
  if (auto filled = fill({draft, file.bytes}, deadline); !filled) return filled.error();
  // Unlike a renaming this takes no file's place.
  if (::link(draft.c_str(), file.path.c_str()) != 0 && errno != EEXIST) return system_refusal(file.path);
  return sync_folder_of(file.path) ? Result<void>() : system_refusal(file.path);
}

Result<std::unique_ptr<Connection>> open_database(const DatabaseFile& file, Deadline deadline) {
  if (auto fit = check_file(file.path); !fit) return fit.error();
  auto connection = Connection::open(file.path, deadline);
  if (!connection) return connection.error();
  const auto kind = kind_of(**connection);
  if (!kind) return kind.error();
  if (auto fit = check_kind(file.path, *kind); !fit) return fit.error();
  if (auto set = apply_settings(**connection, file); !set) return set.error();
  if (kind->version < kNewestVersion) {
    if (auto done = migrate(**connection); !done) return done.error();
  }
  return connection;
}

Result<void> check_database(Connection& connection) {
  const auto found = connection.run("PRAGMA quick_check(1)");
  if (!found) return found.error();
  const Value& first = found->at(0).at(0);
  if (first != Value("ok")) return connection.damaged("its pages do not fit together");
  return {};
}

}  // namespace mcp::store::sqlite
