#include "raw_database.h"

#include <sqlite3.h>

namespace tst {

struct RawDatabase::Handle {
  ~Handle() { sqlite3_close(database); }
  sqlite3* database = nullptr;
};

RawDatabase::RawDatabase(const std::string& path) : handle_(std::make_unique<Handle>()) {
  sqlite3_open(path.c_str(), &handle_->database);
}

RawDatabase::~RawDatabase() = default;

std::string RawDatabase::run(const std::string& sql) {
  std::string last;
  const auto keep = [](void* out, int, char** values, char**) {
    *static_cast<std::string*>(out) = values[0] == nullptr ? "" : values[0];
    return 0;
  };
  const int code = sqlite3_exec(handle_->database, sql.c_str(), keep, &last, nullptr);
  return code == SQLITE_OK ? last : sqlite3_errstr(code);
}

}  // namespace tst
