# mcp_generate(TARGET <target> MANIFEST <file> [HANDLERS <dir>] [CHECKED_IN <dir>]
#              [PROFILE <profile>] [OVERLAYS <file>...] [DEPENDS <target>...])
#
# The server that a manifest describes, as two targets: <target>_server, a static library of everything
# but main(), for your tests; and the executable <target>, unless a target of that name exists already:
# that one is linked with the library and brings its own main().
#
#   HANDLERS    your files, one per tool, resource or prompt in C++; `src` when not given
#   CHECKED_IN  the folder of generated files under version control. They are compiled as they are, and
#               building stops when they are not what the manifest says. Without it they are generated
#               into the build tree
#   PROFILE, OVERLAYS  as --profile and --file of `mcpgen build`: with CHECKED_IN, the ones that the
#               committed files were made with. MCPGEN_PROFILE counts for nothing here: what is built
#               does not depend on who builds it
#   DEPENDS     targets that must be built before the library
include(${CMAKE_CURRENT_LIST_DIR}/McpgenComponents.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/McpgenHostTool.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/McpgenServerFiles.cmake)

function(mcp_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET;MANIFEST;HANDLERS;CHECKED_IN;PROFILE" "OVERLAYS;DEPENDS")
  if(NOT arg_TARGET OR NOT arg_MANIFEST OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "mcp_generate: TARGET and MANIFEST are needed; not understood: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT arg_HANDLERS)
    set(arg_HANDLERS src)
  endif()
  foreach(path IN ITEMS CMAKE_CURRENT_SOURCE_DIR CMAKE_CURRENT_BINARY_DIR arg_MANIFEST arg_HANDLERS arg_CHECKED_IN)
    if(${path})
      mcpgen_require_path("${${path}}")
    endif()
  endforeach()
  cmake_path(ABSOLUTE_PATH arg_MANIFEST NORMALIZE)
  cmake_path(ABSOLUTE_PATH arg_HANDLERS NORMALIZE)
  # An empty one as well, which wins over MCPGEN_PROFILE.
  set(options "--profile=${arg_PROFILE}")
  foreach(overlay IN LISTS arg_OVERLAYS)
    mcpgen_require_path("${overlay}")
    cmake_path(ABSOLUTE_PATH overlay NORMALIZE)
    list(APPEND options --file ${overlay})
  endforeach()

  if(arg_CHECKED_IN)
    cmake_path(ABSOLUTE_PATH arg_CHECKED_IN NORMALIZE OUTPUT_VARIABLE generated)
    if(NOT EXISTS ${generated}/server.cmake)
      cmake_path(REPLACE_FILENAME arg_MANIFEST generated OUTPUT_VARIABLE usual)
      set(command "--gen-only")
      if(NOT generated STREQUAL usual)
        set(command "--generated ${generated}")
      endif()
      message(FATAL_ERROR "${generated} has no generated files yet: run `mcpgen build ${command} ${arg_MANIFEST}`")
    endif()
  else()
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}.generated)
    mcpgen_host_tool(tool)
    mcpgen_generate_now(${tool} ${generated} ${arg_MANIFEST} ${options})
  endif()
  include(${generated}/server.cmake)

  set(library ${arg_TARGET}_server)
  set(sources ${MCPGEN_SERVER_SOURCES})
  list(TRANSFORM sources PREPEND ${generated}/)
  foreach(handler IN LISTS MCPGEN_SERVER_HANDLERS)
    if(NOT EXISTS ${arg_HANDLERS}/${handler})
      cmake_path(GET handler STEM name)
      message(SEND_ERROR
        "${arg_MANIFEST} asks for ${arg_HANDLERS}/${handler}, which does not exist: "
        "run `mcpgen stub ${name} > ${arg_HANDLERS}/${handler}` and fill it in")
    endif()
    list(APPEND sources ${arg_HANDLERS}/${handler})
  endforeach()
  add_library(${library} STATIC ${sources})
  target_include_directories(${library} PUBLIC ${generated} ${arg_HANDLERS})
  if(arg_DEPENDS)
    add_dependencies(${library} ${arg_DEPENDS})
  endif()
  if(arg_CHECKED_IN)
    mcpgen_check_fresh(${library} ${generated} ${arg_MANIFEST} ${options})
  endif()

  foreach(component IN LISTS MCPGEN_SERVER_COMPONENTS)
    mcpgen_load_component(${component})
  endforeach()
  set(parts ${MCPGEN_SERVER_COMPONENTS})
  set(transports ${MCPGEN_SERVER_COMPONENTS})
  list(FILTER parts EXCLUDE REGEX "^transport_")
  list(FILTER transports INCLUDE REGEX "^transport_")
  list(TRANSFORM parts PREPEND mcpgen::)
  list(TRANSFORM transports PREPEND mcpgen::)
  target_link_libraries(${library} PUBLIC ${parts})

  if(NOT TARGET ${arg_TARGET})
    add_executable(${arg_TARGET} ${generated}/${MCPGEN_SERVER_MAIN})
  endif()
  target_link_libraries(${arg_TARGET} PRIVATE ${library} ${transports})

  # `mcpgen run`, `list` and `call` find the program of a manifest by these two lines.
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/mcpgen-servers/${arg_TARGET}-$<CONFIG>.txt
    CONTENT "${arg_MANIFEST}\n$<TARGET_FILE:${arg_TARGET}>\n")
endfunction()
