#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

// What clients in tests tell of all that they send and get, so that each message of the server is held
// against the official schema of its revision. What was asked in a form that nobody can read is not followed
// further. A program that measures links mcpgen_wire_unchecked instead, where all this is nothing.

namespace wire {

class Messages;

/// One pipe.
class Dialogue {
 public:
  Dialogue();
  ~Dialogue();

  /// Bytes as they are sent, in any pieces.
  void sent(std::string_view bytes);
  /// One line that came. Throws std::runtime_error when it is a message as the server must not send it.
  void received(std::string_view line);

 private:
  std::unique_ptr<Messages> messages_;
  std::string unsent_{};  ///< of a line that is not whole
};

/// One connection to a server over HTTP; sessions are shared with all others.
class HttpDialogue {
 public:
  HttpDialogue();
  HttpDialogue(HttpDialogue&&) noexcept;
  HttpDialogue& operator=(HttpDialogue&&) noexcept;
  ~HttpDialogue();

  void sent(std::string_view bytes);
  /// The head of the next answer, names in lower case.
  void answered(int status, const std::multimap<std::string, std::string>& fields);
  /// Its body, whole. Throws as Dialogue does.
  void body(std::string_view text);
  /// A part of its body as it came, chunks and all.
  void streamed(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wire
