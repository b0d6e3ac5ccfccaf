#include "manifest/read.h"

#include "catch.h"
#include "manifest/reading.h"
#include "manifest/testing.h"

using mcpgen::tst::head;
using mcpgen::tst::json;
using mcpgen::tst::Read;

namespace {

constexpr const char* kGreeter = R"(mcpgen: 1
name: greeter
version: 0.1.0

tools:
  greet:
    description: Greet a person by name.
    input: { name: string -- Who to greet }
    output: { message: string }
    annotations: { readOnlyHint: true }
    json: { message: "Hello, {name}!" }
)";

}  // namespace

TEST_CASE("the smallest server is read as it is written, without a finding") {
  const Read read(kGreeter);
  CHECK(read.findings() == "");
  REQUIRE(read.manifest);
  CHECK(read.manifest->name.value == "greeter");
  CHECK(read.manifest->version.value == "0.1.0");
  REQUIRE(read.manifest->tools.size() == 1);
  const mcpgen::ToolEntry& greet = read.manifest->tools[0];
  CHECK(greet.name.value == "greet");
  CHECK(greet.name.place.line == 6);
  CHECK(greet.name.place.column == 3);
  CHECK(json(greet.input) ==
        R"({"type":"object","properties":{"name":{"type":"string","description":"Who to greet"}},)"
        R"("required":["name"],"additionalProperties":false})");
  CHECK(json(*greet.output) ==
        R"({"type":"object","properties":{"message":{"type":"string"}},"required":["message"]})");
  REQUIRE(greet.backend);
  CHECK(greet.backend->kind.value == "json");
  CHECK(json(greet.backend->options) == R"({"value":{"message":"Hello, {name}!"}})");
}

TEST_CASE("what is not written has its default") {
  const Read read(head(""));
  REQUIRE(read.manifest);
  CHECK(read.manifest->version.value == "1.10");
  REQUIRE(read.manifest->transports.size() == 1);
  CHECK(read.manifest->transports[0].value == "stdio");
  CHECK_FALSE(read.manifest->auth.asks());
  CHECK(read.manifest->protocol.empty());
  CHECK_FALSE(read.manifest->limits);
}

