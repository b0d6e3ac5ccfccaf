# mcpgen_strict(<target>)
#
# Warnings for our own code, errors only where MCPGEN_STRICT asks: users' builds never break on them.
function(mcpgen_strict target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(MCPGEN_STRICT)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
