#include "harmless.h"

#include <array>
#include <set>

#include <nlohmann/json.hpp>

namespace hostile {
namespace {

constexpr std::string_view kServer = R"json({
  "mcpgen": 1,
  "name": "zq00",
  "version": "zq01",
  "title": "zq02",
  "description": "zq03",
  "instructions": "zq04",
  "websiteUrl": "https://example.com/zq05",
  "icons": [{"src": "https://example.com/zq06", "mimeType": "image/zq07", "sizes": ["48x48"]}],
  "env": {
    "zq08": {"description": "zq09", "default": "zq10"},
    "SHORT": "= zg11 -- zg12",
    "SECRET": "secret required -- zg13"
  },
  "transports": ["stdio", "http"],
  "auth": {"class": "zq11::zq12", "header": "own/zq13.h", "scopes": {"zq14": "zq15", "notes:read": "Read"}},
  "defaults": {"annotations": {"title": "zq16"}},
  "generate": {"namespace": "zq17::zq18"},
  "lint": {"W1301": "off"},
  "types": {
    "Zq19": {"zg20": "string = zg21 -- zg22", "kind": "one | zg23 | three"},
    "Tree": {"children": "Tree[]", "label?": "string(/^zg24$/)"}
  },
)json";

constexpr std::string_view kTools = R"json(
  "tools": {
    "zq25": {
      "title": "zq26",
      "description": "zq27",
      "annotations": {"title": "zq28", "readOnlyHint": true},
      "icons": [{"src": "data:image/png;base64,zq29"}],
      "meta": {"example.com/zq30": "zq31", "nested": {"zq32": ["zq33"]}},
      "input": {"zq34": "string = zg35 -- zg36", "item": "Zq19", "tree?": "Tree", "open?": "any -- zg37"},
      "output": {"zg38": "string -- zg39", "items": "Zq19[]"},
      "confirm": "Go on with zq40 and {zq34}?",
      "examples": [{"description": "zq41", "input": {"zq34": "zq42", "item": {"kind": "one"}}, "error": "zq43"}]
    },
    "raw": {
      "description": "See zq44.",
      "inputSchema": {
        "type": "object", "title": "zq45", "description": "zq46", "$comment": "zq47",
        "properties": {
          "zq48": {"type": "string", "description": "zq49", "default": "zq50", "examples": ["zq51"]},
          "checked": {"type": "string", "pattern": "zq52"},
          "pick": {"type": "string", "enum": ["one", "zq53"], "default": "zq53"},
          "fixed": {"const": "zq54"},
          "list": {"type": "array", "items": {"type": "string"}, "default": ["zq55"]},
          "free": {"default": {"zq56": "zq57"}},
          "inner": {"$ref": "#/$defs/inner"}
        },
        "$defs": {"inner": {"type": "object", "properties": {"zq58": {"type": "string"}}, "required": ["zq58"]}},
        "required": ["zq48"]
      },
      "outputSchema": {"type": "object", "properties": {"zq59": {"type": "string", "enum": ["zq60", "two"]}}}
    },
    "answers_json": {
      "description": "zq61",
      "input": {"name": "string"},
      "output": {"zg62": "string"},
      "json": {"zg62": "zq63 {name}", "zq64": "${SHORT}zq65"}
    },
    "answers_text": {"input": {"zq66": "string"}, "text": "zq67 {zq66}"},
    "answers_file": {"input": {"name": "string"}, "file": {"path": "zq68/{name}.txt", "root": "zq69"}}
  },
)json";

constexpr std::string_view kResources = R"json(
  "resources": {
    "zq70": {
      "uri": "notes://zg71/{zq72}/{other}",
      "title": "zq73",
      "description": "zq74",
      "mimeType": "text/zq75",
      "icons": [{"src": "https://example.com/zq76"}],
      "meta": {"zq77": "zq78"},
      "complete": {"zq72": ["zq79", "second"], "other": "handler"}
    },
    "fixed": {"uri": "notes://zg80", "text": "zq81"},
    "folder": {"uri": "docs://zg82/{+path}", "dir": {"root": "zq83", "glob": "zg84/**"}}
  },
)json";

constexpr std::string_view kPrompts = R"json(
  "prompts": {
    "zq85": {
      "title": "zq86",
      "description": "zq87",
      "arguments": {
        "zq88": {"title": "zq89", "description": "zq90", "default": "zq91"},
        "tone": {"enum": ["zq92", "warm"], "default": "warm"}
      },
      "complete": {"zq88": ["zq93"]},
      "messages": [
        {"user": "zq94 {zq88}"},
        {"assistant": {"file": "zq95"}},
        {"user": {"image": "zq96.png"}},
        {"user": {"resource": "notes://zq97", "text": "zq98", "mimeType": "text/plain"}},
        {"user": {"link": "notes://there", "name": "zq99"}}
      ]
    },
    "asked": {"arguments": {"word?": "string = plain -- zg00"}, "complete": {"word": "handler"}}
  }
})json";

/// As it stands between the quotes of a JSON string.
std::string escaped(std::string_view text) {
  const std::string quoted = nlohmann::json(std::string(text)).dump(-1, ' ', true);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::string_view harmless_manifest() {
  static const std::string kAll = [] {
    std::string all(kServer);
    return all.append(kTools).append(kResources).append(kPrompts);
  }();
  return kAll;
}

std::vector<std::string> marks(Part part) {
  constexpr std::array<std::string_view, 4> kParts{kServer, kTools, kResources, kPrompts};
  const std::string_view text = kParts[static_cast<std::size_t>(part)];
  std::set<std::string> found;
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    const std::string_view four = text.substr(at, 4);
    const bool starts = four.starts_with("zq") || four.starts_with("Zq") || four.starts_with("zg");
    if (starts && four.find_first_not_of("0123456789", 2) == std::string_view::npos) found.emplace(four);
  }
  return {found.begin(), found.end()};
}

bool in_grammar(std::string_view mark) { return mark[1] == 'g'; }

std::string manifest_with(std::string_view mark, std::string_view text) {
  return replaced(std::string(harmless_manifest()), mark, escaped(text));
}

std::string replaced(std::string where, std::string_view what, std::string_view by) {
  for (std::size_t at = where.find(what); at != std::string::npos; at = where.find(what, at + by.size())) {
    where.replace(at, what.size(), by);
  }
  return where;
}

}  // namespace hostile
