#include "manifest/references.h"

#include <algorithm>

#include <fmt/format.h>

#include <mcp/core/address_rules.h>
#include <mcp/core/listen_address.h>

#include "catalogue/catalogue.h"
#include "manifest/check_headers.h"
#include "manifest/check_schema.h"
#include "manifest/reach.h"
#include "manifest/units.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// Whether an address to listen on is surely not this machine's alone. A port may be the operator's.
bool others_reach(std::string_view listen) {
  const std::size_t port = listen.find(":${");
  const auto address = mcp::read_address(port == listen.npos ? std::string(listen)
                                                             : std::string(listen.substr(0, port)) + ":0");
  return address && address->socket.empty() && !mcp::is_loopback(address->host);
}

class ReferenceCheck {
 public:
  ReferenceCheck(const Manifest& manifest, const Catalogue& catalogue, Diagnostics& diagnostics)
      : manifest_(manifest),
        catalogue_(catalogue),
        diagnostics_(diagnostics),
        schemas_(manifest.types, diagnostics) {}

  void check() {
    check_exposure();
    check_audience();
    check_way_of_tokens();
    check_room();
    check_audit();
    schemas_.check_types();
    for (const TypeEntry& type : manifest_.types) refuse_headers(type.schema, diagnostics_);
    for (const ToolEntry& tool : manifest_.tools) check_tool(tool);
    for (const ResourceEntry& resource : manifest_.resources) check_scopes(resource.scopes);
    for (const PromptEntry& prompt : manifest_.prompts) check_scopes(prompt.scopes);
    for (const SkillEntry& skill : manifest_.skills) check_scopes(skill.scopes);
  }

 private:
  /// Whoever reaches the address may use the server: that has to be said.
  void check_exposure() {
    const bool written_out = manifest_.auth.place.file != nullptr;
    const bool clients_are_known = manifest_.server.tls && !manifest_.server.tls->client_ca.empty();
    if (written_out || clients_are_known || !others_reach(manifest_.server.listen.value)) return;
    const Text& listen = manifest_.server.listen;
    diagnostics_
        .error("E0503", listen.place,
               fmt::format("everybody who reaches `{}` could use the server", listen.value))
        .labelled("not an address of this machine alone")
        .helped("listen on 127.0.0.1, or write `auth: none` if everybody may");
  }

  /// A message that is as long as one may be has to fit into what all requests together may keep.
  void check_room() {
    if (!listens(manifest_)) return;
    constexpr std::uint64_t kMessage = 4 << 20, kBuffer = 64 << 20;
    const Node* message = manifest_.limits ? manifest_.limits->find("requestSize") : nullptr;
    const Node* buffer = manifest_.limits ? manifest_.limits->find("bufferSize") : nullptr;
    const std::uint64_t longest = message ? parse_size(message->text).value_or(0) : kMessage;
    const std::uint64_t room = buffer ? parse_size(buffer->text).value_or(0) : kBuffer;
    if (longest <= room) return;
    diagnostics_
        .error("E0204", (buffer ? buffer : message)->place, "`bufferSize` is smaller than `requestSize`")
        .labelled("a request of the size that is allowed would never find room")
        .helped(
            fmt::format("choose a `bufferSize` of several requests, such as {}MiB", (longest * 4 >> 20) + 1));
  }

  /// A name that is none would leave calls out that somebody wants recorded.
  void check_audit() {
    if (!manifest_.audit) return;
    std::vector<std::string> names;
    for (const ToolEntry& tool : manifest_.tools) names.push_back(tool.name.value);
    for (const Text& named : manifest_.audit->tools) {
      if (std::ranges::find(names, named.value) != names.end()) continue;
      diagnostics_.error("E0309", named.place, fmt::format("there is no tool `{}`", visible(named.value)))
          .labelled("nothing would be recorded")
          .helped(
              did_you_mean(named.value, names, "name a tool of this server, or record all: `audit: true`"));
    }
  }

