# mcpgen_embed(<target> NAMESPACE <ns> NAME <table> FILES <file>... BASE <dir>)
#
# Compiles FILES into <target>, byte for byte, and gives it "embedded/<table>.h" with
#
#   namespace <ns> { std::span<const mcpgen::EmbeddedFile> <table>(); }
#
# in the order of FILES, each with its path relative to BASE. The struct is in
# support/embedded_file.h. Run as a script (-P), this file writes the table itself.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(arrays "")
  set(rows "")
  set(count 0)
  foreach(path IN LISTS FILES)
    file(READ "${BASE}/${path}" hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
    string(APPEND arrays "constexpr char kFile${count}[] = {${bytes}'\\0'};\n")
    string(APPEND rows "    {\"${path}\", {kFile${count}, ${size}}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  file(WRITE "${OUT}" "#include \"embedded/${NAME}.h\"

#include <array>

namespace ${NAMESPACE} {
namespace {

${arrays}
constexpr std::array<mcpgen::EmbeddedFile, ${count}> kTable = {{
${rows}}};

}  // namespace

std::span<const mcpgen::EmbeddedFile> ${NAME}() { return kTable; }

}  // namespace ${NAMESPACE}
")
  return()
endif()

function(mcpgen_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE;NAME;BASE" "FILES")
  cmake_path(ABSOLUTE_PATH arg_BASE)
  set(paths "")
  set(inputs "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file)
    list(APPEND inputs ${file})
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${arg_BASE})
    list(APPEND paths ${file})
  endforeach()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${folder}/${arg_NAME}.h @ONLY CONTENT "#pragma once

#include <span>

#include \"support/embedded_file.h\"

namespace @arg_NAMESPACE@ {

std::span<const mcpgen::EmbeddedFile> @arg_NAME@();

}  // namespace @arg_NAMESPACE@
")
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_FILE})
  add_custom_command(OUTPUT ${folder}/${arg_NAME}.cpp
    COMMAND ${CMAKE_COMMAND} -DOUT=${folder}/${arg_NAME}.cpp -DNAMESPACE=${arg_NAMESPACE}
            -DNAME=${arg_NAME} -DBASE=${arg_BASE} "-DFILES=${paths}" -P ${script}
    DEPENDS ${inputs} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${folder}/${arg_NAME}.cpp)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR} ${PROJECT_SOURCE_DIR}/generator)
endfunction()
