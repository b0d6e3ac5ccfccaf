#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/exit_code.h"

namespace mcpgen {

/// The answer over HTTP that a command failed at; none for the most.
struct HttpPlace {
  int status = 0;
  std::string url{};
};

/// Where a command reads and writes: results to `out`, everything else to `err`.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool asks = false;      ///< a person sits there: questions may be asked
  bool terminal = false;  ///< `err` is a terminal: progress may be shown
  bool out_terminal = false;
  bool color = false;
  bool quiet = false;
  bool json = false;
  std::string verb{};

  /// Something worth knowing on the way; nothing under --quiet.
  void note(std::string_view text) const;
  /// `text` as it may go to `out`: a terminal never gets control characters from a server.
  std::string shown(std::string_view text) const;
  /// The same for one line of JSON, which stays JSON.
  std::string shown_json(std::string_view line) const;
  /// Says why the command failed, as text or, under --json, as one line
  /// `{"error":{"code":…,"message":…}}` with `status` and `url` where it failed there, and returns the exit
  /// code.
  int fail(ExitCode exit_code, std::string_view code, std::string_view message, std::string_view help = "",
           const HttpPlace& place = {}) const;
};

/// `text` with its line breaks kept and everything else that a reader cannot see written out.
std::string visible_lines(std::string_view text);

/// A console for these streams; whether they are a terminal is asked only of the process's own.
Console make_console(std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace mcpgen
