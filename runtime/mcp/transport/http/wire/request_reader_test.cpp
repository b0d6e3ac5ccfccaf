#include "request_reader.h"

#include <string>
#include <vector>

#include "catch.h"

namespace mcp::http {
namespace {

constexpr ReadLimits kLimits{.request_line = 200, .head_bytes = 400, .fields = 5, .body_bytes = 40};

/// What comes of the bytes of a connection: a line per request, or the status of the refusal.
std::string outcome(const std::vector<std::string_view>& pieces) {
  RequestReader reader(kLimits);
  std::string unread;
  std::string said;
  for (const std::string_view piece : pieces) {
    unread += piece;
    for (;;) {
      const std::size_t used = reader.read(unread);
      if (reader.state() == RequestReader::State::refused)
        return said + std::to_string(reader.refusal().status);
      if (reader.state() != RequestReader::State::complete) {
        unread.erase(0, used);
        break;
      }
      const Head& head = reader.head();
      said.append(head.method).append(" ").append(head.path).append("|").append(head.query).append("|");
      said.append(reader.body()).append(head.keep_alive ? "\n" : " close\n");
      reader.next();
      unread.erase(0, used);
    }
  }
  return said + (unread.empty() && reader.state() == RequestReader::State::head ? "" : "unfinished");
}

/// The same, however the network cuts it.
std::string outcome_in_pieces(std::string_view text) {
  std::string whole = outcome({text});
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < text.size(); ++i) bytes.push_back(text.substr(i, 1));
  CHECK(outcome(bytes) == whole);
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    CAPTURE(cut);
    CHECK(outcome({text.substr(0, cut), text.substr(cut)}) == whole);
  }
  return whole;
}

/// A good request with these header lines besides Host.
std::string with(std::string_view lines, std::string_view body = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n" + std::string(body);
}

}  // namespace

