#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <mcp/core/base64.h>
#include <mcp/jose/digest.h>
#include <mcp/json/writer.h>

#include "cli/token/signing_key.h"
#include "cli/token/verbs.h"

namespace mcpgen {
namespace {

using mcp::Json;
using mcp::jose::KeyKind;

struct NewFile {
  std::string path;
  std::string text;
  mode_t mode;
};

/// "" or why not. Writes nothing where something is already, and nothing by halves.
std::string write_new(const NewFile& file) {
  const int fd = ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file.mode);
  if (fd < 0 && errno == EEXIST) return "`" + file.path + "` is there already";
  if (fd < 0) return "cannot write `" + file.path + "`: " + std::strerror(errno);
  std::size_t written = 0;
  while (written < file.text.size()) {
    const ssize_t count = ::write(fd, file.text.data() + written, file.text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool whole = written == file.text.size() && ::fsync(fd) == 0;
  if (::close(fd) == 0 && whole) return "";
  ::unlink(file.path.c_str());
  return "cannot write all of `" + file.path + "`";
}

std::string write_all(const std::vector<NewFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string fault = write_new(files[i]);
    if (fault.empty()) continue;
    while (i > 0) ::unlink(files[--i].path.c_str());
    return fault;
  }
  return "";
}

/// What names a key by RFC 7638: the digest of its members, sorted.
std::string thumbprint(const Json& jwk) {
  Json sorted = Json::object();
  for (const char* name : {"crv", "e", "kty", "n", "x", "y"})
    if (jwk.contains(name)) sorted[name] = jwk[name];
  const auto digest = mcp::jose::sha256(mcp::to_text(sorted));
  if (!digest) return {};
  return mcp::to_base64url({reinterpret_cast<const char*>(digest->data()), digest->size()});
}

Json key_set_of(const SigningKey& key, const std::string& kid) {
  Json jwk = key.public_jwk();
  jwk["kid"] = kid.empty() ? thumbprint(jwk) : kid;
  jwk["alg"] = name_of(key.algorithm());
  jwk["use"] = "sig";
  return {{"keys", Json::array({std::move(jwk)})}};
}

}  // namespace

int token_keygen(const Given& given, const Console& console) {
  if (!given.operands.empty())
    return console.fail(ExitCode::usage, "usage", "unexpected `" + given.operands.front() + "`",
                        "the key's file goes into --out");
  if (given.has("kid") && !given.has("jwks"))
    return console.fail(ExitCode::usage, "usage", "--kid names the key in a JSON Web Key Set",
                        "add --jwks jwks.json");
  const std::string type = given.value("type");
  const auto key = SigningKey::generate(type == "rsa"       ? KeyKind::rsa
                                        : type == "ed25519" ? KeyKind::ed25519
                                                            : KeyKind::p256);
  if (!key) return console.fail(ExitCode::internal, "internal", key.error().message);
  constexpr mode_t kPrivate = 0600;
  constexpr mode_t kPublic = 0644;
  std::vector<NewFile> files;
  if (given.has("out")) files.push_back({given.value("out"), key->private_pem(), kPrivate});
  if (given.has("public")) files.push_back({given.value("public"), key->public_pem(), kPublic});
  const Json key_set = key_set_of(*key, given.value("kid"));
  if (given.has("jwks")) files.push_back({given.value("jwks"), key_set.dump(2) + "\n", kPublic});
  if (const std::string fault = write_all(files); !fault.empty())
    return console.fail(ExitCode::bad_input, "unwritable", fault,
                        "keys are never written over: choose another name");
  if (!given.has("out")) console.out << key->private_pem();
  for (const NewFile& file : files) console.note("wrote " + file.path);
  console.note("it signs with " + std::string(name_of(key->algorithm())) +
               (given.has("jwks") ? " as `" + key_set["keys"][0]["kid"].get<std::string>() + "`" : ""));
  return static_cast<int>(ExitCode::success);
}

}  // namespace mcpgen
