#pragma once

#include <memory>
#include <string>

#include <mcp/auth/api_key/key_store.h>

#include "catch.h"

namespace tst {

inline std::unique_ptr<mcp::auth::keys::KeyStore> open_keys(const std::string& path) {
  auto opened = mcp::auth::keys::KeyStore::open({.database = {.file = {path, 1 << 30}}});
  INFO((opened ? "" : opened.error().message));
  REQUIRE(opened);
  return *std::move(opened);
}

inline bool lets_in(mcp::auth::keys::KeyStore& store, const std::string& text) {
  const auto holder = store.holder_of(text, mcp::auth::keys::KeyStore::Waiting::bounded);
  REQUIRE(holder);
  return holder->has_value();
}

}  // namespace tst
