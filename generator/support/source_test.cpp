#include "support/source.h"

#include "catch.h"

using mcpgen::SourceFile;
using mcpgen::Sources;

TEST_CASE("lines end with LF, CR LF or CR") {
  const SourceFile file("a.yaml", "one\ntwo\r\nthree\rfour");
  CHECK(file.line_count() == 4);
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3) == "three");
  CHECK(file.line(4) == "four");
  CHECK(file.line_offset(3) == 9);
}

TEST_CASE("a line that is not there is empty") {
  const SourceFile file("a.yaml", "one\n");
  CHECK(file.line(0).empty());
  CHECK(file.line(2).empty());
  CHECK(file.line(7).empty());
  CHECK(SourceFile("b.yaml", "").line(1).empty());
}

TEST_CASE("sources stay where they are and know the order of reading") {
  Sources sources;
  const SourceFile& first = sources.add("first", "1");
  for (int i = 0; i < 100; ++i) sources.add("more", "");
  CHECK(first.text == "1");
  CHECK(&first == &sources.all().front());
  CHECK(sources.all().back().order == 100);
}
