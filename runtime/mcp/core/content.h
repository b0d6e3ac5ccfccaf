#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcp {

/// One block of what a tool answers or a prompt says.
struct ContentBlock {
  enum class Kind { text, image, audio, resource, resource_link };

  Kind kind = Kind::text;
  std::string text{};  ///< text; or the resource's text
  std::string data{};  ///< raw bytes of image, audio or a binary resource; base64 is made on the wire
  std::string mime_type{};
  std::string uri{};          ///< resource, resource_link
  std::string name{};         ///< resource_link
  std::string title{};        ///< resource_link
  std::string description{};  ///< resource_link
  std::string annotations{};  ///< JSON text, "" for none
  std::string meta{};         ///< JSON text of `_meta`, "" for none
};

/// What a tool without a declared output answers: blocks in order. A plain string is one text block.
class Content {
 public:
  Content() = default;
  Content(std::string text);
  Content(std::string_view text);
  Content(const char* text);

  Content& text(std::string text);
  Content& image(std::string bytes, std::string mime_type);
  Content& audio(std::string bytes, std::string mime_type);
  Content& text_resource(std::string uri, std::string text, std::string mime_type = "text/plain");
  Content& binary_resource(std::string uri, std::string bytes, std::string mime_type);
  Content& link(std::string uri, std::string name, std::string mime_type = {});
  Content& add(ContentBlock block);

  const std::vector<ContentBlock>& blocks() const { return blocks_; }
  bool empty() const { return blocks_.empty(); }

 private:
  std::vector<ContentBlock> blocks_;
};

/// One piece of what reading a resource gives.
struct ResourcePart {
  std::string uri{};        ///< "" means the URI that was asked for
  std::string mime_type{};  ///< "" means the one the manifest declares
  std::string text{};
  std::string bytes{};
  bool binary = false;  ///< `bytes` count, not `text`
  std::string meta{};   ///< JSON text of `_meta`, "" for none
};

/// What reading a resource gives: one part, or several for a folder. A plain string is one text part.
class Contents {
 public:
  Contents() = default;
  Contents(std::string text);
  Contents(std::string_view text);
  Contents(const char* text);

  Contents& text(std::string text, std::string mime_type = {});
  Contents& bytes(std::string bytes, std::string mime_type = {});
  Contents& add(ResourcePart part);

  const std::vector<ResourcePart>& parts() const { return parts_; }

 private:
  std::vector<ResourcePart> parts_;
};

/// One message of a prompt.
struct Message {
  enum class Role { user, assistant };
  Role role = Role::user;
  ContentBlock content{};
};

/// What a prompt says. A plain string is one message of the user.
class Messages {
 public:
  Messages() = default;
  Messages(std::string text);
  Messages(const char* text);

  Messages& user(std::string text);
  Messages& user(ContentBlock block);
  Messages& assistant(std::string text);
  Messages& assistant(ContentBlock block);

  std::string description{};  ///< "" means the one the manifest declares
  const std::vector<Message>& all() const { return messages_; }

 private:
  std::vector<Message> messages_;
};

/// What completion offers: at most 100 values are sent.
struct Completion {
  std::vector<std::string> values{};
  long total = -1;  ///< -1 when unknown
  bool has_more = false;
};

}  // namespace mcp
