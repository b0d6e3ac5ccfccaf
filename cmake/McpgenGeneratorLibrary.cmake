# mcpgen_generator_library(<name> SOURCES <file>... [TESTS <file>...] [LINKS <target>...])
#
# One stage of the tool as a static library with its unit tests. LINKS is where the order
# cli > output > emit > model > manifest > catalogue > document > support is written down.
function(mcpgen_generator_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TESTS;LINKS")
  set(target generator_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/generator)
  target_link_libraries(${target} PUBLIC ${arg_LINKS})
  mcpgen_strict(${target})
  if(NOT MCPGEN_TEST_THREADS_ONLY)
    mcpgen_unit_tests(generator_${name} SOURCES ${arg_TESTS} LINKS ${target})
  endif()
endfunction()
