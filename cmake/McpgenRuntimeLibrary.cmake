# mcpgen_runtime_library(<name> SOURCES <file>... [LINKS <target>...] [NEEDS <package>...]
#                        [COMPILES_WITH <package>...] [TESTS <file>... [TEST_LINKS <target>...]])
#
# Builds the runtime library mcpgen::<name> from the calling folder, its unit tests, and its part of
# the installed package: find_package(mcpgen COMPONENTS <name>). Left out, with a note, where one of
# the packages it NEEDS (`Name` for find_package, `pkg:name` for pkg-config) or COMPILES_WITH is missing.
# Of the latter it uses headers in its own files only: whoever links the library does without.
function(mcpgen_runtime_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;NEEDS;COMPILES_WITH;TESTS;TEST_LINKS")
  set(target mcpgen_${name})

  set(needs "")
  foreach(package IN LISTS arg_NEEDS arg_COMPILES_WITH)
    if(package MATCHES "^pkg:(.+)$")
      set(module ${CMAKE_MATCH_1})
      find_package(PkgConfig QUIET)
      pkg_check_modules(${module} QUIET IMPORTED_TARGET ${module})
      set(found ${${module}_FOUND})
      string(APPEND needs "find_dependency(PkgConfig)\npkg_check_modules(${module} REQUIRED IMPORTED_TARGET ${module})\n")
    else()
      find_package(${package} QUIET)
      set(found ${${package}_FOUND})
      if(package IN_LIST arg_NEEDS)
        string(APPEND needs "find_dependency(${package})\n")
      endif()
    endif()
    if(NOT found)
      message(STATUS "mcpgen: leaving out ${name}: ${package} not found")
      mcpgen_note_left_out(${name} ${package})
      return()
    endif()
  endforeach()

  add_library(${target} STATIC ${arg_SOURCES})
  add_library(mcpgen::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} PUBLIC ${arg_LINKS})
  mcpgen_strict(${target})

  install(TARGETS ${target} EXPORT ${target} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT ${target} NAMESPACE mcpgen:: FILE ${name}-targets.cmake
    DESTINATION ${MCPGEN_PACKAGE_DIR})
  set(parts "")
  foreach(link IN LISTS arg_LINKS)
    if(link MATCHES "^mcpgen::(.+)$")
      string(APPEND parts "mcpgen_load_component(${CMAKE_MATCH_1})\n")
    endif()
  endforeach()
  set(package ${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR})
  file(CONFIGURE OUTPUT ${package}/${name}-needs.cmake CONTENT "@needs@@parts@" @ONLY)
  install(FILES ${package}/${name}-needs.cmake DESTINATION ${MCPGEN_PACKAGE_DIR})
  export(EXPORT ${target} NAMESPACE mcpgen:: FILE ${package}/${name}-targets.cmake)
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR
    BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/runtime OUTPUT_VARIABLE folder)
  install(DIRECTORY ./ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/${folder}
    FILES_MATCHING PATTERN "*.h")

  mcpgen_unit_tests(${name} SOURCES ${arg_TESTS} LINKS mcpgen::${name} ${arg_TEST_LINKS})
endfunction()

# mcpgen_note_left_out(<name> <package>)
#
# For whoever asks for mcpgen::<name> later, here or of the installed package: what it was left out for.
function(mcpgen_note_left_out name package)
  set_property(GLOBAL PROPERTY MCPGEN_MISSED_BY_${name} ${package})
  set(note ${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR}/${name}-left-out.cmake)
  file(CONFIGURE OUTPUT ${note} CONTENT "set_property(GLOBAL PROPERTY MCPGEN_MISSED_BY_@name@ @package@)\n" @ONLY)
  install(FILES ${note} DESTINATION ${MCPGEN_PACKAGE_DIR})
endfunction()
