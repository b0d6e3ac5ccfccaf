#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"
#include "model/declarations.h"
#include "model/names.h"
#include "model/shared_types.h"

namespace mcpgen {

/// A C++ type, spelled out.
struct CppType {
  std::string code{};      ///< "std::vector<Order>"
  std::string declared{};  ///< the declaration it is made of: "Order", "" for none
  bool record = false;     ///< a struct of ours, not wrapped in anything
  bool nullable = false;   ///< null is among its values: wrap it in std::optional
  bool faithful = true;    ///< every value of it satisfies the schema
};

/// JSON Schemas → C++ types. What has no honest C++ type is mcp::Json, and so is what stands more than 64
/// references deep. Declarations come out in an order
/// in which each type is complete where it has to be; what only stands in a std::vector may come later
/// and is named by forwards().
class TypeBuilder {
 public:
  TypeBuilder(const SharedTypes& types, Diagnostics& diagnostics);

  /// The type of a tool's input or output. A struct made for it is called `name`, unless `types:` has
  /// named it already; `subject` is what the manifest calls it, `comment` its documentation. The same schema
  /// has the same type when it is asked for again.
  CppType build(const SchemaNode& schema, const std::string& name, const Text& subject,
                const std::string& comment);

  /// Declares a struct of plain strings: arguments of prompts, variables of resources.
  void declare(Declaration declaration, const Text& subject);

  /// Is `name` that of a type?
  bool has(std::string_view name) const { return names_.has(name); }

  /// The struct or enumeration of this name, or nullptr.
  const Declaration* declaration(std::string_view name) const;

  /// A struct without fields: made, not read.
  bool is_empty(const CppType& type) const;
  /// Is there an std::int64_t somewhere in it?
  bool has_int64(const CppType& type) const;
  void mark_read(const CppType& type);
  void mark_written(const CppType& type);

  /// Call once everything is built: gives fields their final names and reports collisions.
  void finish();

  const std::vector<Declaration>& declarations() const { return declarations_; }
  const std::set<std::string>& forwards() const { return forwards_; }

 private:
  /// Where a schema stands: local references start at `root`.
  struct Scheme {
    const SchemaNode* root;
    std::string name;
  };
  enum class Edge { whole, element };
  /// What a schema that references may lead to has become.
  struct Reference {
    enum class State { unseen, building, built };
    State state = State::unseen;
    std::string name{};
    CppType type{};
  };
  struct Target {
    const SchemaNode* schema = nullptr;
    Scheme scheme{};
    std::string name{};
    Text subject{};
  };

  CppType type_of(const SchemaNode& schema, const std::string& name, const Scheme& scheme, Edge edge,
                  const std::string& comment = {});
  CppType made_type(const SchemaNode& schema, const std::string& name, const Scheme& scheme,
                    const std::string& comment);
  CppType reference(const SchemaNode& schema, const Scheme& scheme, Edge edge);
  CppType build_reference(const Target& target);
  Target resolve(std::string_view pointer, const Scheme& scheme) const;
  bool needs_unfinished(const Target& target) const;
  void build_pending();

  CppType record(const SchemaNode& schema, const std::string& name, const Scheme& scheme,
                 const std::string& comment);
  Field field(const Member& property, bool required, const CppType& type, const Scheme& scheme) const;
  /// Its own, or that of what it refers to; nullptr when there is none or it is null.
  const Node* default_of(const SchemaNode& schema, const Scheme& scheme) const;
  CppType enumeration(const SchemaNode& schema, const std::string& name, const std::string& comment);
  CppType map(const SchemaNode& schema, const std::string& name, const Scheme& scheme);
  CppType list(const SchemaNode& schema, const std::string& name, const Scheme& scheme);
  /// The value as one of `type`; none where it has no literal of that type.
  Initialiser initialiser(const Node& value, const std::string& type) const;
  Initialiser zero(const SchemaNode& schema, const CppType& type) const;
  void add(Declaration declaration);
  void mark(const std::string& declared, bool Declaration::*flag);

  const SharedTypes& types_;
  Diagnostics& diagnostics_;
  Scope names_;
  Text subject_{};  ///< what the manifest calls that which is being built
  std::vector<Declaration> declarations_;
  std::map<std::string, std::size_t, std::less<>> index_;  ///< of declarations_ by name
  std::set<std::string> forwards_;
  std::map<const SchemaNode*, Reference> references_;
  std::vector<Target> pending_;
  std::size_t open_references_ = 0;  ///< being built one within another
};

}  // namespace mcpgen
