# mcpgen_host_tool(<variable>)
#
# A mcpgen that runs now, while CMake configures: MCPGEN_EXECUTABLE where it is set (cross builds), the
# installed one, or, where mcpgen is a part of the calling project, one built here once.
set(MCPGEN_EXECUTABLE "" CACHE FILEPATH "The mcpgen to run; empty: the one of this package")
set_property(GLOBAL PROPERTY MCPGEN_SOURCE_DIR ${CMAKE_CURRENT_LIST_DIR}/..)

function(mcpgen_host_tool variable)
  if(MCPGEN_EXECUTABLE)
    set(${variable} ${MCPGEN_EXECUTABLE} PARENT_SCOPE)
    return()
  endif()
  if(TARGET mcpgen::mcpgen)
    get_target_property(imported mcpgen::mcpgen IMPORTED)
    if(imported)
      get_target_property(location mcpgen::mcpgen LOCATION)
      set(${variable} ${location} PARENT_SCOPE)
      return()
    endif()
  endif()
  get_property(source GLOBAL PROPERTY MCPGEN_SOURCE_DIR)
  if(EXISTS ${source}/generator/main.cpp)
    mcpgen_build_host_tool(${source} tool)
  else()
    find_program(MCPGEN_FOUND_EXECUTABLE mcpgen)
    set(tool ${MCPGEN_FOUND_EXECUTABLE})
  endif()
  if(NOT tool)
    message(FATAL_ERROR "mcp_generate: no mcpgen to run: set MCPGEN_EXECUTABLE to the path of one")
  endif()
  set(${variable} ${tool} PARENT_SCOPE)
endfunction()

function(mcpgen_build_host_tool source variable)
  set(folder ${CMAKE_BINARY_DIR}/mcpgen-host)
  if(NOT EXISTS ${folder}/CMakeCache.txt)
    message(STATUS "mcpgen: building the tool in ${folder}")
  endif()
  set(log ${CMAKE_BINARY_DIR}/mcpgen-host.log)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${source} -B ${folder} -G ${CMAKE_GENERATOR}
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${folder}/bin -DMCPGEN_TESTS=OFF
      -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
    COMMAND_ERROR_IS_FATAL ANY OUTPUT_FILE ${log})
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  execute_process(
    COMMAND ${CMAKE_COMMAND} --build ${folder} --config Release --target mcpgen --parallel ${cores}
    COMMAND_ERROR_IS_FATAL ANY OUTPUT_FILE ${log})
  set(${variable} ${folder}/bin/mcpgen PARENT_SCOPE)
endfunction()
