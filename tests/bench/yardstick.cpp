// yardstick beast|basic_parser|scanner <answer file>
//
// A server on one thread that answers every request with the same JSON and does nothing else, so that what
// the reading of HTTP costs can be seen: with Boost.Beast's message types, with its `basic_parser` over a
// plain loop on Asio, or with mcpgen's own reader over the same loop. Its URL goes to descriptor 3.
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <mcp/transport/http/wire/request_reader.h>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;

std::string body;
std::string answer;  // the body with its head

/// Keeps where the fields are, and allocates nothing.
class ViewParser final : public http::basic_parser<true> {
 private:
  using View = boost::beast::string_view;
  using Length = boost::optional<std::uint64_t>;

  void on_request_impl(http::verb, View, View, int, Error&) override {}
  void on_response_impl(int, View, int, Error&) override {}
  void on_field_impl(http::field, View name, View value, Error& error) override {
    if (count_ == fields_.size()) {
      error = http::error::header_limit;
      return;
    }
    fields_[count_++] = {name, value};
  }
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const Length&, Error&) override {}
  std::size_t on_body_impl(View part, Error&) override { return part.size(); }
  void on_chunk_header_impl(std::uint64_t, View, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View part, Error&) override { return part.size(); }
  void on_finish_impl(Error&) override {}

  std::array<std::pair<View, View>, 100> fields_{};
  std::size_t count_ = 0;
};

/// How long the request at the front is, 0 when it goes on.
struct BasicParser {
  static std::size_t read(std::string_view input) {
    ViewParser parser;
    parser.eager(true);
    Error error;
    const std::size_t used = parser.put(asio::buffer(input.data(), input.size()), error);
    return parser.is_done() ? used : 0;
  }
};

struct Scanner {
  static std::size_t read(std::string_view input) {
    static const mcp::http::ReadLimits limits;
    mcp::http::RequestReader reader(limits);
    const std::size_t used = reader.read(input);
    return reader.state() == mcp::http::RequestReader::State::complete ? used : 0;
  }
};

template <typename Reader>
class Plain : public std::enable_shared_from_this<Plain<Reader>> {
 public:
  explicit Plain(tcp::socket socket) : socket_(std::move(socket)) {}

  void read() {
    const auto room = asio::buffer(buffer_.data() + kept_, buffer_.size() - kept_);
    socket_.async_read_some(room, [self = this->shared_from_this()](const Error& error, std::size_t count) {
      if (!error) self->take(count);
    });
  }

 private:
  void take(std::size_t count) {
    kept_ += count;
    std::string_view input(buffer_.data(), kept_);
    while (const std::size_t used = Reader::read(input)) {
      input.remove_prefix(used);
      Error error;
      asio::write(socket_, asio::buffer(answer), error);
      if (error) return;
    }
    std::memmove(buffer_.data(), input.data(), input.size());
    kept_ = input.size();
    if (kept_ < buffer_.size()) read();
  }

  tcp::socket socket_;
  std::array<char, 16 * 1024> buffer_{};
  std::size_t kept_ = 0;
};

class Beast : public std::enable_shared_from_this<Beast> {
 public:
  explicit Beast(tcp::socket socket) : stream_(std::move(socket)) {}

  void read() {
    request_ = {};
    http::async_read(stream_, buffer_, request_,
                     [self = shared_from_this()](const Error& error, std::size_t) {
                       if (!error) self->write();
                     });
  }

 private:
  void write() {
    response_ = {http::status::ok, 11};
    response_.set(http::field::content_type, "application/json");
    response_.body() = body;
    response_.prepare_payload();
    http::async_write(stream_, response_, [self = shared_from_this()](const Error& error, std::size_t) {
      if (!error) self->read();
    });
  }

  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_{};
  http::request<http::string_body> request_{};
  http::response<http::string_body> response_{};
};

template <typename Session>
void accept(tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](const Error& error, tcp::socket socket) {
    if (!error) {
      socket.set_option(tcp::no_delay(true));
      std::make_shared<Session>(std::move(socket))->read();
    }
    accept<Session>(acceptor);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, std::function<void(tcp::acceptor&)>> kinds = {
      {"beast", accept<Beast>},
      {"basic_parser", accept<Plain<BasicParser>>},
      {"scanner", accept<Plain<Scanner>>},
  };
  if (argc != 3 || !kinds.contains(argv[1])) {
    std::cerr << "usage: yardstick beast|basic_parser|scanner ANSWER_FILE\n";
    return 2;
  }
  std::ifstream file(argv[2], std::ios::binary);
  body.assign(std::istreambuf_iterator<char>(file), {});
  answer =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;

  asio::io_context context(1);
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  acceptor.listen(1024);
  kinds.at(argv[1])(acceptor);
  const std::string url = "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/mcp\n";
  if (::write(3, url.data(), url.size()) < 0) return 1;
  context.run();
}
