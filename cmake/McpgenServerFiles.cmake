# How mcp_generate() comes by the files mcpgen owns.

# Also where the calling project asks for an older CMake: with Ninja, the list of what a check read is only
# found under this policy, and without it the check runs at every build.
cmake_policy(SET CMP0116 NEW)

# mcpgen_require_path(<path>)
#
# Stops at what would not be one path in a list of CMake's: `;` ends it, an open `[` makes it go on.
function(mcpgen_require_path path)
  set(list "first" "${path}" "last")
  list(LENGTH list length)
  if(path MATCHES ";" OR NOT length EQUAL 3)
    message(FATAL_ERROR
      "mcp_generate: `${path}` would not be one path to CMake, for it has `;`, or `[` or `]` alone: "
      "rename the file or folder")
  endif()
endfunction()

# mcpgen_generate_now(<tool> <folder> <manifest> <option>...)
#
# Writes them into <folder>, a part of the build tree, and has CMake configure again when the tool or
# anything it read changes. That is all the tracking there is: which files are compiled is only known
# once the tool has run, so it has to run while CMake configures.
function(mcpgen_generate_now tool folder manifest)
  execute_process(
    COMMAND ${tool} build --generated ${folder} --inputs ${folder}.inputs ${ARGN} ${manifest}
    RESULT_VARIABLE result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest} ${tool})
  if(EXISTS ${folder}.inputs)
    # Not by file(STRINGS), which ends lines at letters beyond ASCII, and joins them where a `[` is open.
    file(READ ${folder}.inputs inputs)
    while(inputs MATCHES "^([^\n]*)\n(.*)$")
      set(input "${CMAKE_MATCH_1}")
      set(inputs "${CMAKE_MATCH_2}")
      mcpgen_require_path("${input}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${input}")
    endwhile()
  endif()
  if(result EQUAL 1)
    message(FATAL_ERROR "mcp_generate: ${manifest} has errors")
  elseif(NOT result EQUAL 0)
    message(FATAL_ERROR "mcp_generate: ${tool} did not work: ${result}")
  endif()
endfunction()

# mcpgen_check_fresh(<target> <folder> <manifest> <option>...)
#
# Building <target> fails when the files committed in <folder> are not what the manifest says. It never
# writes to the source tree: the error names the command that does. Whoever has no mcpgen builds what
# is committed.
function(mcpgen_check_fresh target folder manifest)
  if(MCPGEN_EXECUTABLE)
    set(tool ${MCPGEN_EXECUTABLE})
  elseif(TARGET mcpgen::mcpgen)
    set(tool mcpgen::mcpgen)
  else()
    message(STATUS "mcpgen: no tool here, ${folder} is compiled as it is")
    return()
  endif()
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.fresh)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${tool} diff --exit-code --quiet --generated ${folder} --depfile ${stamp}.d --depfile-target ${stamp}
      ${ARGN} ${manifest}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${manifest} ${tool}
    DEPFILE ${stamp}.d
    COMMENT "Checking that ${folder} matches ${manifest}"
    VERBATIM)
  add_custom_target(${target}_fresh DEPENDS ${stamp})
  add_dependencies(${target} ${target}_fresh)
endfunction()
