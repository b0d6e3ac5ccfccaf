#include <wire_schema/dialogue.h>

namespace wire {

class Messages {};
struct HttpDialogue::State {};

Dialogue::Dialogue() = default;
Dialogue::~Dialogue() = default;
void Dialogue::sent(std::string_view) {}
void Dialogue::received(std::string_view) {}

HttpDialogue::HttpDialogue() = default;
HttpDialogue::HttpDialogue(HttpDialogue&&) noexcept = default;
HttpDialogue& HttpDialogue::operator=(HttpDialogue&&) noexcept = default;
HttpDialogue::~HttpDialogue() = default;
void HttpDialogue::sent(std::string_view) {}
void HttpDialogue::answered(int, const std::multimap<std::string, std::string>&) {}
void HttpDialogue::body(std::string_view) {}
void HttpDialogue::streamed(std::string_view) {}

}  // namespace wire
