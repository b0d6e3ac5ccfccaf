#include <mcp/schema/schema.h>

#include <algorithm>

#include <mcp/json/json.h>
#include <mcp/schema/compiler.h>
#include <mcp/schema/fill.h>
#include <mcp/schema/run.h>

namespace mcp::schema {

struct Schema::Impl {
  std::unique_ptr<const Program> program;
};

Schema::Schema(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

std::variant<Schema, SchemaFault> Schema::compile(const Json& schema, const Options& options) {
  auto compiled = Compiler(options).compile(schema);
  if (auto* fault = std::get_if<SchemaFault>(&compiled)) return std::move(*fault);
  auto& program = std::get<std::unique_ptr<const Program>>(compiled);
  return Schema(std::make_unique<const Impl>(Impl{std::move(program)}));
}

std::vector<Violation> Schema::check(const Json& value, const Limits& limits) const {
  Limits sane = limits;
  sane.errors = std::max<std::size_t>(sane.errors, 1);  // no room for a violation must not look like none
  return Run(sane).verdict(*impl_->program->root, value);
}

bool Schema::has_defaults() const { return impl_->program->has_defaults; }

bool Schema::fill_in(Json& value) const {
  Fill fill;
  fill.into(*impl_->program->root, value);
  return !fill.too_much();
}

}  // namespace mcp::schema
