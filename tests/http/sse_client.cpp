#include "sse_client.h"

#include "catch.h"

namespace http_test {

std::string open_sse(std::string_view lines) {
  std::string text = "GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n";
  return text.append(lines).append("\r\n");
}

SseClient::SseClient(std::uint16_t port, std::string_view lines) : port_(port), stream_(port) {
  CHECK(stream_.send(open_sse(lines)).receive_head()->field("content-type") == "text/event-stream");
  const std::string event = stream_.receive_until("\n\n");
  const std::size_t data = event.find("data: ");
  endpoint_ = event.substr(data + 6, event.find('\n', data) - data - 6);
  CHECK(event.find("event: endpoint\n") != std::string::npos);
}

Answer SseClient::post(const Json& message, std::string_view lines) const {
  const std::string body = message.dump();
  std::string request =
      "POST " + endpoint_ + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  request.append(lines).append("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return Socket(port_).send(request).receive();
}

void SseClient::initialize(std::string_view lines) {
  CHECK(send(http_test::initialize("2024-11-05"), lines) == 202);
  CHECK(!stream_.receive_until(R"("protocolVersion":"2024-11-05")").empty());
  CHECK(send({{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}}, lines) == 202);
}

}  // namespace http_test
