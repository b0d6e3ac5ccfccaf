#include <wire_schema/dialogue.h>

#include <wire_schema/messages.h>

namespace wire {

Dialogue::Dialogue() : messages_(std::make_unique<Messages>()) {}
Dialogue::~Dialogue() = default;

void Dialogue::sent(std::string_view bytes) {
  unsent_ += bytes;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = unsent_.find('\n', begin)) != std::string::npos; begin = end + 1)
    messages_->sent(std::string_view(unsent_).substr(begin, end - begin));
  unsent_.erase(0, begin);
}

void Dialogue::received(std::string_view line) {
  // A program that was sent nothing says what it was started for.
  if (messages_->begun() && (line.starts_with('{') || line.starts_with('['))) messages_->received(line);
}

}  // namespace wire
