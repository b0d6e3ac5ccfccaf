#include "cli/toolchain.h"

#include <cstdlib>
#include <system_error>
#include <vector>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "cli/build_advice.h"
#include "cli/process.h"
#include "support/text.h"

namespace mcpgen {
namespace {

namespace fs = std::filesystem;

fs::path own_program() {
  std::error_code failed;
#ifdef __APPLE__
  char buffer[4096];
  std::uint32_t size = sizeof buffer;
  return _NSGetExecutablePath(buffer, &size) == 0 ? fs::canonical(buffer, failed) : fs::path();
#else
  return fs::read_symlink("/proc/self/exe", failed);
#endif
}

/// Shows the build tool's `[3/7] …` lines in one place and keeps everything for the case of failure.
class Progress {
 public:
  Progress(const Console& console, bool verbose) : console_(console), verbose_(verbose) {}

  void line(std::string_view text) {
    all_.append(text).push_back('\n');
    if (verbose_) {
      console_.err << text << '\n';
      return;
    }
    if (!console_.terminal || console_.quiet) return;
    constexpr std::size_t kWidth = 78;
    console_.err << "\r\033[K" << visible(text.substr(0, kWidth)) << std::flush;
    shown_ = true;
  }
  void finish(bool failed) {
    if (shown_) console_.err << "\r\033[K" << std::flush;
    if (failed && !verbose_) console_.err << all_;
  }
  const std::string& all() const { return all_; }

 private:
  const Console& console_;
  bool verbose_;
  bool shown_ = false;
  std::string all_;
};

/// What a step printed that failed.
std::optional<std::string> run_step(const std::vector<std::string>& command, const Console& console,
                                    bool verbose) {
  Progress progress(console, verbose);
  const int code = run_program(command, [&](std::string_view line) { progress.line(line); });
  progress.finish(code != 0);
  if (code == 0) return {};
  return progress.all();
}

std::vector<std::string> configure_command(const CompileRequest& request) {
  std::vector<std::string> command{"cmake",
                                   "-S",
                                   request.source.string(),
                                   "-B",
                                   request.build.string(),
                                   "-DCMAKE_BUILD_TYPE=" + request.build_type};
  if (const fs::path package = own_package(); !package.empty())
    command.push_back("-Dmcpgen_DIR=" + package.string());
  std::error_code ignored;
  const bool configured = fs::exists(request.build / "CMakeCache.txt", ignored);
  if (!configured && std::getenv("CMAKE_GENERATOR") == nullptr && !find_program("ninja").empty()) {
    command.insert(command.end(), {"-G", "Ninja"});
  }
  return command;
}

}  // namespace

fs::path own_package() {
  const fs::path program = own_program();
  if (program.empty()) return {};
  std::error_code failed;
  const fs::path package = fs::weakly_canonical(program.parent_path() / MCPGEN_PACKAGE_FROM_PROGRAM, failed);
  return fs::exists(package / "mcpgenConfig.cmake", failed) ? package : fs::path();
}

std::string missing_toolchain() {
  if (find_program("cmake").empty()) return "no cmake found";
  const char* chosen = std::getenv("CXX");
  if (chosen != nullptr && *chosen != '\0') return "";
  for (const char* name : {"c++", "g++", "clang++"}) {
    if (!find_program(name).empty()) return "";
  }
  return "no C++ compiler found";
}

std::optional<int> compile_project(const CompileRequest& request, const Console& console) {
  if (run_step(configure_command(request), console, request.verbose)) {
    return console.fail(ExitCode::toolchain, "configure_failed", "cmake could not configure the project",
                        "the first `CMake Error` above says why; where CMakeLists.txt is fine, remove `" +
                            request.build.string() + "` and build again");
  }
  const std::vector<std::string> build{"cmake",    "--build",          request.build.string(),
                                       "--config", request.build_type, "--parallel"};
  if (const auto printed = run_step(build, console, request.verbose)) {
    return console.fail(ExitCode::toolchain, "build_failed", "the project does not build",
                        build_advice(*printed, request.handlers));
  }
  return {};
}

}  // namespace mcpgen
