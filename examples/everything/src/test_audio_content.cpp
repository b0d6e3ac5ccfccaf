#include "everything.h"
#include "media.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_audio_content(const TestAudioContentInput&, mcp::Context&) {
  return mcp::Content().audio(silence(), "audio/wav");
}

}  // namespace everything
