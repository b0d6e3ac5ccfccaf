#include <mcp/backend/dir/dir.h>

#include <cstddef>
#include <utility>

#include <mcp/core/codec.h>
#include <mcp/core/files/file_content.h>
#include <mcp/core/files/mime_type.h>
#include <mcp/core/files/served_folder.h>
#include <mcp/core/template/place.h>

namespace mcp::backend {
namespace {

/// A URI template with one variable, `docs://{+path}` or `docs://{path}`, taken apart.
struct UriOfFile {
  std::string before{};
  std::string variable{};  ///< "" when the template has not exactly one
  std::string after{};
  bool keeps_slashes = false;

  explicit UriOfFile(std::string_view uri) {
    const std::size_t open = uri.find('{');
    const std::size_t close = uri.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return;
    std::string_view name = uri.substr(open + 1, close - open - 1);
    before = uri.substr(0, open);
    after = uri.substr(close + 1);
    if (after.find('{') != std::string::npos) return;
    keeps_slashes = name.starts_with('+');
    name.remove_prefix(keeps_slashes ? 1 : 0);
    variable = name;
  }

  std::string of(std::string_view path) const {
    std::string uri = before;
    append_percent_encoded(uri, path, keeps_slashes ? "/" : "");
    return uri += after;
  }
};

}  // namespace

struct Dir::Impl {
  ServedFolder folder;
  Glob glob;
  UriOfFile uri;
  std::string mime_type;
};

Dir::Dir(const Options& options)
    : impl_(std::make_shared<const Impl>(Impl{ServedFolder(options.root, options.limit), Glob(options.glob),
                                              UriOfFile(options.uri), std::string(options.mime_type)})) {}

Result<Contents> Dir::read(const mcp::Json& variables, Context&) const {
  const mcp::Json* variable = find_member(variables, impl_->uri.variable);
  std::string path(variable ? text_of(*variable) : std::string_view());
  if (is_hidden(path) || !impl_->glob.matches(path)) {
    return Error{Error::Code::not_found, "there is no such file"};
  }
  Result<ServedFolder::File> file = impl_->folder.read(std::move(path));
  if (!file) return file.error();
  return Contents().add(file_part(file->path, std::move(file->bytes), impl_->mime_type));
}

std::vector<Resource::Listed> Dir::list() const {
  std::vector<Resource::Listed> listed;
  for (std::string& path : impl_->folder.list(impl_->glob)) {
    const std::string_view mime_type = impl_->mime_type.empty() ? mime_type_of(path) : impl_->mime_type;
    std::string uri = impl_->uri.of(path);
    listed.push_back({std::move(uri), std::move(path), std::string(mime_type)});
  }
  return listed;
}

std::vector<std::string> Dir::problems() const {
  std::vector<std::string> problems = impl_->folder.problems();
  if (impl_->uri.variable.empty()) {
    problems.push_back("the URI of a folder's resource needs one variable, as in `docs://{+path}`");
  }
  return problems;
}

}  // namespace mcp::backend
