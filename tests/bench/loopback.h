#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <mcp/core/descriptor.h>

namespace bench {

/// The port of `http://127.0.0.1:PORT/…`.
std::uint16_t port_of(std::string_view url);
/// A connection to this machine; ends the program when there is none.
mcp::Descriptor connect(std::uint16_t port);
void send(const mcp::Descriptor& socket, std::string_view bytes);
/// What comes up to and with `end`; ends the program when the server ends before.
std::string receive_until(const mcp::Descriptor& socket, std::string_view end);
std::string read_file(const char* path);
[[noreturn]] void fail(std::string_view what);

}  // namespace bench
