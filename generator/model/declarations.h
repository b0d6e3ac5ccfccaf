#pragma once

#include <string>
#include <vector>

#include "support/source.h"

namespace mcpgen {

/// The default of a field: `= "text"`, `= 20`, `= {…}`, `= mcp::Json::parse(…)`.
struct Initialiser {
  enum class Kind { none, text, code, json, list };
  Kind kind = Kind::none;
  std::string value{};  ///< of a list: its type, where that has to be said
  std::vector<Initialiser> items{};
};

struct Field {
  std::string name{};  ///< on the wire
  std::string ident{};
  std::string type{};  ///< "std::optional<std::string>"
  std::string comment{};
  Initialiser initial{};
  std::string declared{};        ///< the declared type it is made of, "" for none
  bool null_when_empty = false;  ///< required, so that an empty optional is written as null
  bool unfinished = false;       ///< made of a struct that is defined later: nothing can be made of it here
  Place place{};
};

struct Enumerator {
  std::string text{};  ///< on the wire
  std::string ident{};
};

/// A struct or an enum class of the generated header.
struct Declaration {
  std::string name{};
  std::string comment{};
  bool is_enum = false;
  std::vector<Enumerator> enumerators{};
  std::vector<Field> fields{};
  std::vector<std::string> uses{};  ///< declared types its fields are made of
  bool read = false;                ///< comes from clients: needs read()
  bool written = false;             ///< goes to clients: needs write()
};

}  // namespace mcpgen
