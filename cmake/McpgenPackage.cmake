# The installed package, find_package(mcpgen), and its twin in the build tree: there bin/ and
# MCPGEN_PACKAGE_DIR lie as they do under a prefix, so the tool finds its package the same way in both.
include(CMakePackageConfigHelpers)

write_basic_package_version_file(${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR}/mcpgenConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)

set(package_files
  cmake/mcpgenConfig.cmake
  cmake/McpgenComponents.cmake
  cmake/McpgenHostTool.cmake
  cmake/McpgenServerFiles.cmake
  cmake/McpgenGenerate.cmake)
foreach(file IN LISTS package_files)
  configure_file(${file} ${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR} COPYONLY)
endforeach()
install(FILES ${package_files} ${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR}/mcpgenConfigVersion.cmake
  DESTINATION ${MCPGEN_PACKAGE_DIR})

if(MCPGEN_TOOL)
  export(EXPORT mcpgen_tool NAMESPACE mcpgen::
    FILE ${PROJECT_BINARY_DIR}/${MCPGEN_PACKAGE_DIR}/mcpgen-tool.cmake)
endif()
