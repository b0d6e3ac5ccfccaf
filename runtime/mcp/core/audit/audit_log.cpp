#include <mcp/core/audit/audit_log.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mcp/core/environment.h>
#include <mcp/core/log.h>
#include <mcp/core/timestamp.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

constexpr std::chrono::minutes kBetweenWarnings{1};

Error cannot_open(const std::string& path, int error) {
  const char* const why = error == ELOOP ? "it is a symbolic link" : std::strerror(error);
  return {Error::Code::unavailable, "the audit log " + path + " cannot be opened: " + why};
}

/// What stands in place of lines that are missing.
std::string gap(std::size_t lost) {
  std::string line;
  JsonWriter(line)
      .begin_object()
      .key("time")
      .string(utc_timestamp())
      .key("lost")
      .unsigned_integer(lost)
      .end_object();
  return line + "\n";
}

/// Is what stands last in the file no whole line, as after a crash or on a full disk? `path` is where it is.
/// Others may be writing: what is whole a moment later, or has grown, was only on its way.
bool ends_torn(const Descriptor& file, const std::string& path) {
  constexpr int kLooks = 10;
  constexpr std::chrono::milliseconds kMoment{20};
  const Descriptor reader(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  off_t seen = 0;
  for (int look = 0; reader && look < kLooks; ++look) {
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size == 0) return false;
    char last = '\n';
    if (::pread(reader.get(), &last, 1, facts.st_size - 1) != 1 || last == '\n') return false;
    if (facts.st_size == seen) return true;
    seen = facts.st_size;
    std::this_thread::sleep_for(kMoment);
  }
  return false;
}

}  // namespace

Result<void> AuditLog::open() {
  if (options_.file.empty()) return {};
  const Result<std::string> path = expand(options_.file);
  if (!path) return path.error();
  // A pipe that nobody reads must not hold us up, and nobody who may write to the folder leads us elsewhere.
  constexpr int kHow = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  Descriptor file(::open(path->c_str(), kHow, 0600));
  if (!file) return cannot_open(*path, errno);
  const bool torn = ends_torn(file, *path);
  const std::lock_guard lock(mutex_);
  torn_ = torn;
  file_ = std::move(file);
  return {};
}

bool AuditLog::covers(std::string_view tool) const {
  return options_.tools.empty() || std::ranges::find(options_.tools, tool) != options_.tools.end();
}

void AuditLog::write(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (!append(std::string(line) + "\n")) count_lost();
}

void AuditLog::lose() noexcept {
  const std::lock_guard lock(mutex_);
  why_ = "no memory";
  count_lost();
}

bool AuditLog::allows() {
  if (!options_.required) return true;
  const std::lock_guard lock(mutex_);
  return lost_ == 0 || append({});
}

bool AuditLog::append(std::string_view text) {
  std::string all = torn_ ? "\n" : "";
  if (lost_ > 0) all += gap(lost_);
  if (!put(all.append(text))) return false;
  lost_ = 0;
  return true;
}

/// At once, so that lines of several processes do not mix.
bool AuditLog::put(std::string_view text) {
  if (options_.file.empty()) {
    why_ = "nobody reads standard error";
    return log_text(text);
  }
  ssize_t taken = 0;
  do {
    taken = ::write(file_.get(), text.data(), text.size());
  } while (taken < 0 && errno == EINTR);
  if (taken == static_cast<ssize_t>(text.size())) {
    torn_ = false;
    return true;
  }
  if (taken > 0) torn_ = true;
  why_ = taken < 0 ? std::strerror(errno) : "there is no room";
  return false;
}

void AuditLog::count_lost() noexcept {
  ++lost_;
  const auto now = Clock::now();
  if (now < silent_until_) return;
  try {
    log_line(LogLevel::error, "the audit log cannot be written",
             {{"why", why_}, {"lost", std::to_string(lost_)}});
    silent_until_ = now + kBetweenWarnings;
  } catch (const std::exception&) {  // no memory: told with the next
  }
}

}  // namespace mcp
