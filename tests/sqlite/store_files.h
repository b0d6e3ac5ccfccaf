#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <sys/stat.h>

#include <mcp/store/sqlite/sqlite.h>

#include "catch.h"

namespace tst {

inline std::unique_ptr<mcp::store::Sqlite> open_store(mcp::store::Sqlite::Options options) {
  auto made = mcp::store::Sqlite::make(std::move(options));
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  return *std::move(made);
}

inline std::unique_ptr<mcp::store::Sqlite> open_store(const std::string& path) {
  return open_store(mcp::store::Sqlite::Options{.path = path});
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  ::chmod(path.c_str(), 0600);
}

/// What a process leaves behind that is killed there and then.
inline void copy_as_left(const std::string& from, const std::string& to) {
  for (const char* ending : {"", "-wal"}) write_file(to + ending, read_file(from + ending));
}

}  // namespace tst