TEST_CASE("requests follow one another on a connection") {
  CHECK(outcome_in_pieces("GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n") == "GET /a|b=c|\n");
  CHECK(outcome_in_pieces(with("Content-Length: 3\r\n", "abc") + "\r\n" +
                          with("Content-Length: 2\r\n", "de")) == "POST /mcp||abc\nPOST /mcp||de\n");
  CHECK(outcome_in_pieces("GET / HTTP/1.0\r\n\r\n") == "GET /|| close\n");
  CHECK(outcome_in_pieces("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == "GET /||\n");
  CHECK(outcome_in_pieces(with("Connection: x, Close\r\n")) == "POST /mcp|| close\n");
}

TEST_CASE("HTTP-02 a body has one length, not two") {
  CHECK(outcome_in_pieces(with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == "400");
  CHECK(outcome_in_pieces(with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")) == "400");
}

TEST_CASE("HTTP-03 lengths that conflict are refused") {
  CHECK(outcome_in_pieces(with("Content-Length: 2\r\nContent-Length: 5\r\n", "ab")) == "400");
  CHECK(outcome_in_pieces(with("Content-Length: 2\r\nContent-Length: 2\r\n", "ab")) == "400");
  CHECK(outcome_in_pieces(with("Content-Length: 2, 5\r\n", "ab")) == "400");
}

TEST_CASE("HTTP-04 a length is digits within the limit") {
  for (const char* bad : {"-1", "+5", "0x10", "abc", "5 ", "", "18446744073709551616", "1 2", "5,5"}) {
    CAPTURE(bad);
    CHECK(outcome_in_pieces(with("Content-Length: " + std::string(bad) + "\r\n")) == "400");
  }
  CHECK(outcome_in_pieces(with("Content-Length: 41\r\n")) == "413");
  CHECK(outcome_in_pieces(with("Content-Length: 40\r\n", std::string(40, 'x')))
            .ends_with(std::string(40, 'x') + "\n"));
  CHECK(outcome_in_pieces(with("Content-Length: 18446744073709551615\r\n")) == "413");
}

TEST_CASE("HTTP-05 chunk sizes are plain hexadecimal, and what stands around them is short") {
  const auto chunked = [](std::string_view body) {
    return outcome_in_pieces(with("Transfer-Encoding: Chunked\r\n", body));
  };
  CHECK(chunked("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n") == "POST /mcp||abc0123456789\n");
  CHECK(chunked("0\r\n\r\n") == "POST /mcp||\n");
  for (const char* bad :
       {"-2\r\nab\r\n", "+2\r\nab\r\n", "0x5\r\nabcde\r\n", "FFFFFFFFFFFFFFFFF\r\n", "\r\n", " 2\r\nab\r\n",
        "2 \r\nab\r\n", "2\nab\r\n", "2\r\nabc\r\n", "2\r\nab\n0\r\n\r\n", "2\r\nab0\r\n\r\n", "g\r\n"}) {
    CAPTURE(bad);
    CHECK(chunked(bad) == "400");
  }
  CHECK(chunked("2;" + std::string(300, 'x') + "\r\nab\r\n") == "400");
  CHECK(chunked("0\r\n" + std::string(300, 'x') + "\r\n\r\n") == "400");
}

TEST_CASE("LOAD-05 the limit of a body holds for chunks") {
  const auto chunked = [](std::string_view body) {
    return outcome_in_pieces(with("Transfer-Encoding: chunked\r\n", body));
  };
  CHECK(chunked("14\r\n" + std::string(20, 'x') + "\r\n14\r\n" + std::string(20, 'y') + "\r\n0\r\n\r\n") ==
        "POST /mcp||" + std::string(20, 'x') + std::string(20, 'y') + "\n");
  CHECK(chunked("14\r\n" + std::string(20, 'x') + "\r\n15\r\n") == "413");
  CHECK(chunked("FFFFFFFFFFFFFFFF\r\n") == "413");
}

TEST_CASE("HTTP-06 the only transfer coding is chunked") {
  for (const char* bad :
       {"xchunked", "chunked, identity", "gzip, chunked", "chunked, chunked", "identity", ""}) {
    CAPTURE(bad);
    CHECK(outcome_in_pieces(with("Transfer-Encoding: " + std::string(bad) + "\r\n")) == "501");
  }
  CHECK(outcome_in_pieces("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == "400");
}

TEST_CASE("HTTP-07 a body is read with any method") {
  for (const std::string method : {"GET", "HEAD", "DELETE", "OPTIONS"}) {
    const std::string request = method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /";
    CHECK(outcome_in_pieces(request) == method + " /||GET /\n");
  }
}

TEST_CASE("HTTP-08 a header line is `name: value` and nothing near it") {
  for (const char* bad :
       {"X: a\n", "X: a\rb\r\n", "X: a\r\n folded\r\n", "X:\r\n folded\r\n", "X : a\r\n", " X: a\r\n",
        "novalue\r\n", ": a\r\n", "X(: a\r\n", "X: a\x01\r\n", "X: a\x7f\r\n"}) {
    CAPTURE(bad);
    CHECK(outcome_in_pieces(with(bad)).starts_with("400"));
  }
  CHECK(outcome_in_pieces(with(std::string_view("X: a\0b\r\n", 8))) == "400");
  CHECK(outcome_in_pieces(with("X:a\r\nY: \t \r\nZ: \xff\r\n")) == "POST /mcp||\n");
}

TEST_CASE("HTTP-09 a request names one host") {
  for (const char* bad :
       {"", "Host: a\r\nHost: a\r\n", "Host: a,b\r\n", "Host: a b\r\n", "Host: me@a\r\n", "Host: a:\r\n",
        "Host: a:1:2\r\n", "Host: a:123456\r\n", "Host: [::1\r\n", "Host:\r\n", "Host: a/b\r\n"}) {
    CAPTURE(bad);
    CHECK(outcome_in_pieces("GET / HTTP/1.1\r\n" + std::string(bad) + "\r\n") == "400");
  }
  for (const char* good : {"a.b-c_d.example:80", "127.0.0.1", "[::1]:8080", "[fe80::1]"}) {
    CAPTURE(good);
    CHECK(outcome_in_pieces("GET / HTTP/1.1\r\nHost: " + std::string(good) + "\r\n\r\n") == "GET /||\n");
  }
}

TEST_CASE("HTTP-10 pipelined requests are read one by one") {
  std::string text;
  std::string expected;
  for (int i = 0; i < 50; ++i) {
    text += with("Content-Length: 2\r\n", std::to_string(10 + i));
    expected += "POST /mcp||" + std::to_string(10 + i) + "\n";
  }
  CHECK(outcome({text}) == expected);
}

TEST_CASE("HTTP-11 the request line is read strictly") {
  const auto line = [](std::string_view text) {
    return outcome_in_pieces(std::string(text) + "\r\nHost: a\r\n\r\n");
  };
  for (const char* bad :
       {"GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /", "GET / http/1.1", "GET\t/ HTTP/1.1",
        "GET /a#b HTTP/1.1", "GET a HTTP/1.1", "G@T / HTTP/1.1", "GET /\x7f HTTP/1.1",
        "GET /\xc3\xa4 HTTP/1.1", " GET / HTTP/1.1", "GET http://evil/ HTTP/1.1", "GET ftp://a/ HTTP/1.1"}) {
    CAPTURE(bad);
    CHECK(line(bad) == "400");
  }
  CHECK(outcome_in_pieces(std::string_view("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 28)) == "400");
  for (const char* other : {"GET / HTTP/1.9", "GET / HTTP/2.0", "GET / HTTP/0.9"})
    CHECK(line(other) == "505");
  CHECK(line("GET http://A/x?y HTTP/1.1") == "GET /x|y|\n");
  CHECK(line("OPTIONS * HTTP/1.1") == "OPTIONS *||\n");
  CHECK(line("GET /" + std::string(300, 'a') + " HTTP/1.1") == "414");
  CHECK(outcome_in_pieces(std::string(300, 'A')) == "414");
}

TEST_CASE("who does not speak HTTP hears so before any line ends") {
  CHECK(outcome_in_pieces("\x16\x03\x01\x02") == "400");
  CHECK(outcome_in_pieces("\x16" + std::string(500, 'a') + "\r\n\r\n") == "400");
  CHECK(outcome_in_pieces("\r\n\r\n") == "400");
  CHECK(outcome_in_pieces("\r\n" + with("")) == "POST /mcp||\n");
}

TEST_CASE("LOAD-08 LOAD-09 header lines are limited in bytes and in number") {
  CHECK(outcome_in_pieces(with("X: " + std::string(500, 'a'))) == "431");
  CHECK(outcome_in_pieces(with("X: " + std::string(500, 'a') + "\r\n")) == "431");
  CHECK(outcome_in_pieces(with("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n")) == "POST /mcp||\n");
  CHECK(outcome_in_pieces(with("A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n")) == "431");
}

TEST_CASE("HTTP-13 a body beyond the limit is refused while the client still waits to send it") {
  RequestReader reader(kLimits);
  reader.read(with("Expect: 100-continue\r\nContent-Length: 2147483648\r\n"));
  CHECK(reader.refusal().status == 413);
  CHECK_FALSE(reader.waits_to_continue());
  RequestReader within(kLimits);
  within.read(with("Expect: 100-continue\r\nContent-Length: 3\r\n"));
  CHECK(within.waits_to_continue());
  CHECK(outcome_in_pieces(with("Expect: something\r\n")) == "417");
}

TEST_CASE("HTTP-15 header values are the bytes that came") {
  RequestReader reader(kLimits);
  const std::string request = with("Authorization: Bearer ab%2Bc\r\nOrigin: http://evil%2elocalhost\r\n");
  reader.read(request);
  CHECK(reader.head()[Name::authorization] == "Bearer ab%2Bc");
  CHECK(reader.head()[Name::origin] == "http://evil%2elocalhost");
}

TEST_CASE("HTTP-17 a header that counts once must not come twice") {
  for (const char* name :
       {"Authorization", "Content-Type", "Origin", "MCP-Protocol-Version", "Mcp-Session-Id", "Mcp-Method",
        "Mcp-Name", "Last-Event-ID", "Expect", "X-API-Key"}) {
    const std::string line = std::string(name) + ": x\r\n";
    CAPTURE(name);
    CHECK(outcome_in_pieces(with(line + line)) == "400");
  }
  CHECK(outcome_in_pieces(with("Accept: a\r\nAccept: b\r\n")) == "POST /mcp||\n");
}

TEST_CASE("a trailer is no header") {
  RequestReader reader(kLimits);
  const std::string request = with("Transfer-Encoding: chunked\r\n", "0\r\nMcp-Session-Id: x\r\n\r\n");
  CHECK(reader.read(request) == request.size());
  CHECK(reader.state() == RequestReader::State::complete);
  CHECK_FALSE(reader.head()[Name::mcp_session_id]);
}

}  // namespace mcp::http
