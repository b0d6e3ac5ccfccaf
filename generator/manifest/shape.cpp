#include "manifest/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "manifest/named_checks.h"
#include "manifest/shape_match.h"
#include "manifest/shape_suggestions.h"
#include "manifest/units.h"
#include "support/text.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

/// What messages call the value at hand.
struct Subject {
  enum class Role { root, section, entry, item };
  Role role = Role::root;
  std::string_view key;
};

std::string describe(const Subject& subject, std::string_view noun) {
  switch (subject.role) {
    case Subject::Role::root:
      return fmt::format("the {}", noun);
    case Subject::Role::entry:
      if (!noun.empty()) return fmt::format("{} `{}`", noun, visible(subject.key));
      [[fallthrough]];
    case Subject::Role::section:
      return fmt::format("`{}`", visible(subject.key));
    case Subject::Role::item:
      return noun.empty() ? fmt::format("an item of `{}`", visible(subject.key))
                          : fmt::format("the {} in `{}`", noun, visible(subject.key));
  }
  return {};
}

std::string_view text_or(const Json& schema, std::string_view key, std::string_view otherwise) {
  const auto found = schema.find(key);
  return found == schema.end() ? otherwise : std::string_view(found->get_ref<const std::string&>());
}

/// What to do about a word that is near to one of a later mcpgen.
std::string later_or(std::string_view word, const Json& schema, std::string otherwise) {
  const std::string later = nearest(word, later_words(schema));
  return later.empty() ? std::move(otherwise) : fmt::format("`{}` is not in this build of mcpgen", later);
}

std::string_view noun_of(const Json& schema) { return text_or(schema, "x-noun", ""); }

