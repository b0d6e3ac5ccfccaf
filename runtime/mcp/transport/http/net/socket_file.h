#pragma once

#include <string>

#include <sys/types.h>

#include <mcp/core/descriptor.h>

namespace mcp::http {

/// The file of a Unix socket; removed with this, unless another has taken its place.
class SocketFile {
 public:
  /// It is there already.
  explicit SocketFile(std::string path);
  ~SocketFile();
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;

 private:
  const std::string path_;
  dev_t device_ = 0;
  ino_t number_ = 0;
};

/// While this lives no other server of ours binds or replaces a file in the same folder.
class FolderLock {
 public:
  explicit FolderLock(const std::string& file);
  /// Somebody else has had it for longer than a server needs it.
  bool refused() const { return refused_; }

 private:
  Descriptor folder_;
  bool refused_ = false;
};

/// Binds the socket to a file that only its owner may use. A file that a server left behind makes way. On
/// failure errno says why; EEXIST where something else is there, EADDRINUSE where somebody listens.
bool bind_to_file(int socket, const std::string& path);

}  // namespace mcp::http
