{{#read_enum}}
static void read(const mcp::Json& json, {{name|ident}}& value) {
  const std::string_view text = mcp::text_of(json);  // one of these: the schema let through no other
{{#enumerators}}
  if (text == {{text|cpp_string}}) value = {{type|ident}}::{{ident|ident}};
{{/enumerators}}
}
{{/read_enum}}
{{#write_enum}}
static void write(mcp::JsonWriter& writer, {{name|ident}} value) {
  std::string_view text;
  switch (value) {
{{#enumerators}}
    case {{type|ident}}::{{ident|ident}}:
      text = {{text|cpp_string}};
      break;
{{/enumerators}}
  }
  writer.string(text);
}
{{/write_enum}}
{{#read_empty}}
static void read(const mcp::Json&, {{name|ident}}&) {}
{{/read_empty}}
{{#read_record}}
static void read(const mcp::Json& json, {{name|ident}}& value) {
{{#fields}}
  mcp::read_member(json, {{name|cpp_string}}, value.{{ident|ident}});
{{/fields}}
}
{{/read_record}}
{{#write_empty}}
static void write(mcp::JsonWriter& writer, const {{name|ident}}&) {
  writer.begin_object();
  writer.end_object();
}
{{/write_empty}}
{{#write_record}}
static void write(mcp::JsonWriter& writer, const {{name|ident}}& value) {
  writer.begin_object();
{{#fields}}
{{#null_when_empty}}
  mcp::write(writer.key({{name|cpp_string}}), value.{{ident|ident}});
{{/null_when_empty}}
{{^null_when_empty}}
  mcp::write_member(writer, {{name|cpp_string}}, value.{{ident|ident}});
{{/null_when_empty}}
{{/fields}}
  writer.end_object();
}
{{/write_record}}
