#pragma once

#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>

#include "fixture_server.h"
#include "wire_client.h"

namespace conversation {

/// A fixture server that runs.
struct Bench {
  explicit Bench(mcp::ServerLimits limits = {})
      : server(make_fixture_server(fixture, limits)), engine(server) {}
  ~Bench() { fixture.gate.open(); }

  Fixture fixture{};
  mcp::Server server;
  mcp::Engine engine;
};

}  // namespace conversation
