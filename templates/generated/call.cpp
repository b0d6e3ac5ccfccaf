{{#is_completion}}
mcp::Result<mcp::Completion> call_{{ident|ident}}(State& state, std::string_view prefix, const mcp::Json& arguments, mcp::Context& context) {
  return Handlers{state}.{{ident|ident}}(mcp::complete_input(prefix, arguments), context);
}
{{/is_completion}}
{{^is_completion}}
mcp::Result<{{answer|code}}> call_{{ident|ident}}(State& state, const mcp::Json&{{^empty_input}} arguments{{/empty_input}}, mcp::Context& context) {
{{#reads_input}}
  {{input|code}} input;
  {{^input_is_struct}}mcp::{{/input_is_struct}}read(arguments, input);
{{/reads_input}}
{{#is_structured_tool}}
  const mcp::Result<{{result|code}}> output = Handlers{state}.{{ident|ident}}({{passed|code}}, context);
  if (!output) return output.error();
  return mcp::structured(*output);
{{/is_structured_tool}}
{{#is_plain_tool}}
  mcp::Result<mcp::Content> content = Handlers{state}.{{ident|ident}}({{passed|code}}, context);
  if (!content) return content.error();
  return mcp::ToolAnswer{.content = *std::move(content)};
{{/is_plain_tool}}
{{#is_text}}
  return Handlers{state}.{{ident|ident}}({{passed|code}}, context);
{{/is_text}}
}
{{/is_completion}}
