#include "document/read_file.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace mcpgen {

FileText read_file(const std::string& path, std::size_t most) {
  using Fault = FileText::Fault;
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status))
    return {status.type() == fs::file_type::not_found ? Fault::missing : Fault::unreadable, {}};
  if (!fs::is_regular_file(status)) return {Fault::not_a_file, {}};

  std::ifstream file(path, std::ios::binary);
  if (!file) return {Fault::unreadable, {}};
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return {Fault::unreadable, {}};
  if (size > most) return {Fault::too_large, {}};

  // One byte more than it should have tells whether the file grew meanwhile.
  FileText read{Fault::none, std::string(static_cast<std::size_t>(size) + 1, '\0')};
  file.read(read.text.data(), static_cast<std::streamsize>(read.text.size()));
  if (file.bad()) return {Fault::unreadable, {}};
  read.text.resize(static_cast<std::size_t>(file.gcount()));
  if (read.text.size() > most) return {Fault::too_large, {}};
  return read;
}

}  // namespace mcpgen
