#include "cli/commands/commands.h"
#include "cli/token/verbs.h"

namespace mcpgen {

Command token_keygen_command() {
  return {
      .name = "token keygen",
      .summary = "Make a key that signs tokens",
      .examples =
          "mcpgen token keygen --out key.pem --public key.pub.pem\n"
          "mcpgen token keygen --type rsa --out key.pem --jwks jwks.json --kid 2026-01",
      .details =
          "For `auth: jwt` while you develop: the private key signs with `mcpgen token mint`, the public "
          "one\n"
          "is the server's `publicKey`. No file is ever written over. Without --out the private key goes to\n"
          "standard output.",
      .options = {{.name = "type",
                   .value = "TYPE",
                   .help = "The kind of key, ec when not given",
                   .choices = {"rsa", "ec", "ed25519"}},
                  {.name = "out", .value = "FILE", .help = "The private key, PEM, for you alone to read"},
                  {.name = "public", .value = "FILE", .help = "The public key, PEM"},
                  {.name = "jwks", .value = "FILE", .help = "The public key as a JSON Web Key Set"},
                  {.name = "kid",
                   .value = "NAME",
                   .help = "What the key is called there; its thumbprint when not given"}},
      .run = token_keygen};
}

Command token_mint_command() {
  return {
      .name = "token mint",
      .summary = "Sign an access token",
      .examples =
          "mcpgen token mint --key @key.pem --subject ann --scope \"notes:read notes:write\"\n"
          "mcpgen call http://127.0.0.1:8080/mcp greet name=World --bearer - < <(mcpgen token mint --key "
          "@key.pem "
          "--subject "
          "ann)",
      .details =
          "Issuer and audience are those of `auth:` in the manifest here, where it names them. The token is\n"
          "one as RFC 9068 has it; --claim KEY=VALUE adds or changes a claim, KEY:=JSON gives it as it is.\n"
          "Secrets are never written out, for others see the command line: @FILE takes one from a file,\n"
          "env:NAME from the environment, - from standard input.",
      .options =
          {{.name = "key", .value = "SECRET", .help = "Sign with this private key: @FILE, env:NAME or -"},
           {.name = "secret",
            .value = "SECRET",
            .help = "Sign with this secret (HS256): @FILE, env:NAME or -"},
           {.name = "issuer", .value = "TEXT", .help = "Who issues it"},
           {.name = "audience", .value = "TEXT", .help = "Which server it is for"},
           {.name = "subject", .value = "NAME", .help = "Whom it stands for"},
           {.name = "scope", .value = "SCOPES", .help = "What it may be used for: words in one text"},
           {.name = "role", .value = "NAME", .help = "A role of whom it stands for", .repeatable = true},
           {.name = "ttl", .value = "TIME", .help = "How long it is good, 1h when not given"},
           {.name = "claim", .value = "KEY=VALUE", .help = "One more claim", .repeatable = true},
           {.name = "kid", .value = "NAME", .help = "Which of the issuer's keys signed it"}},
      .run = token_mint};
}

Command token_inspect_command() {
  return {
      .name = "token inspect",
      .summary = "Show what a token says and whether a server would take it",
      .operands = "@FILE|env:NAME|-",
      .examples =
          "mcpgen token inspect env:TOKEN\n"
          "mcpgen token inspect @token --key jwks.json --issuer https://issuer.example --audience "
          "https://api.example/mcp",
      .details =
          "Issuer, audience and algorithms are held against `auth:` in the manifest here, where it names\n"
          "them. The exit code is 3 when a server would refuse the token.",
      .options = {{.name = "key",
                   .value = "FILE",
                   .help = "Check the signature: a public key in PEM, or a JSON Web Key Set"},
                  {.name = "secret",
                   .value = "SECRET",
                   .help = "Check it by this secret (HS256): @FILE, env:NAME or -"},
                  {.name = "issuer", .value = "TEXT", .help = "Who has to have issued it"},
                  {.name = "audience", .value = "TEXT", .help = "Which server it has to be for"},
                  {.name = "json", .help = "The answer as one line of JSON"}},
      .run = token_inspect};
}

}  // namespace mcpgen
