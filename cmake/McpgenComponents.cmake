# mcpgen_load_component(<name> [<message variable>])
#
# Makes mcpgen::<name> known, with what it links. Where this mcpgen has no such library the variable
# says so; without a variable that is an error.
set_property(GLOBAL PROPERTY MCPGEN_COMPONENT_DIR ${CMAKE_CURRENT_LIST_DIR})

function(mcpgen_load_component name)
  if(TARGET mcpgen::${name})
    return()
  endif()
  get_property(folder GLOBAL PROPERTY MCPGEN_COMPONENT_DIR)
  if(EXISTS ${folder}/${name}-targets.cmake)
    include(CMakeFindDependencyMacro)
    include(${folder}/${name}-needs.cmake)
    include(${folder}/${name}-targets.cmake)
    return()
  endif()
  set(message "this mcpgen was built without '${name}'")
  if(ARGC GREATER 1)
    set(${ARGV1} "${message}" PARENT_SCOPE)
  else()
    message(FATAL_ERROR "${message}")
  endif()
endfunction()
