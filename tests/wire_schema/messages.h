#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/json/json.h>

namespace wire {

/// Knows what was asked, so that it is known what an answer is held against: its method and revision. From
/// any thread.
class Messages {
 public:
  /// A message, or an array of them, as a client sends it; or something else.
  void sent(std::string_view text);
  /// Something was sent.
  bool begun();
  /// Throws std::runtime_error when a server must not say this, or not here.
  void received(std::string_view text);

 private:
  struct Asked {
    std::string method{};
    bool modern = false;
  };

  void note(const mcp::Json& message);
  std::vector<std::string> faults(const mcp::Json& message);
  std::vector<std::string> faults_of_answer(const mcp::Json& message);
  std::vector<std::string> faults_of_call(const mcp::Json& message) const;
  std::string revision_of(const Asked& asked) const;

  std::mutex mutex_{};
  std::multimap<std::string, Asked> asked_{};  ///< by the text of the id: more than one may have it
  std::string session_{};                      ///< the revision that `initialize` agreed on
  bool modern_ = false;                        ///< something of the newest revision was sent
  bool begun_ = false;
  bool unreadable_ = false;  ///< something was sent whose id is not known
};

}  // namespace wire
