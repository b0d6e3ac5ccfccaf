#include "public_address.h"

#include <array>
#include <vector>

#include <arpa/inet.h>

#include "catch.h"

namespace {

bool is_public(const char* text) {
  std::vector<unsigned char> bytes(16);
  if (::inet_pton(AF_INET6, text, bytes.data()) == 1) return mcp::is_public_address(bytes);
  bytes.resize(4);
  REQUIRE(::inet_pton(AF_INET, text, bytes.data()) == 1);
  return mcp::is_public_address(bytes);
}

}  // namespace

TEST_CASE("OUT-01 no address of this machine or of a private network is public") {
  for (const char* text :
       {"0.0.0.0",         "0.1.2.3",         "10.0.0.1",        "10.255.255.255",  "100.64.0.1",
        "100.127.255.255", "127.0.0.1",       "127.255.255.254", "169.254.169.254", "168.63.129.16",
        "172.16.0.1",      "172.31.255.255",  "192.0.0.192",     "192.0.2.1",       "192.88.99.1",
        "192.168.0.1",     "198.18.0.1",      "198.19.255.255",  "198.51.100.7",    "203.0.113.9",
        "224.0.0.1",       "239.255.255.250", "240.0.0.1",       "255.255.255.255"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public(text));
  }
}

TEST_CASE("OUT-01 no address of IPv6 that is local or holds a local one of IPv4 is public") {
  for (const char* text : {"::",
                           "::1",
                           "::10.0.0.1",
                           "::8.8.8.8",
                           "::ffff:10.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:169.254.169.254",
                           "::ffff:0:8.8.8.8",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b::127.0.0.1",
                           "64:ff9b:1::8.8.8.8",
                           "2002:a00:1::",
                           "2002:7f00:1::1",
                           "2002:a9fe:a9fe::",
                           "2001::1",
                           "2001:0:4136:e378::",
                           "2001:20::1",
                           "2001:db8::1",
                           "3fff::1",
                           "3fff:fff::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "ff0e::1",
                           "100::1",
                           "5f00::1",
                           "4000::1",
                           "8000::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public(text));
  }
}

TEST_CASE("addresses next to those are public") {
  for (const char* text : {"1.0.0.0",          "8.8.8.8",        "9.255.255.255",   "11.0.0.0",
                           "100.63.255.255",   "100.128.0.0",    "126.255.255.255", "128.0.0.0",
                           "169.253.255.255",  "169.255.0.0",    "172.15.255.255",  "172.32.0.0",
                           "192.0.1.0",        "192.0.3.0",      "192.167.255.255", "192.169.0.0",
                           "198.17.255.255",   "198.20.0.0",     "223.255.255.255", "::ffff:8.8.8.8",
                           "64:ff9b::8.8.8.8", "2002:808:808::", "2001:200::1",     "2001:4860:4860::8888",
                           "2001:db7::1",      "2001:db9::1",    "2a00::1",         "3ffe::1",
                           "3fff:1000::1"}) {
    CAPTURE(text);
    CHECK(is_public(text));
  }
}

TEST_CASE("OUT-01 what is no address is not public") {
  const std::array<unsigned char, 16> bytes{8, 8, 8, 8};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(mcp::is_public_address(std::span(bytes).first(size)) == (size == 4));
  }
}
