#include <mcp/backend/file/file.h>

#include <utility>

#include <mcp/core/files/file_content.h>
#include <mcp/core/files/served_folder.h>

namespace mcp::backend {

struct File::Impl {
  ServedFolder folder;
  TextTemplate path;
  std::string mime_type;
};

File::File(const Options& options)
    : impl_(std::make_shared<const Impl>(Impl{ServedFolder(options.root, options.limit),
                                              TextTemplate(options.path), std::string(options.mime_type)})) {}

Result<ToolAnswer> File::call(const mcp::Json& arguments, Context&) const {
  Result<ServedFolder::File> file = impl_->folder.read(impl_->path, arguments);
  if (!file) return Error{Error::Code::tool_failed, file.error().message};
  ToolAnswer answer;
  answer.content.add(file_block(file->path, std::move(file->bytes), impl_->mime_type));
  return answer;
}

Result<Contents> File::read(const mcp::Json& variables, Context&) const {
  Result<ServedFolder::File> file = impl_->folder.read(impl_->path, variables);
  if (!file) return file.error();
  return Contents().add(file_part(file->path, std::move(file->bytes), impl_->mime_type));
}

std::vector<std::string> File::problems() const {
  std::vector<std::string> problems = impl_->folder.problems();
  problems.insert(problems.end(), impl_->path.problems().begin(), impl_->path.problems().end());
  return problems;
}

}  // namespace mcp::backend
