# mcpgen_unit_tests(<name> SOURCES <file>... LINKS <target>...)
#
# One test program per folder, each TEST_CASE its own CTest test named <name>.<case>.
if(MCPGEN_TESTS)
  find_package(Catch2 REQUIRED)
  include(Catch)

  file(TOUCH ${PROJECT_BINARY_DIR}/test_headers.cpp)
  add_library(mcpgen_test_headers OBJECT ${PROJECT_BINARY_DIR}/test_headers.cpp)
  target_compile_features(mcpgen_test_headers PUBLIC cxx_std_20)
  target_include_directories(mcpgen_test_headers PUBLIC ${PROJECT_SOURCE_DIR}/tests/support)
  if(Catch2_VERSION VERSION_LESS 3)
    target_compile_definitions(mcpgen_test_headers PUBLIC TEST_CATCH2_V2=1)
  endif()
  target_link_libraries(mcpgen_test_headers PUBLIC Catch2::Catch2WithMain)
  # Compiled once, this takes two fifths off the compiling of tests. With clang each file includes what it needs, or
  # does not compile.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_precompile_headers(mcpgen_test_headers PRIVATE
      <catch.h> <algorithm> <chrono> <filesystem> <fstream> <functional> <map> <memory> <set> <string> <thread> <vector>)
  endif()
  mcpgen_strict(mcpgen_test_headers) # another -Wpedantic would be another header
endif()

function(mcpgen_unit_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  if(NOT MCPGEN_TESTS OR NOT arg_SOURCES)
    return()
  endif()
  set(target test_${name})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LINKS} mcpgen_test_headers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_precompile_headers(${target} REUSE_FROM mcpgen_test_headers)
  endif()
  mcpgen_strict(${target})
  catch_discover_tests(${target} TEST_PREFIX "${name}." PROPERTIES LABELS unit TIMEOUT 600)
endfunction()
