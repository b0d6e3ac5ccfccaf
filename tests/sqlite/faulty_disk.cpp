#include "faulty_disk.h"

#include <cstring>
#include <thread>

#include <sqlite3.h>

namespace tst {
namespace {

FaultyDisk* disk = nullptr;
sqlite3_vfs* real_disk = nullptr;

struct File {
  sqlite3_file base;
  char name[512];

  /// The real one lies behind it, in the memory that SQLite gives.
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return file_of(file)->real(); }
const sqlite3_io_methods* methods(sqlite3_file* file) { return real(file)->pMethods; }

/// Whether the event that a count runs down to has come; it stays so until the count is set anew.
bool runs_out(int& left) {
  if (left == FaultyDisk::kNone) return false;
  if (left > 0) {
    --left;
    return false;
  }
  disk->failed = true;
  return true;
}

void note(sqlite3_file* file, DiskEvent event) {
  if (!disk->recording) return;
  event.file = file_of(file)->name;
  disk->events.push_back(std::move(event));
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 position) {
  if (runs_out(disk->writes_left)) return SQLITE_FULL;
  note(file, {DiskEvent::Kind::write,
              {},
              static_cast<std::uint64_t>(position),
              std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
  return methods(file)->xWrite(real(file), bytes, size, position);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  note(file, {DiskEvent::Kind::truncate, {}, static_cast<std::uint64_t>(size), {}});
  return methods(file)->xTruncate(real(file), size);
}

/// A failing sync fails once, as it does where the system forgets what it could not write.
int sync(sqlite3_file* file, int) {
  if (runs_out(disk->syncs_left)) {
    disk->syncs_left = FaultyDisk::kNone;
    return SQLITE_IOERR_FSYNC;
  }
  note(file, {DiskEvent::Kind::sync, {}, 0, {}});
  disk->syncing = true;
  std::this_thread::sleep_for(disk->sync_takes);
  disk->syncing = false;
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    2,
    [](sqlite3_file* f) { return methods(f)->xClose(real(f)); },
    [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return methods(f)->xRead(real(f), to, n, at); },
    write,
    truncate,
    sync,
    [](sqlite3_file* f, sqlite3_int64* size) { return methods(f)->xFileSize(real(f), size); },
    [](sqlite3_file* f, int lock) { return methods(f)->xLock(real(f), lock); },
    [](sqlite3_file* f, int lock) { return methods(f)->xUnlock(real(f), lock); },
    [](sqlite3_file* f, int* out) { return methods(f)->xCheckReservedLock(real(f), out); },
    [](sqlite3_file* f, int what, void* arg) { return methods(f)->xFileControl(real(f), what, arg); },
    [](sqlite3_file* f) { return methods(f)->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return methods(f)->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return methods(f)->xShmMap(real(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int at, int n, int flags) { return methods(f)->xShmLock(real(f), at, n, flags); },
    [](sqlite3_file* f) { methods(f)->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return methods(f)->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr,
};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  std::strncpy(file_of(file)->name, name == nullptr ? "" : name, sizeof(File::name) - 1);
  if ((flags & SQLITE_OPEN_WAL) != 0) ++disk->opened_logs;
  if (disk->read_only) {
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  const int code = real_disk->xOpen(real_disk, name, real(file), flags, out_flags);
  if (real(file)->pMethods != nullptr) file->pMethods = &kMethods;
  return code;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  if (disk->recording) disk->events.push_back({DiskEvent::Kind::remove, name, 0, {}});
  return real_disk->xDelete(real_disk, name, sync_folder);
}

sqlite3_vfs faulty_vfs;

}  // namespace

FaultyDisk::FaultyDisk() {
  disk = this;
  real_disk = sqlite3_vfs_find(nullptr);
  faulty_vfs = *real_disk;
  faulty_vfs.zName = "faulty";
  faulty_vfs.pNext = nullptr;
  faulty_vfs.szOsFile = static_cast<int>(sizeof(File)) + real_disk->szOsFile;
  faulty_vfs.xOpen = open;
  faulty_vfs.xDelete = remove;
  sqlite3_vfs_register(&faulty_vfs, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&faulty_vfs);
  sqlite3_vfs_register(real_disk, 1);
  disk = nullptr;
}

}  // namespace tst