  void check_tool(const ToolEntry& tool) {
    const std::size_t errors = diagnostics_.count(Severity::error);
    schemas_.check(tool.input);
    check_headers(tool.input, diagnostics_);
    if (tool.output) {
      schemas_.check(*tool.output);
      refuse_headers(*tool.output, diagnostics_);
    }
    check_scopes(tool.scopes);
    if (diagnostics_.count(Severity::error) != errors) return;
    check_examples(tool);
    check_fixed_answer(tool);
  }

  void check_examples(const ToolEntry& tool) {
    if (!tool.examples) return;
    for (const Node& example : tool.examples->items) {
      if (const Node* input = example.find("input")) schemas_.check_example(tool.input, *input, "example");
      const Node* output = example.find("output");
      if (output && tool.output) schemas_.check_example(*tool.output, *output, "example");
    }
  }

  /// An answer without placeholders is known already: it must be what the tool declares.
  void check_fixed_answer(const ToolEntry& tool) {
    const Variant* variant = tool.backend ? catalogue_.find("backend", tool.backend->kind.value) : nullptr;
    if (!variant || variant->answers != "structured" || !tool.output) return;
    const Node* answer = tool.backend->options.find(variant->shorthand);
    if (answer && is_fixed(*answer)) schemas_.check_example(*tool.output, *answer, "answer");
  }

  /// Tokens name whom they are for: by the server's URL, where nothing else is said.
  void check_audience() {
    if (!manifest_.server.public_url.empty()) return;
    for (const AuthMode& mode : manifest_.auth.modes) {
      if (!mode.of_tokens() || !mode.options || mode.options->find("audience")) continue;
      diagnostics_.error("E0404", mode.word.place, "tokens for any server would do")
          .labelled("there is no audience")
          .helped(
              "add `audience: https://…`, as tokens for this server have it, or `server: { publicUrl: "
              "https://… }`");
    }
  }

  /// Whoever is on the way could read them, and nobody could be told what to ask them for.
  void check_way_of_tokens() {
    const ServerEntry& server = manifest_.server;
    const bool taken = std::ranges::any_of(manifest_.auth.modes, &AuthMode::of_tokens);
    const std::string& url = server.public_url.value;
    const bool operator_decides = url.starts_with("${");
    const bool in_the_clear = mcp::is_in_the_clear(server.tls.has_value(), url) && !operator_decides;
    if (!taken || !in_the_clear || !listens(manifest_) || !others_reach(server.listen.value)) return;
    diagnostics_
        .error("E0505", server.listen.place,
               fmt::format("tokens would come to `{}` in the clear", server.listen.value))
        .labelled("neither TLS nor a public URL with https")
        .helped("add `tls`, or `publicUrl: https://…` where a proxy has it; or listen on 127.0.0.1");
  }

  static bool is_fixed(const Node& value) {
    if (value.is_string()) return value.text.find_first_of("{}$") == std::string::npos;
    return std::all_of(value.items.begin(), value.items.end(), is_fixed) &&
           std::all_of(value.members.begin(), value.members.end(),
                       [](const Member& m) { return is_fixed(m.value); });
  }

  void check_scopes(const std::vector<Text>& scopes) {
    if (manifest_.auth.asks() || scopes.empty()) return;
    diagnostics_
        .error("E0401", scopes.front().place,
               fmt::format("the scope `{}` protects nothing", scopes.front().value))
        .labelled("everybody may call a server with `auth: none`")
        .helped("remove `scopes`, or choose another auth mode");
  }

  const Manifest& manifest_;
  const Catalogue& catalogue_;
  Diagnostics& diagnostics_;
  SchemaChecker schemas_;
};

}  // namespace

void check_references(const Manifest& manifest, const Catalogue& catalogue, Diagnostics& diagnostics) {
  ReferenceCheck(manifest, catalogue, diagnostics).check();
}

}  // namespace mcpgen
