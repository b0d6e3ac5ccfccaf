#include <mcp/core/engine/folder_call.h>

#include <memory>
#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>

namespace mcp {
namespace {

class FolderCall final : public Call {
 public:
  FolderCall(Request request, std::chrono::milliseconds timeout,
             std::function<Outcome(const Request&)> answer)
      : Call(std::move(request), timeout), answer_(std::move(answer)) {}

 protected:
  Outcome run(Context&) override {
    Outcome outcome = answer_(request());
    if (!answer_is_wanted()) return {};
    return outcome;
  }

 private:
  const std::function<Outcome(const Request&)> answer_;
};

}  // namespace

void answer_from_folders(Request&& request, std::function<Outcome(const Request&)> answer) {
  const auto timeout = request.connection->engine().limits().timeout;
  std::make_shared<FolderCall>(std::move(request), timeout, std::move(answer))->start(false);
}

}  // namespace mcp
