# mcpgen_strict(<target>)
#
# Warnings for our own code, errors only where MCPGEN_STRICT asks: users' builds never break on them.
function(mcpgen_strict target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Optimising, g++ 12 takes "text" + std::string for an overlapping copy, and moved strings for uninitialised ones.
    target_compile_options(${target} PRIVATE -Wno-restrict $<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized>)
  endif()
  if(MCPGEN_STRICT)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
