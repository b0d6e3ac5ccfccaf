#pragma once

#include "cli/command.h"

namespace mcpgen {

Command new_command();
Command check_command();
Command build_command();
Command run_command();
Command diff_command();
Command stub_command();
Command keys_command();
Command list_command();
Command call_command();
Command inspect_command();
Command token_keygen_command();
Command token_mint_command();
Command token_inspect_command();
Command schema_command();
Command explain_command();
Command version_command();
Command completion_command();
Command help_command();

}  // namespace mcpgen