TEST_CASE("a tool has all that it may have") {
  const Read read(head(R"(defaults: { timeout: 5s, annotations: { openWorldHint: false } }
tools:
  ask:
    title: Ask
    description: Asks.
    inputSchema: { type: object, properties: { q: { type: string, description: Q } }, required: [q] }
    annotations: { readOnlyHint: true }
    icons: [{ src: "https://example.com/i.png", sizes: [48x48], theme: dark }]
    meta: { example.com/key: 1 }
    concurrency: 4
    confirm: Really ask {q}?
    task: auto
    once: true
    examples: [{ input: { q: why } }]
  gone: { description: Is left out., enabled: false }
)"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  REQUIRE(read.manifest->tools.size() == 1);
  const mcpgen::ToolEntry& ask = read.manifest->tools[0];
  CHECK(ask.title.value == "Ask");
  CHECK(ask.timeout == std::chrono::milliseconds(5000));
  CHECK(json(*ask.annotations) == R"({"readOnlyHint":true,"openWorldHint":false})");
  CHECK(ask.icons);
  CHECK(json(*ask.meta) == R"({"example.com/key":1})");
  CHECK(ask.concurrency == 4u);
  CHECK(ask.confirm->value == "Really ask {q}?");
  CHECK(ask.task == "auto");
  CHECK(ask.once);
  CHECK_FALSE(ask.backend);
  CHECK(json(ask.input).find("additionalProperties") == std::string::npos);
}

TEST_CASE("a tool without input takes no arguments") {
  for (const char* input : {"", "input: {}"}) {
    const Read read(head(std::string("tools:\n  t:\n    description: T.\n    ") + input + "\n"));
    REQUIRE(read.manifest);
    CHECK(json(read.manifest->tools[0].input) == R"({"type":"object","additionalProperties":false})");
  }
}

TEST_CASE("a list with names is a section as well") {
  const Read read(head("tools:\n  - name: a\n    description: A.\n  - { name: b, description: B. }\n"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  REQUIRE(read.manifest->tools.size() == 2);
  CHECK(read.manifest->tools[1].name.value == "b");
}

TEST_CASE("resources know the variables of their URIs and what fills their back ends") {
  const Read read(head(R"(resources:
  note:
    uri: notes://{day}/{+path}
    mimeType: text/plain
    ttl: 2m
    file: notes/{day}.txt
    complete: { day: [monday, sunday], path: handler }
)"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  const mcpgen::ResourceEntry& note = read.manifest->resources.at(0);
  REQUIRE(note.variables.size() == 2);
  CHECK(note.variables[0].value == "day");
  CHECK(note.variables[0].place.column == 19);
  CHECK(note.variables[1].value == "path");
  CHECK(note.ttl == std::chrono::minutes(2));
  CHECK(json(note.backend->options) == R"({"path":"notes/{day}.txt","mimeType":"text/plain"})");
  REQUIRE(note.completes.size() == 2);
  CHECK(note.completes[0].values == std::vector<std::string>{"monday", "sunday"});
  CHECK(note.completes[1].handler);
}

TEST_CASE("a back end's long form names its options") {
  const Read read(head("resources: { r: { uri: 'a:b', file: { path: x.txt, root: data } } }\n"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  CHECK(json(read.manifest->resources[0].backend->options) == R"({"path":"x.txt","root":"data"})");
}

TEST_CASE("arguments of prompts are text, required unless said otherwise") {
  const Read read(head(R"(prompts:
  triage:
    arguments:
      order: string -- Order number
      tone?: formal | friendly = friendly
      note: { title: Note, required: false }
    messages:
      - user: Draft a {tone} answer to {order}. {note}
  pasted:
    arguments:
      - { name: a, required: true }
      - { name: b }
)"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  const mcpgen::PromptEntry& triage = read.manifest->prompts.at(0);
  REQUIRE(triage.arguments.size() == 3);
  CHECK(triage.arguments[0].required);
  CHECK(triage.arguments[0].description.value == "Order number");
  CHECK(triage.arguments[1].name.value == "tone");
  CHECK_FALSE(triage.arguments[1].required);
  CHECK(triage.arguments[1].values == std::vector<std::string>{"formal", "friendly"});
  CHECK(triage.arguments[1].fallback == "friendly");
  CHECK_FALSE(triage.arguments[2].required);
  REQUIRE(triage.backend);
  CHECK(triage.backend->kind.value == "messages");
  CHECK(read.manifest->prompts[1].arguments[0].required);
  CHECK_FALSE(read.manifest->prompts[1].arguments[1].required);
}

TEST_CASE("variables have a short and a long form") {
  const Read read(head(R"(env:
  TOKEN: secret required -- For the API
  PORT: = 80 -- Where to listen
  PLAIN:
  LONG: { description: Long., default: x }
)"));
  CHECK(read.errors() == "");
  REQUIRE(read.manifest);
  const auto& env = read.manifest->env;
  REQUIRE(env.size() == 4);
  CHECK(env[0].secret);
  CHECK(env[0].required);
  CHECK(env[0].description.value == "For the API");
  REQUIRE(env[1].fallback);
  CHECK(env[1].fallback->value == "80");
  CHECK(env[1].description.value == "Where to listen");
  CHECK_FALSE(env[2].required);
  REQUIRE(env[3].fallback);
  CHECK(env[3].fallback->value == "x");
}

TEST_CASE("a limit with which no server works is refused, its own bound is not") {
  const auto errors = [](const std::string& limits) {
    return Read(head("transports: [http]\nlimits: { " + limits + " }\n")).errors();
  };
  CHECK(Read(head("limits: { requestSize: 100MiB }\n")).errors() == "");  // over stdio nothing is shared
  for (const char* least :
       {"requestSize: 1KiB", "requestSize: 1024", "schemaDepth: 16", "timeout: 10ms", "grace: 0s",
        "concurrency: 1", "queue: 1", "requestSize: 1GiB, bufferSize: 1GiB", "timeout: 1d",
        "concurrency: 10000", "headers: 16", "headerSize: 1MiB", "bodyTime: 1h", "connectionAge: 1s",
        "streamQueue: 16KiB", "connections: 1000000", "requestSize: 64MiB"})
    CHECK(errors(least) == "");
  for (const char* beyond :
       {"requestSize: 1023", "requestSize: 10B", "requestSize: 2GiB", "schemaDepth: 1", "timeout: 9ms",
        "timeout: 0s", "timeout: 2d", "grace: 2d", "concurrency: 10001", "queue: 0", "headers: 15",
        "headerSize: 1025KiB", "bodyTime: 61m", "connectionAge: 999ms", "streamQueue: 16383",
        "connections: 1000001", "requestSize: 65MiB", "bufferSize: 3MiB"}) {
    INFO(beyond);
    CHECK_THAT(errors(beyond), tst::StartsWith("E0204 "));
  }
  CHECK_THAT(Read(head("tools: { a: { timeout: 1ms } }\n")).errors(), tst::StartsWith("E0204 "));
}

TEST_CASE("GEN-12 unknown keys are errors at every level") {
  for (const char* text :
       {"Auth: none\n", "tools: { t: { scopess: [a] } }\n", "limits: { timeOut: 5s }\n",
        "auth: { mode: none, scope: {} }\n", "tools: { t: { annotations: { readonly: true } } }\n",
        "prompts: { p: { inputs: {} } }\n", "resources: { r: { uri: 'a:b', filee: x } }\n",
        "tools: { t: { file: { path: x, rot: y } } }\n"}) {
    CAPTURE(text);
    const Read read(head(text));
    CHECK_FALSE(read.manifest);
    CHECK(read.has("E0201"));
  }
}

TEST_CASE("GEN-15 secrets are refused in the manifest and variables are never expanded") {
  CHECK(Read(head("env: { TOKEN: secret = hunter2 }\n")).has("E0402"));
  CHECK(Read(head("env: { TOKEN: { secret: true, default: hunter2 } }\n")).has("E0402"));
  CHECK(Read(head("transports: [http]\nserver: { tls: { cert: a, key: '-----BEGIN PRIVATE KEY-----' } }\n"))
            .has("E0403"));
  CHECK(Read(head("tools: { t: { text: ghp_0123456789abcdefghijABCDEFGHIJ } }\n")).has("W1301"));
  const Read read(head("env: { HOME: }\ntools: { t: { text: 'at ${HOME}' } }\n"));
  REQUIRE(read.manifest);
  CHECK(json(read.manifest->tools[0].backend->options) == R"({"value":"at ${HOME}"})");
}

TEST_CASE("an address is short for a server section") {
  const Read read(head("transports: [http]\nserver: \"[::1]:9000\"\n"));
  CHECK(read.findings() == "");
  REQUIRE(read.manifest);
  CHECK(read.manifest->server.listen.value == "[::1]:9000");
}

TEST_CASE("a server section has all that it may have") {
  const Read read(
      head("transports: [http]\n"
           "server:\n"
           "  listen: 127.0.0.1:0\n"
           "  path: /a/b\n"
           "  allowedOrigins: [\"https://a.example\", \"null\"]\n"
           "  allowedHosts: [a.example, \"a.example:8443\"]\n"));
  CHECK(read.findings() == "");
  REQUIRE(read.manifest);
  const mcpgen::ServerEntry& server = read.manifest->server;
  CHECK(server.listen.value == "127.0.0.1:0");
  CHECK(server.path.value == "/a/b");
  CHECK(mcpgen::values_of(server.allowed_origins) == std::vector<std::string>{"https://a.example", "null"});
  CHECK(mcpgen::values_of(server.allowed_hosts) == std::vector<std::string>{"a.example", "a.example:8443"});
}

TEST_CASE("WEB-06 GEN-16 an address that other machines reach needs auth to be written out") {
  const std::string open = head("transports: [http]\nserver: 0.0.0.0:80\n");
  CHECK_FALSE(Read(open).manifest);
  CHECK(Read(open).has("E0503"));
  CHECK(Read(head("transports: [http]\nserver: \"[::]:80\"\n")).has("E0503"));
  CHECK(Read(head("transports: [http]\nserver: { listen: \"example.com:80\" }\n")).has("E0503"));
  CHECK(Read(open + "auth: none\n").findings() == "");
  CHECK(Read(open + "auth: { mode: none }\n").findings() == "");
  CHECK(Read(head("transports: [http]\n")).findings() == "");
  CHECK(Read(head("transports: [http]\nserver: 127.0.0.1:80\n")).findings() == "");
}

TEST_CASE("WEB-06 a port that the operator chooses makes an address no safer") {
  const std::string head_of_port = head("transports: [http]\nenv: { PORT: = 80, HOST: = 127.0.0.1 }\n");
  CHECK(Read(head_of_port + "server: \"0.0.0.0:${PORT}\"\n").has("E0503"));
  CHECK(Read(head_of_port + "server: { listen: \"[::]:${PORT:-80}\" }\n").has("E0503"));
  CHECK(Read(head_of_port + "server: \"127.0.0.1:${PORT}\"\n").findings() == "");
  // Which host it is, the server knows when it starts.
  CHECK(Read(head_of_port + "server: \"${HOST}:80\"\n").findings() == "");
}

TEST_CASE("GEN-16 tokens do not travel in the clear, unless a public URL is written out") {
  const std::string tokens =
      "auth: { mode: oidc, issuer: 'https://a.example', audience: 'https://b.example/mcp' }\n";
  const auto read = [&](const std::string& server) {
    return Read(head("transports: [http]\nlint: { W1504: off }\nserver: { " + server + " }\n" + tokens));
  };
  CHECK(read("listen: '0.0.0.0:80'").has("E0505"));
  CHECK(read("listen: '[2001:db8::1]:${PORT:-80}'").has("E0505"));
  CHECK_FALSE(read("listen: '0.0.0.0:80', publicUrl: 'https://b.example'").has("E0505"));
  CHECK_FALSE(read("listen: '0.0.0.0:80', tls: { cert: a, key: b }").has("E0505"));
  CHECK_FALSE(read("listen: '127.0.0.1:80'").has("E0505"));
  CHECK_FALSE(read("path: /x").has("E0505"));
  CHECK_FALSE(Read(head("transports: [http]\nserver: 0.0.0.0:80\nauth: api-key\n")).has("E0505"));
}

TEST_CASE("an audience that clients are not told to ask for is noted") {
  const auto noted = [](const std::string& server, const std::string& audience) {
    return Read(head("transports: [http]\n" + server +
                     "auth: { mode: oidc, issuer: 'https://a.example', audience: '" + audience + "' }\n"))
        .has("W1504");
  };
  const std::string named = "server: { publicUrl: 'https://b.example' }\n";
  CHECK(noted(named, "https://b.example"));
  CHECK(noted(named, "https://b.example/mcp/"));
  CHECK_FALSE(noted(named, "https://b.example/mcp"));
  CHECK_FALSE(noted(named, "orders"));
  CHECK_FALSE(noted(named, "${AUDIENCE}://x"));
  CHECK(noted("", "https://b.example/mcp"));
  CHECK_FALSE(noted("", "http://127.0.0.1:8080/mcp"));
  CHECK_FALSE(noted("server: 127.0.0.1:9\n", "http://127.0.0.1:9/mcp"));
  CHECK(noted("server: { listen: '0.0.0.0:9', tls: { cert: a, key: b } }\n", "https://b.example/mcp"));
  CHECK_FALSE(
      noted("server: { listen: '0.0.0.0:9', publicUrl: 'https://b.example', tls: { cert: a, key: b } }\n",
            "https://b.example/mcp"));
}

TEST_CASE("a server section that nothing uses is noted") {
  CHECK(Read(head("server: 127.0.0.1:80\n")).has("W1502"));
  CHECK_FALSE(Read(head("transports: [stdio, http]\nserver: 127.0.0.1:80\n")).has("W1502"));
}

TEST_CASE("lint levels can be set") {
  const std::string tool = "tools: { t: { annotations: { readOnlyHint: true } } }\n";
  CHECK(Read(head(tool)).has("W1001"));
  CHECK_FALSE(Read(head("lint: { W1001: off }\n" + tool)).has("W1001"));
  CHECK_FALSE(Read(head("lint: { W1001: error }\n" + tool)).manifest);
}

TEST_CASE("GEN-06 two entries of one name are an error that shows both") {
  const Read read(head("tools:\n  - name: add\n  - name: add\n"));
  REQUIRE(read.has("E0302"));
  const mcpgen::Diagnostic& finding = read.diagnostics.all().front();
  CHECK(finding.place.line == 6);
  REQUIRE(finding.notes.size() == 1);
  CHECK(finding.notes[0].place.line == 5);
}

TEST_CASE("GEN-20 every finding says where, what and what to do") {
  for (const char* text :
       {"tols: {}\n", "tools: 5\n", "auth: api_key\n", "transports: [stdio, stdio]\n",
        "limits: { timeout: 5 }\n", "tools: { 'a b': {} }\n", "tools: { a: { input: { x: strng } } }\n",
        "tools: { a: { text: '{x}' } }\n", "tools: { a: { input: 'string[' } }\n", "resources: { a: {} }\n",
        "resources: { a: { uri: x } }\n", "types: { A: A }\n",
        "prompts: { p: { arguments: { a: integer } } }\n", "env: { A: x }\n"}) {
    CAPTURE(text);
    const Read read(head(text));
    CHECK_FALSE(read.manifest);
    REQUIRE_FALSE(read.diagnostics.all().empty());
    for (const mcpgen::Diagnostic& finding : read.diagnostics.all()) {
      CHECK(finding.code.size() == 5);
      CHECK(finding.place.file);
      CHECK(finding.place.line >= 1);
      CHECK(finding.place.column >= 1);
      CHECK_FALSE(finding.message.empty());
      CHECK_FALSE(finding.help.empty());
    }
  }
}

TEST_CASE("a transport that this build knows but the protocol has deprecated is noted") {
  mcpgen::Sources sources;
  mcpgen::Diagnostics diagnostics;
  const auto& file = sources.add("mcpgen.yaml", head("transports: [sse]\n"));
  mcpgen::Variant sse;
  sse.kind = "transport";
  sse.name = "sse";
  const mcpgen::Catalogue catalogue({sse});
  const auto root = mcpgen::read_document(file, diagnostics);
  REQUIRE(root);
  CHECK(mcpgen::read_manifest({*root, {}}, catalogue, sources, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().code == "W1501");
}
