#include <algorithm>
#include <cctype>
#include <charconv>
#include <deque>
#include <mutex>
#include <optional>

#include <wire_schema/dialogue.h>
#include <wire_schema/messages.h>

namespace wire {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";
constexpr std::string_view kData = "data: ";
constexpr std::string_view kEndpoint = "/messages?sessionId=";
constexpr std::size_t kLongestHead = 64 * 1024;

/// Sessions of all servers: their names are long and random.
class Sessions {
 public:
  std::shared_ptr<Messages> find(const std::string& id) {
    const std::lock_guard lock(mutex_);
    auto& known = sessions_[id];
    if (known == nullptr) known = std::make_shared<Messages>();
    return known;
  }
  void add(const std::string& id, std::shared_ptr<Messages> messages) {
    const std::lock_guard lock(mutex_);
    sessions_[id] = std::move(messages);
  }

 private:
  std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<Messages>> sessions_{};
};

Sessions& sessions() {
  static Sessions all;
  return all;
}

struct Head {
  std::string method{};
  std::string target{};
  std::string session{};
  std::size_t length = 0;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + end.size(), text.size()));
  return taken;
}

/// Nothing when it is not as a well-behaved client sends it.
std::optional<Head> read_head(std::string_view text) {
  Head head;
  std::string_view line = take_until(text, "\r\n");
  head.method = take_until(line, " ");
  head.target = take_until(line, " ");
  if (line != "HTTP/1.1") return {};
  bool measured = false;
  while (!text.empty()) {
    std::string_view value = take_until(text, "\r\n");
    const std::string name = lower(take_until(value, ": "));
    if (name == "transfer-encoding" || name == "expect" || (name == "content-length" && measured)) return {};
    if (name == "mcp-session-id") head.session = value;
    if (name != "content-length") continue;
    measured = true;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), head.length);
    if (error != std::errc() || end != value.data() + value.size()) return {};
  }
  return head;
}

/// What the answer belongs to; null where it is none of the protocol.
std::shared_ptr<Messages> messages_of(const Head& head) {
  if (head.target.starts_with(kEndpoint)) return sessions().find(head.target.substr(kEndpoint.size()));
  if (head.target != "/mcp") return nullptr;
  return head.session.empty() ? std::make_shared<Messages>() : sessions().find(head.session);
}

}  // namespace

struct HttpDialogue::State {
  bool lost = false;  ///< what was sent is not as it should be: nobody knows what is answered
  std::string unsent{};
  std::optional<Head> head{};  ///< whose body is not sent yet
  std::shared_ptr<Messages> asking{};
  std::deque<std::shared_ptr<Messages>> unanswered{};
  std::shared_ptr<Messages> answering{};
  std::string type{};
  std::string line{};  ///< of a stream, not whole

  bool send_head();
  bool send_body();
  void take_line(std::string_view text);
};

/// False when there is no whole one.
bool HttpDialogue::State::send_head() {
  const std::size_t end = unsent.find(kEnd);
  if (end == std::string::npos) {
    lost = unsent.size() > kLongestHead;
    return false;
  }
  head = read_head(std::string_view(unsent).substr(0, end + 2));
  lost = !head;
  if (lost) return false;
  unsent.erase(0, end + kEnd.size());
  asking = messages_of(*head);
  unanswered.push_back(asking);
  return true;
}

bool HttpDialogue::State::send_body() {
  if (unsent.size() < head->length) return false;
  if (asking != nullptr && head->method == "POST")
    asking->sent(std::string_view(unsent).substr(0, head->length));
  unsent.erase(0, head->length);
  head.reset();
  return true;
}

void HttpDialogue::State::take_line(std::string_view text) {
  if (!text.starts_with(kData)) return;
  text.remove_prefix(kData.size());
  if (text.starts_with(kEndpoint)) answering = sessions().find(std::string(text.substr(kEndpoint.size())));
  if (text.starts_with('{') || text.starts_with('['))
    if (answering != nullptr) answering->received(text);
}

HttpDialogue::HttpDialogue() : state_(std::make_unique<State>()) {}
HttpDialogue::HttpDialogue(HttpDialogue&&) noexcept = default;
HttpDialogue& HttpDialogue::operator=(HttpDialogue&&) noexcept = default;
HttpDialogue::~HttpDialogue() = default;

void HttpDialogue::sent(std::string_view bytes) {
  if (state_->lost) return;
  state_->unsent += bytes;
  while (state_->head ? state_->send_body() : state_->send_head()) {
  }
}

void HttpDialogue::answered(int status, const std::multimap<std::string, std::string>& fields) {
  if (status < 200) return;
  state_->answering.reset();
  state_->line.clear();
  if (state_->lost || state_->unanswered.empty()) return;
  state_->answering = std::move(state_->unanswered.front());
  state_->unanswered.pop_front();
  const auto field = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  state_->type = field("content-type");
  if (const std::string id = field("mcp-session-id"); !id.empty() && state_->answering != nullptr)
    sessions().add(id, state_->answering);
}

void HttpDialogue::body(std::string_view text) {
  if (state_->answering == nullptr || text.empty()) return;
  if (state_->type == "application/json") return state_->answering->received(text);
  if (state_->type != "text/event-stream") return;
  while (!text.empty()) state_->take_line(take_until(text, "\n"));
}

void HttpDialogue::streamed(std::string_view bytes) {
  state_->line += bytes;
  std::string_view text = state_->line;
  while (text.find('\n') != std::string_view::npos) state_->take_line(take_until(text, "\n"));
  state_->line = std::string(text);
}

}  // namespace wire
