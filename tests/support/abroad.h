#pragma once

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <locale>

namespace tst {

/// Numbers and words that look like no C++: 1.234.567 and 0,5, wahr and falsch. No machine needs to know such
/// a locale.
struct Elsewhere : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
  std::string do_truename() const override { return "wahr"; }
  std::string do_falsename() const override { return "falsch"; }
};

/// Another locale, time zone and current folder, for as long as it lives.
class Abroad {
 public:
  Abroad()
      : here_(std::filesystem::current_path()),
        before_(std::locale::global(std::locale(std::locale::classic(), new Elsewhere))) {
    // What C prints goes by the machine's locales, of those that there are.
    for (const char* name : {"tr_TR.UTF-8", "de_DE.UTF-8"}) {
      if (std::setlocale(LC_ALL, name) != nullptr) break;
    }
    ::setenv("TZ", "Pacific/Chatham", 1);
    std::filesystem::current_path("/");
  }
  ~Abroad() {
    std::filesystem::current_path(here_);
    std::setlocale(LC_ALL, "C");
    std::locale::global(before_);
    ::unsetenv("TZ");
  }
  Abroad(const Abroad&) = delete;
  Abroad& operator=(const Abroad&) = delete;

 private:
  std::filesystem::path here_;
  std::locale before_;
};

}  // namespace tst
