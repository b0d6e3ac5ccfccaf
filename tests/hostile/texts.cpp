#include "texts.h"

namespace hostile {

const std::vector<std::string>& hostile_texts() {
  using namespace std::string_literals;
  static const std::vector<std::string> kTexts{
      // What ends a literal or a comment of C++, and what follows then.
      "\"",
      "'",
      "\\",
      "\\\\",
      "\\\"",
      "a\\",
      "\\n",
      "\\x41B",
      "\\012",
      "\\u0022",
      "%s%n",
      "\"; system(\"touch pwned\"); //",
      "*/ int x; /*",
      "/*",
      "//",
      "/// \\",
      "ends in a backslash \\",
      "two lines\nof text",
      "\n#include </etc/passwd>\n",
      "\r\n#define if while",
      "#include \"x\"",
      "\t",
      // Other spellings of the same.
      "?\?/",
      "?\?=",
      "?\?'",
      "?\?/\n",
      "?\?\?/",
      "?",
      "%:",
      "%:include <x>",
      "<%",
      "<:",
      "and",
      // Raw strings.
      ")\"; evil(); R\"(",
      ")json\"",
      ")json\" )json1\" )json2\"",
      ")json",
      ")json1",
      "R\"json(",
      ")delim\"",
      // CMake, shells, YAML, JSON, Markdown.
      "${HOME}",
      "$ENV{HOME}",
      "$CACHE{X}",
      "$<1:x>",
      "$<",
      "a;b",
      ";",
      "#",
      "]]",
      "[==[",
      "]==]",
      "#[[",
      "execute_process(COMMAND touch pwned)",
      ")\nexecute_process(COMMAND touch pwned)",
      "$(touch pwned)",
      "`touch pwned`",
      "a b",
      "--",
      " -- ",
      "- x: y",
      "{{manifest|code}}",
      "{{",
      "}}",
      "{",
      "</script>",
      "{\"a\": 1}",
      "null",
      "~",
      // What nobody sees, or sees elsewhere.
      "\u202e\u2066",
      "x\u2069y",
      "\u2028",
      "\u2029",
      "\u200b",
      "\u200d",
      "\ufeff",
      "\u00ad",
      "\u0085",
      "\x01",
      "\x1b[2J",
      "\x7f",
      "nul\0here"s,
      "\u00a0",
      "\U000e0041",
      "\ufffe",
      "\U0010ffff",
      // Names.
      "delete",
      "class",
      "main",
      "std",
      "mcp",
      "errno",
      "NULL",
      "linux",
      "assert",
      "__x",
      "_X",
      "x__y",
      "1abc",
      "../../etc/cron.d/x",
      "/abs",
      "C:\\x",
      "con",
      ".git/hooks/pre-commit",
      "CMakeLists.txt",
      "state",
      ".",
      "operator",
      "Handlers",
      "State",
      "read",
      "write",
      "json",
      "value",
      "writer",
      "text",

      "\u0430dmin",
      "\U0001f600",
      "e\u0301",
      "\u00e9",
      "\u4e2d\u6587",
      std::string(128, 'n'),
      std::string(129, 'n'),
      std::string(2000, '"'),
      std::string(70'000, 'x'),
  };
  return kTexts;
}

std::string mixed_text(std::mt19937& random) {
  const std::vector<std::string>& texts = hostile_texts();
  std::string mixed;
  const auto parts = 2 + random() % 4;
  for (std::size_t part = 0; part < parts; ++part) {
    const std::string& text = texts[random() % texts.size()];
    mixed += text.size() > 200 ? "long" : text;
    if (random() % 2 == 0) mixed += "word";
  }
  return mixed;
}

}  // namespace hostile
