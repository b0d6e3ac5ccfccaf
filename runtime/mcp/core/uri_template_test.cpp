#include <mcp/core/uri_template.h>

#include <string>

#include <mcp/json/json.h>

#include "catch.h"
#include "cpu_time.h"

using mcp::Json;
using mcp::UriTemplate;

namespace {

UriTemplate compiled(std::string_view text) {
  auto result = UriTemplate::compile(text);
  REQUIRE(std::holds_alternative<UriTemplate>(result));
  return std::get<UriTemplate>(std::move(result));
}

/// The variables, or null when `uri` does not match.
Json match(std::string_view text, std::string_view uri) { return compiled(text).match(uri).value_or(Json()); }

}  // namespace

TEST_CASE("a template matches what it expands to") {
  CHECK(match("a://{x}", "a://1") == Json{{"x", "1"}});
  CHECK(match("a://{x}/b/{y}.txt", "a://1/b/2.3.txt") == Json{{"x", "1"}, {"y", "2.3"}});
  CHECK(match("a://b{/x}", "a://b/1") == Json{{"x", "1"}});
  CHECK(match("a://{+path}", "a://b/c?d") == Json{{"path", "b/c?d"}});
  CHECK(match("a://{+path}/{name}", "a://b/c/d") == Json{{"path", "b/c"}, {"name", "d"}});
  CHECK(match("a://b{?q,r}", "a://b?r=2&q=1") == Json{{"r", "2"}, {"q", "1"}});
  CHECK(match("a://b{?q}", "a://b") == Json::object());
}

TEST_CASE("what follows {+name} is found from the end") {
  CHECK(match("docs://{+path}/{id}/edit", "docs://a/b/7/edit") == Json{{"path", "a/b"}, {"id", "7"}});
  CHECK(match("repo://{+path}/{line}/{column}", "repo://src/main.cpp/12/5") ==
        Json{{"path", "src/main.cpp"}, {"line", "12"}, {"column", "5"}});
  CHECK(match("a://{x}/{+path}/{a},{b}!", "a://1/2/3/4,5!") ==
        Json{{"x", "1"}, {"path", "2/3"}, {"a", "4"}, {"b", "5"}});
  CHECK(match("a://{+p}/x/{+q}", "a://1/x/2/x/3/4") == Json{{"p", "1/x/2"}, {"q", "3/4"}});
  CHECK(match("docs://{+path}/{id}/edit", "docs://7/edit").is_null());
  CHECK(match("docs://{+path}/{id}/edit", "docs://a//edit").is_null());
  CHECK(match("repo://{+path}/{line}/{column}", "repo:///12/5").is_null());
}

TEST_CASE("a template matches nothing else") {
  CHECK(match("a://{x}", "a://").is_null());
  CHECK(match("a://{x}", "a://1/2").is_null());
  CHECK(match("a://{x}", "b://1").is_null());
  CHECK(match("a://{x}/b", "a://1/bc").is_null());
  CHECK(match("a://b{?q}", "a://b?other=1").is_null());
  CHECK(match("a://b{?q}", "a://b?q=1&q=2").is_null());
  CHECK(match("a://b{?q}", "a://bc?q=1").is_null());
}

TEST_CASE("variables are percent-decoded once, and must be text") {
  CHECK(match("a://{x}", "a://%C3%A4%20%2F") == Json{{"x", "\xc3\xa4 /"}});
  CHECK(match("a://{x}", "a://%2541") == Json{{"x", "%41"}});
  for (const char* uri : {"a://%", "a://%4", "a://%zz", "a://%ff"}) CHECK(match("a://{x}", uri).is_null());
}

TEST_CASE("MCP-13 a URI with needless escapes is none that a template matches") {
  CHECK(match("a://{+path}", "a://%70rivate/x").is_null());
  CHECK(match("a://{+path}", "a://private%2Fx").is_null());
  CHECK(match("a://{+path}", "a://b%3Fc/%C3%A4") == Json{{"path", "b?c/\xc3\xa4"}});
  CHECK(match("a://{x}/b", "a://%7E/b").is_null());
  CHECK(match("a://{x}/b", "a://c%2Fd/b") == Json{{"x", "c/d"}});
  CHECK(match("a://b{?q}", "a://b?q=%41") == Json{{"q", "A"}});
}

TEST_CASE("a template that cannot be matched is refused") {
  for (const char* text : {"a{", "a}", "a{}", "a{b}{c}", "a{b*}", "a{/b*}", "a{b,c}", "a{?b}c", "a{?b}{c}",
                           "a{?}", "a{#b}", "a{b:3}", "a{b c}"}) {
    CAPTURE(text);
    CHECK(std::holds_alternative<UriTemplate::Fault>(UriTemplate::compile(text)));
  }
  CHECK(std::get<UriTemplate::Fault>(UriTemplate::compile("a://{b}{c}")).offset == 7);
}

TEST_CASE("MCP-19 matching takes time in proportion to the URI") {
  for (const char* text : {"x://{/id}", "x://{id}", "x://{+id}", "x://{?tags}", "x://{a}-{b}-{c}-{d}-{e}",
                           "x://{a},{b},{c},{d}!", "x://{+a},{b},{c}!", "x://{+a},{b},{c},"}) {
    CAPTURE(text);
    const auto match_all = [&](int count) {
      std::string commas;
      for (int i = 0; i < count; ++i) commas += "a,";
      return [text, path = "x://" + commas, query = "x://?tags=" + commas] {
        (void)match(text, path);
        (void)match(text, query);
      };
    };
    CHECK(tst::times_as_long(match_all(800'000), match_all(200'000)) < 10);
  }
}
