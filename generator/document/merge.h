#pragma once

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Lays manifest `top` over manifest `base`: maps merge by key, sections that are lists of named entries by
/// name, null deletes, everything else replaces; so does an `auth` that knows callers another way.
void merge_over(Node& base, Node top);

/// Whether `auth` is there and not `none`.
bool asks_who_calls(const Node& manifest);

/// Adds the sections and entries of `included` to `into`. An entry that both have is an error that names
/// both places; only `mcpgen` and `$schema`, which make a file complete in an editor, may be repeated.
void merge_included(Node& into, Node included, Diagnostics& diagnostics);

/// Takes the member out of the map; null when it has no such key.
Node take_member(Node& map, std::string_view key);

}  // namespace mcpgen