class ShapeCheck {
 public:
  ShapeCheck(const Json& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  void check(Node& node, const Json& schema, const Subject& subject) {
    const std::size_t findings = diagnostics_.all().size();
    check_node(node, schema, subject);
    if (diagnostics_.all().size() != findings) faulty_.insert(&node);
  }

  FaultyNodes faulty() && { return std::move(faulty_); }

 private:
  void check_node(Node& node, const Json& schema, const Subject& subject) {
    if (!schema.is_object()) return;
    if (const auto reference = schema.find("$ref"); reference != schema.end()) {
      check(node, resolve(*reference), subject);
    }
    if (const auto condition = schema.find("if"); condition != schema.end()) {
      const auto branch = schema.find(matches(node, *condition) ? "then" : "else");
      if (branch != schema.end()) check(node, *branch, subject);
    }
    if (!check_type(node, schema, subject)) return;
    check_words(node, schema);
    check_text(node, schema, subject);
    check_number(node, schema, subject);
    check_amount(node, schema, subject);
    if (node.is_list()) check_list(node, schema, subject);
    if (node.is_map()) check_map(node, schema, subject);
  }

  const Json& resolve(const Json& reference) const {
    return root_.at(Json::json_pointer(reference.get<std::string>().substr(1)));
  }

  bool check_type(Node& node, const Json& schema, const Subject& subject) {
    const auto type = schema.find("type");
    if (type == schema.end()) return true;
    if (has_type(node, *type)) {
      if (is_text_alone(node, *type)) node.take_as_text();
      return true;
    }
    const std::string expected = type_names(*type);
    if (node.is_null()) {
      diagnostics_.error("E0203", node.place, describe(subject, noun_of(schema)) + " is empty")
          .labelled("expected " + expected)
          .helped("give it a value, or remove the key");
    } else {
      diagnostics_
          .error("E0203", node.place,
                 fmt::format("{} must be {}", describe(subject, noun_of(schema)), expected))
          .labelled(fmt::format("this is {}", kind_name(node.kind)))
          .helped(std::string(text_or(schema, "x-help", fmt::format("write {} here", expected))));
    }
    return false;
  }

  void check_words(const Node& node, const Json& schema) {
    const auto words = schema.find("enum");
    if (words == schema.end() || node.is_map() || node.is_list()) return;
    for (const Json& word : *words) {
      if (is_value(node, word)) return;
    }
    const std::string_view noun = text_or(schema, "x-noun", "value");
    const std::string written = visible(node.text);
    const std::vector<std::string> known = known_words(schema);
    if (is_later(schema, node.text)) {
      diagnostics_
          .error("E0206", node.place, fmt::format("this build of mcpgen has no {} `{}`", noun, written))
          .labelled("it has " + one_of(known))
          .helped(fmt::format("use {}, or a later mcpgen", one_of(known)));
      return;
    }
    diagnostics_.error("E0207", node.place, fmt::format("unknown {} `{}`", noun, written))
        .labelled("expected " + one_of(known))
        .helped(did_you_mean(node.text, known, later_or(node.text, schema, "use " + one_of(known))));
  }

  void check_text(const Node& node, const Json& schema, const Subject& subject) {
    if (node.is_map() || node.is_list() || node.is_null()) return;
    check_named(node.text, node.place, schema);
    if (!schema.contains("minLength") && !schema.contains("maxLength")) return;
    const std::size_t length = count_code_points(node.text);
    if (length < schema.value("minLength", std::size_t{0})) {
      diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is empty")
          .labelled("expected text")
          .helped("write something, or remove the key");
    } else if (length > schema.value("maxLength", length)) {
      diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is too long")
          .labelled(fmt::format("at most {} characters", schema.value("maxLength", length)))
          .helped(fmt::format("keep to {} characters", schema.value("maxLength", length)));
    }
  }

  void check_named(std::string_view text, Place place, const Json& schema) {
    const auto name = schema.find("x-check");
    if (name == schema.end()) return;
    const NamedCheck* rule = find_named_check(name->get_ref<const std::string&>());
    if (rule) check_text_rule(*rule, text, place, diagnostics_);
  }

  void check_number(const Node& node, const Json& schema, const Subject& subject) {
    if (!node.is(Node::Kind::integer) && !node.is(Node::Kind::number)) return;
    const auto low = schema.find("minimum");
    const auto high = schema.find("maximum");
    if (low != schema.end() && node.number < low->get<double>()) {
      too_small(node, schema, subject, low->dump());
    } else if (high != schema.end() && node.number > high->get<double>()) {
      too_large(node, schema, subject, high->dump());
    }
  }

  void check_amount(const Node& node, const Json& schema, const Subject& subject) {
    const std::optional<std::uint64_t> amount = parse_amount(node.text);
    if (!amount) return;
    const std::string_view low = text_or(schema, "x-minimum", "");
    const std::string_view high = text_or(schema, "x-maximum", "");
    if (amount < parse_amount(low).value_or(0)) {
      too_small(node, schema, subject, low);
    } else if (amount > parse_amount(high).value_or(*amount)) {
      too_large(node, schema, subject, high);
    }
  }

  void too_small(const Node& node, const Json& schema, const Subject& subject, std::string_view least) {
    diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is too small")
        .labelled(fmt::format("at least {}", least))
        .helped(fmt::format("choose at least {}", least));
  }

  void too_large(const Node& node, const Json& schema, const Subject& subject, std::string_view most) {
    diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is too large")
        .labelled(fmt::format("at most {}", most))
        .helped(fmt::format("choose at most {}", most));
  }

  void check_list(Node& list, const Json& schema, const Subject& subject) {
    check_count(list, list.items.size(), schema, "Items", "items", subject);
    if (schema.value("uniqueItems", false)) check_unique(list, subject);
    const auto items = schema.find("items");
    if (items == schema.end()) return;
    for (Node& item : list.items) check(item, *items, {Subject::Role::item, subject.key});
  }

  void check_unique(const Node& list, const Subject& subject) {
    std::unordered_map<std::string_view, Place> seen;
    for (const Node& item : list.items) {
      if (item.text.empty()) continue;
      const auto [earlier, is_new] = seen.emplace(item.text, item.place);
      if (is_new) continue;
      diagnostics_
          .error("E0205", item.place,
                 fmt::format("`{}` stands twice in {}", visible(item.text), describe(subject, "")))
          .noted(earlier->second, "it stands here already")
          .helped("remove one of them");
    }
  }

  void check_count(const Node& node, std::size_t count, const Json& schema, const std::string& what,
                   std::string_view noun, const Subject& subject) {
    const std::size_t least = schema.value("min" + what, std::size_t{0});
    const std::size_t most = schema.value("max" + what, count);
    if (count < least) {
      diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is empty")
          .labelled(fmt::format("expected at least {}", least))
          .helped("add one, or remove the key");
    } else if (count > most) {
      diagnostics_.error("E0204", node.place, describe(subject, noun_of(schema)) + " is too large")
          .labelled(fmt::format("{} {}, at most {} may be here", count, noun, most))
          .helped(fmt::format("keep at most {}", most));
    }
  }

  void check_map(Node& map, const Json& schema, const Subject& subject) {
    check_required(map, schema, subject);
    check_count(map, map.members.size(), schema, "Properties", "keys", subject);
    const auto names = schema.find("propertyNames");
    const auto properties = schema.find("properties");
    const auto others = schema.find("additionalProperties");
    for (Member& member : map.members) {
      if (names != schema.end()) check_named(member.key, member.key_place, *names);
      if (properties != schema.end() && properties->contains(member.key)) {
        check(member.value, (*properties)[member.key], {Subject::Role::section, member.key});
      } else if (others != schema.end() && others->is_boolean()) {
        if (!others->get<bool>()) unknown_key(member, schema, subject);
      } else if (others != schema.end()) {
        check(member.value, *others, {Subject::Role::entry, member.key});
      }
    }
  }

  void check_required(const Node& map, const Json& schema, const Subject& subject) {
    const auto required = schema.find("required");
    if (required == schema.end()) return;
    for (const Json& key : *required) {
      const std::string& name = key.get_ref<const std::string&>();
      if (map.find(name)) continue;
      diagnostics_
          .error("E0202", map.place, fmt::format("{} has no `{}`", describe(subject, noun_of(schema)), name))
          .helped(fmt::format("add `{}:`", name));
    }
  }

  void unknown_key(const Member& member, const Json& schema, const Subject& subject) {
    faulty_.insert(&member.value);
    const std::string key = visible(member.key);
    if (is_later(schema, member.key)) {
      diagnostics_.error("E0206", member.key_place, fmt::format("this build of mcpgen has no `{}`", key))
          .labelled("not available yet")
          .helped("remove it, or use a later mcpgen");
      return;
    }
    Diagnostic& finding =
        diagnostics_.error("E0201", member.key_place,
                           fmt::format("unknown key `{}` in {}", key, describe(subject, noun_of(schema))));
    explain_unknown_key(finding, member.key, schema, root_);
  }

  const Json& root_;
  Diagnostics& diagnostics_;
  FaultyNodes faulty_;
};

}  // namespace

FaultyNodes check_shape(Node& root, const Json& schema, Diagnostics& diagnostics) {
  ShapeCheck check(schema, diagnostics);
  check.check(root, schema, {});
  return std::move(check).faulty();
}

}  // namespace mcpgen
