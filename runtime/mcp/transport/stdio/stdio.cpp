#include "stdio.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/transport/stdio/frame_reader.h>
#include <mcp/transport/stdio/frame_writer.h>

namespace mcp::transport {
namespace {

using Clock = std::chrono::steady_clock;

/// Lets running calls finish until `deadline`, as long as somebody is there to read the answers.
void finish_calls(Peer& peer, FrameWriter& writer, Clock::time_point deadline) {
  constexpr std::chrono::milliseconds kLookForClient{100};
  writer.give_up_at(deadline);
  peer.drain();
  while (!writer.client_gone() && Clock::now() < deadline) {
    if (peer.wait_idle(std::min(deadline, Clock::now() + kLookForClient))) break;
  }
  writer.flush(deadline);
}

/// Points `target` at `source`, or at nothing.
void redirect(int target, int source) {
  if (source >= 0 && ::dup2(source, target) >= 0) return;
  const int null = ::open("/dev/null", O_RDWR);
  if (null != target) {
    ::dup2(null, target);
    ::close(null);
  }
}

Error not_open(std::string_view what, int error) {
  return {Error::Code::unavailable, std::string(what) + ": " + std::strerror(error)};
}

}  // namespace

void Stdio::prepare() {
  in_ = Descriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  out_ = Descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (::fcntl(STDERR_FILENO, F_GETFD) < 0) redirect(STDERR_FILENO, -1);
  redirect(STDIN_FILENO, -1);
  redirect(STDOUT_FILENO, STDERR_FILENO);
}

Result<void> Stdio::serve(Engine& engine, std::stop_token stop) {
  if (!in_) return not_open("standard input", EBADF);
  if (!out_) return not_open("standard output", EBADF);
  const auto interrupt = std::make_shared<const Wakeup>();
  if (!*interrupt) return not_open("cannot make a pipe", EMFILE);

  const ServerLimits& limits = engine.server().limits();
  const auto writer = std::make_shared<FrameWriter>(std::move(out_), interrupt);
  const std::shared_ptr<Peer> peer = engine.connect(writer, {.principal = {.owner = true}});
  const auto reader = std::make_shared<FrameReader>(in_.get(), interrupt, writer, peer, limits.message_bytes);
  if (!engine.read([reader](const Engine::Leads& leads) { reader->run(leads); }))
    return not_open("cannot make a thread", EAGAIN);
  const std::stop_callback interrupt_reading(stop, [&] { interrupt->trigger(); });
  reader->wait(stop);

  // What is left of the grace time when the calls are cancelled is theirs to wind up in.
  const auto begun = Clock::now();
  const auto winding_up = winding_up_time(limits.grace);
  finish_calls(*peer, *writer, begun + limits.grace - winding_up);
  peer->close();
  writer->close();
  if (!reader->wait_until(Clock::now() + winding_up))
    return Error{Error::Code::deadline_exceeded, "a call held the reader up until the grace time was over"};
  if (const int error = reader->error()) return not_open("standard input", error);
  return {};
}

}  // namespace mcp::transport
