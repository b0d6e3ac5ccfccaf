#include "catalogue/catalogue.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "document/document.h"
#include "embedded/variant_files.h"

namespace mcpgen {
namespace {

/// A unit test reads every variant.yaml of the tree, so what is embedded can be read.
std::vector<Variant> embedded_variants() {
  std::vector<Variant> variants;
  for (const EmbeddedFile& file : variant_files()) {
    const std::size_t slash = file.path.find('/');
    const std::string kind(file.path.substr(0, slash));
    const std::string name(file.path.substr(slash + 1, file.path.rfind('/') - slash - 1));
    Sources sources;
    Diagnostics diagnostics;
    const SourceFile& source = sources.add(std::string(file.path), std::string(file.text));
    if (const auto root = read_document(source, diagnostics))
      variants.push_back(read_variant(kind, name, *root));
  }
  return variants;
}

auto order(const Variant& variant) { return std::tie(variant.kind, variant.name); }

}  // namespace

Catalogue::Catalogue(std::vector<Variant> variants) : variants_(std::move(variants)) {
  std::sort(variants_.begin(), variants_.end(),
            [](const Variant& a, const Variant& b) { return order(a) < order(b); });
}

const Catalogue& Catalogue::built_in() {
  static const Catalogue catalogue(embedded_variants());
  return catalogue;
}

const Variant* Catalogue::find(std::string_view kind, std::string_view name) const {
  const auto found = std::find_if(variants_.begin(), variants_.end(), [&](const Variant& variant) {
    return variant.kind == kind && variant.name == name;
  });
  return found == variants_.end() ? nullptr : &*found;
}

const Variant* Catalogue::find_transport(std::string_view word) const {
  const auto found = std::find_if(variants_.begin(), variants_.end(), [&](const Variant& variant) {
    return variant.kind == "transport" && (variant.name == word || variant.has_door(word));
  });
  return found == variants_.end() ? nullptr : &*found;
}

const Variant* Catalogue::find_auth(std::string_view word) const {
  const auto found = std::ranges::find_if(
      variants_, [&](const Variant& variant) { return variant.kind == "auth" && variant.word() == word; });
  return found == variants_.end() ? nullptr : &*found;
}

std::vector<const Variant*> Catalogue::of_kind(std::string_view kind) const {
  std::vector<const Variant*> found;
  for (const Variant& variant : variants_) {
    if (variant.kind == kind) found.push_back(&variant);
  }
  return found;
}

std::vector<Word> Catalogue::words(std::string_view kind) const {
  std::vector<Word> words;
  for (const Variant* variant : of_kind(kind)) {
    words.push_back({variant->word(), variant->summary});
    words.insert(words.end(), variant->doors.begin(), variant->doors.end());
  }
  std::ranges::sort(words, {}, &Word::name);
  return words;
}

}  // namespace mcpgen
