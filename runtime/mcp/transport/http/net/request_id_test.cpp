#include "request_id.h"

#include <set>
#include <string>

#include "catch.h"

using mcp::http::Head;
using mcp::http::request_id;

namespace {

std::string id_for(std::string_view given) {
  Head head;
  head.add({"X-Request-ID", given});
  return request_id(head);
}

bool is_uuid_7(const std::string& id) {
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? id[i] != '-' : std::string("0123456789abcdef").find(id[i]) == std::string::npos) return false;
  }
  return id.size() == 36 && id[14] == '7' && std::string("89ab").find(id[19]) != std::string::npos;
}

}  // namespace

TEST_CASE("what a client calls its request is kept where it is a plain word") {
  CHECK(id_for("a.B_9-") == "a.B_9-");
  CHECK(id_for(std::string(128, 'x')) == std::string(128, 'x'));
  const std::string too_long(129, 'x');
  for (const std::string& other :
       {std::string(), std::string("a b"), std::string("a/b"), std::string("\xc3\xa4"), too_long}) {
    INFO(other);
    CHECK(is_uuid_7(id_for(other)));
  }
}

TEST_CASE("ids that are made differ, and those made later sort after") {
  std::set<std::string> made;
  for (int i = 0; i < 10'000; ++i) made.insert(request_id(Head()));
  CHECK(made.size() == 10'000);
  CHECK(is_uuid_7(*made.begin()));
  CHECK(*made.begin() > "019");  // later than 2024
}
