#pragma once

#include <string_view>

namespace mcpgen {

/// A word of C++20, or a macro that a standard header may define: no identifier of ours.
bool is_keyword_or_macro(std::string_view name);

/// A function, type or variable that a C library declares for everyone: no namespace of ours.
bool is_c_library_name(std::string_view name);

/// `<name>.h` is a header of C, C++ or POSIX that a file of ours of that name would hide.
bool is_system_header(std::string_view name);

/// A file of that name, whatever its extension, is a device on Windows.
bool is_device_name(std::string_view name);

}  // namespace mcpgen
