# find_package(mcpgen CONFIG [COMPONENTS <library>...]): mcp_generate(), and mcpgen::<library> for each
# component asked for. mcp_generate() loads by itself what a manifest needs.
include(CMakeFindDependencyMacro)
include(${CMAKE_CURRENT_LIST_DIR}/McpgenGenerate.cmake)

find_dependency(Threads)
find_dependency(nlohmann_json 3.11)
if(NOT TARGET mcpgen::mcpgen)
  include(${CMAKE_CURRENT_LIST_DIR}/mcpgen-tool.cmake OPTIONAL)
endif()

foreach(component IN ITEMS core LISTS mcpgen_FIND_COMPONENTS)
  mcpgen_load_component(${component} mcpgen_NOT_FOUND_MESSAGE)
  if(TARGET mcpgen::${component})
    set(mcpgen_${component}_FOUND TRUE)
  elseif(component STREQUAL "core" OR mcpgen_FIND_REQUIRED_${component})
    set(mcpgen_FOUND FALSE)
    return()
  endif()
endforeach()
