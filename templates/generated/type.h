{{#comment}}
/// {{comment|comment}}
{{/comment}}
{{#is_enum}}
enum class {{name|ident}} {
{{#enumerators}}
  {{ident|ident}},
{{/enumerators}}
};
{{/is_enum}}
{{#is_empty}}
struct {{name|ident}} {};
{{/is_empty}}
{{#is_record}}
struct {{name|ident}} {
{{#fields}}
  {{type|code}} {{ident|ident}}{{#initial}} = {{> generated/initialiser}}{{/initial}}{{#optional}}{{open|code}}{{close|code}}{{/optional}};{{#comment}}  ///< {{comment|comment}}{{/comment}}
{{/fields}}
};
{{/is_record}}
